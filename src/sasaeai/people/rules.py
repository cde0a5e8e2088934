"""Roles by code, from the table that the settings name (`SASAEAI_ROLES`); keys that tell the same body."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache
from ipaddress import IPv4Address, ip_address, ip_network

import jaconv
from django.conf import settings
from django.utils.module_loading import import_string

from sasaeai.people.access import Role

LEGAL_FORMS = (
    "株式会社",
    "有限会社",
    "合同会社",
    "社会福祉法人",
    "医療法人",
    "一般社団法人",
    "公益社団法人",
    "一般財団法人",
    "公益財団法人",
    "特定非営利活動法人",
    "npo法人",
    "(株)",
    "(有)",
    "(同)",
    "(福)",
    "(医)",
    "(特非)",
)
VARIANTS = str.maketrans("髙﨑濵濱邊邉齋齊澤廣國學會區", "高崎浜浜辺辺斎斉沢広国学会区")


@cache
def roles() -> dict[str, Role]:
    """Every role by its code, in the order of the table."""
    table: tuple[Role, ...] = import_string(settings.SASAEAI_ROLES)
    return {role.code: role for role in table}


def match_key(text: str) -> str:
    """A name or reading without what differs by writer: width, kana, spaces, marks, legal form, old kanji.

    >>> match_key("㈱ スーパー・ささえ") == match_key("株式会社スーパーささえ")
    True
    >>> match_key("ｻｻｴｱｲ ﾁｮｳｶｲ") == match_key("ささえあい　ちょうかい")
    True
    """
    folded = jaconv.kata2hira(unicodedata.normalize("NFKC", text)).casefold().translate(VARIANTS)
    bare = folded
    for form in LEGAL_FORMS:
        bare = bare.replace(form, "")
    return re.sub(r"[\W_]", "", bare) or re.sub(r"[\W_]", "", folded)


def phone_key(text: str) -> str:
    """Digits of a telephone number, whatever the width and the separators.

    >>> phone_key("０１３８（２１）３２９７")
    '0138213297'
    """
    return re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", text))


def fiscal_year_of(day: date) -> int:
    """年度: from April.

    >>> fiscal_year_of(date(2023, 3, 31))
    2022
    """
    return day.year if day.month >= 4 else day.year - 1


def network_of(address: str) -> str:
    """The network that an address stands for: one IPv4 address, the /64 of an IPv6 address.

    >>> network_of("2001:db8:1:2:3:4:5:6"), network_of("203.0.113.9"), network_of("::ffff:203.0.113.9")
    ('2001:db8:1:2::/64', '203.0.113.9', '203.0.113.9')
    >>> network_of("unix:/run/sasaeai.sock")  # behind a server that names no address
    'unix:/run/sasaeai.sock'
    """
    try:
        known = ip_address(address.strip("[]"))
    except ValueError:
        return address[:60]
    mapped = getattr(known, "ipv4_mapped", None)
    if isinstance(known, IPv4Address) or mapped is not None:
        return str(mapped or known)
    return str(ip_network(f"{known}/64", strict=False))


def easy_password(rng: Callable[[int], int]) -> str:
    """A password that can be read out on the telephone: three groups without look-alike characters.

    :param rng: a number below the given one, e.g. `secrets.randbelow`
    """
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    groups = ("".join(letters[rng(len(letters))] for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def needs_area(role: Role) -> bool:
    """Whether whoever gets the role must be given an area: it reaches persons, but not the whole town."""
    return role.sees_personal and not role.whole_town


@cache
def permission_words() -> dict[str, str]:
    """Every permission in words, from the table that the settings name (`SASAEAI_PERMISSIONS`)."""
    table: dict[str, str] = import_string(settings.SASAEAI_PERMISSIONS)
    return table

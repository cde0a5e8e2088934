"""Typed builders of invented activities, for tests, the demo and the docs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sasaeai.activities.actions import Entry, record
from sasaeai.activities.models import Activity
from sasaeai.people.examples import Cast
from sasaeai.people.models import Organisation
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Scheme, Term

DAY = date(2022, 10, 3)
AT = datetime(2022, 10, 3, 8, 0, tzinfo=UTC)

WORDS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "function": (
        "業務項目",
        (
            ("visualize_needs_resources", "ニーズ・社会資源の把握"),
            ("build_network", "ネットワークの構築"),
            ("awareness", "普及啓発"),
            ("develop_supporters", "担い手の養成"),
        ),
    ),
    "means": (
        "手段",
        (
            ("visit", "訪問"),
            ("phone", "電話"),
            ("meeting", "会議出席"),
            ("event", "行事・活動参加"),
        ),
    ),
    "activity-kind": ("活動の種類", (("salon", "サロン支援"), ("newsletter", "広報紙の発行"))),
    "result": ("結果", (("informed", "情報提供"), ("connected", "つないだ"))),
    "partner-type": (
        "連携先の種別",
        (("chokai", "町会・自治会"), ("minsei", "民生委員・児童委員")),
    ),
}


def words_of(town: Town) -> dict[str, dict[str, Term]]:
    """The few terms an entry needs, by scheme and code; made where the town lacks them."""
    known = Term.objects.filter(scheme__town=town, scheme__code__in=WORDS)
    there = {(one.scheme.code, one.code): one for one in known.select_related("scheme")}
    return {
        scheme: {
            code: there.get((scheme, code)) or _made(town, scheme, code)
            for code, _ in WORDS[scheme][1]
        }
        for scheme in WORDS
    }


def _made(town: Town, scheme: str, code: str) -> Term:
    name, terms = WORDS[scheme]
    order = [known for known, _ in terms].index(code)
    within, _ = Scheme.objects.get_or_create(town=town, code=scheme, defaults={"name": name})
    return Term.objects.create(scheme=within, code=code, label=terms[order][1], order=order)


def a_partner(town: Town, name: str = "みどり町会") -> Organisation:
    """An invented partner."""
    organisation, _ = Organisation.objects.get_or_create(town=town, name=name)
    return organisation


def an_entry(cast: Cast, **given: Any) -> Entry:
    """A visit of 石田さん to a salon of the first area, unless told otherwise."""
    words = words_of(cast.town)
    usual: dict[str, Any] = {
        "on": DAY,
        "posts": (cast.posts["first-area"],),
        "area": cast.first_area,
        "title": "サロン訪問",
        "means": words["means"]["visit"],
        "functions": (words["function"]["visualize_needs_resources"],),
        "wording": "サロンの担い手から、移動の困りごとを聞いた。",
    }
    return Entry(**{**usual, **given})


def an_activity(
    cast: Cast, *, by: Doer | None = None, at: datetime = AT, origin: str = "", **given: Any
) -> Activity:
    """A recorded activity of the cast; `given` are fields of `Entry`."""
    return record(by=by or cast.ishida, at=at, entry=an_entry(cast, **given), origin=origin)

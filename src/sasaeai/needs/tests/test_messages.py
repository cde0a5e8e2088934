"""An e-mail, a chat, a fax: pasted whole, its troubles proposed one by one, and taken down as one intake."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sasaeai.needs.models import Intake, Need
from sasaeai.needs.rules.splitting import MOST, troubles_in
from sasaeai.needs.tests.samples import need_words

MAIL = """From: 江川 <egawa@example.jp>
件名：地域のことで
日時：2022/10/03

事務局さま
いつもお世話になっております。江川です。

バスが減って病院に行けません。
帰りはタクシーです。

それから、ごみ袋が重くて運べません。もう一つ、雪かきが心配です。

よろしくお願いいたします。
> 前のメールの引用です
----------------
支合町会　江川　000-111-2222
"""
CHAT = """2022/10/03(月)
10:21\t江川\tこんにちは！
10:22\t江川\t近くの店が閉まって買い物に困っています
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            MAIL,
            [
                "バスが減って病院に行けません。\n帰りはタクシーです。",
                "ごみ袋が重くて運べません。",
                "雪かきが心配です。",
            ],
        ),
        (CHAT, ["近くの店が閉まって買い物に困っています"]),
        ("①店がない ②", ["店がない ②"]),
        ("1. 店がない\n2）バスがない", ["店がない", "バスがない"]),
        ("店がない。よろしくお願いします！", ["店がない。"]),
        ("よろしくお願いします。", ["よろしくお願いします。"]),
        ("不便です。取り急ぎ雪かきだけでも", ["不便です。取り急ぎ雪かきだけでも"]),
        (" \n", []),
    ],
    ids=[
        "a mail",
        "a chat",
        "a mark inside",
        "numbers",
        "a greeting after",
        "only a greeting",
        "nothing is lost",
        "nothing",
    ],
)
def test_a_message_is_parted_where_its_writer_parted_it(text, found):
    assert troubles_in(text) == found


def test_no_words_get_lost_in_a_long_list():
    pieces = troubles_in("\n".join(f"・困りごとその{n}" for n in range(20)))

    assert len(pieces) == MOST
    assert pieces[-1].endswith("困りごとその19")


def test_a_pasted_mail_becomes_one_intake_with_its_troubles(client, cast):
    need_words(cast)
    client.force_login(cast.ishida)
    page = reverse("needs:message")
    assert client.post(page, {"text": " "}).status_code == 422
    shown = client.get(page).context["form"]

    split = client.post(page, {"text": MAIL, "channel": shown.initial["channel"].pk})

    form = split.context["form"]
    assert "届いた文を3つに分けました" in split.content.decode()
    given = {name: form[name].value() for name in ("wording", *form.further) if form[name].value()}
    given |= {"wording": "", "heard_on": "2022-10-03", "urgency": "3", "scope": "office"}
    given |= {"area": cast.first_area.pk, "channel": form["channel"].value()}
    client.post(reverse("needs:new"), given)

    assert Intake.objects.get().channel.code == "message"
    assert Need.objects.count() == 2  # the first was emptied
    assert Need.objects.filter(wording="雪かきが心配です。").exists()

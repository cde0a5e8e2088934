"""What is written for a report stays; what is handed in is taken back with a reason; forms come and go."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from sasaeai.history.models import Event
from sasaeai.reports.actions import layouts, packs, town_forms
from sasaeai.reports.examples import AT, a_form, a_submission, a_town_table
from sasaeai.reports.models import PackText, Submission, TownForm


def told(what: str) -> list[Event]:
    return list(Event.objects.filter(what=f"reports.{what}").order_by("number"))


def test_the_same_words_written_again_are_not_told(cast):
    for text in ("除雪の相談が増えた。", " 除雪の相談が増えた。"):
        packs.write_pack_text(
            by=cast.uno, at=AT, name="monthly", first_day=date(2022, 12, 1), heading="summary",
            text=text,
        )  # fmt: skip

    assert PackText.objects.get().text == "除雪の相談が増えた。"
    assert [event.before for event in told("pack_text_written")] == [{"text": ""}]


def test_nothing_is_handed_in_without_a_table(cast):
    with pytest.raises(ValidationError, match="提出する表がありません"):
        a_submission(cast.uno, tables=[])

    assert not Submission.objects.exists()


def test_what_was_handed_in_is_taken_back_with_a_reason(cast):
    submission = a_submission(cast.uno)
    with pytest.raises(ValidationError, match="理由"):
        packs.withdraw(by=cast.uno, at=AT, submission=submission, reason=" ")

    packs.withdraw(by=cast.uno, at=AT, submission=submission, reason="数えちがい ")

    submission.refresh_from_db()
    assert submission.state == "withdrawn"
    assert [event.after for event in told("withdrawn")] == [{"reason": "数えちがい"}]


def test_a_table_of_the_towns_own_is_rewritten_under_its_code(cast):
    layout = a_town_table(cast.uno)
    text = layout.text.replace("回数", "件数")
    with pytest.raises(ValidationError, match="title"):
        layouts.change_layout(by=cast.uno, at=AT, layout=layout, title=" ", text=text)

    layout.refresh_from_db()
    layouts.change_layout(by=cast.uno, at=AT, layout=layout, title="層ごとの件数", text=text)

    (event,) = told("layout_changed")
    assert (layout.code, layout.title) == ("own-table", "層ごとの件数")
    assert event.before["title"] == "層ごとの活動回数"


def test_a_form_too_large_is_refused_and_one_that_is_not_used_removed(cast):
    with pytest.raises(ValidationError, match="5MBまで"):
        a_form(cast.uno, content=b"x" * (town_forms.LARGEST + 1))
    form = a_form(cast.uno)

    town_forms.remove_form(by=cast.uno, at=AT, form=form)

    assert not TownForm.objects.exists()
    assert [event.before for event in told("form_removed")] == [{"name": form.name}]

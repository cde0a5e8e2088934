"""Plans: periods, targets with states, corrections of actuals with a reason."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from sasaeai.history.models import Event
from sasaeai.reports.actions import plans
from sasaeai.reports.examples import a_correction, a_plan
from sasaeai.reports.models import Correction, Target
from sasaeai.reports.rules import NotATarget, TargetState, read_target, target_text

AT = datetime(2023, 4, 3, 1, 0, tzinfo=UTC)


def an_indicator(cast, **given):
    words = {"code": "activity-times", "name": "活動回数", "unit": "回・人"} | given
    return plans.add_indicator(by=cast.uno, at=AT, **words)


def test_a_plan_whose_years_lie_in_another_is_refused_with_its_name(cast):
    plans.add_plan(by=cast.uno, at=AT, name="第8期計画", first_year=2021, last_year=2023)

    with pytest.raises(ValidationError, match="第8期計画"):
        plans.add_plan(by=cast.uno, at=AT, name="第9期計画", first_year=2023, last_year=2026)


def test_a_plan_is_renamed_and_lengthened_unless_its_years_lie_in_another(cast):
    plan = a_plan(cast.uno)
    later = a_plan(cast.uno, name="第9期計画", first_year=2024, last_year=2026)

    plans.change_plan(by=cast.uno, at=AT, plan=plan, name="第8期", first_year=2020, last_year=2023)
    with pytest.raises(ValidationError, match="「第8期」（2020〜2023年度）と重なります"):
        plans.change_plan(
            by=cast.uno, at=AT, plan=later, name="第9期計画", first_year=2023, last_year=2026
        )

    event = Event.objects.get(what="reports.plan_changed")
    assert (event.before["first_year"], event.after["first_year"]) == (2021, 2020)
    assert event.after["name"] == "第8期"


def test_an_indicator_gets_a_free_code_and_is_counted_otherwise_from_then_on(cast):
    an_indicator(cast, code="i1")
    second = an_indicator(cast, code=plans.free_code(cast.town.pk), name="通いの場の数")

    plans.change_indicator(by=cast.uno, at=AT, indicator=second, unit="か所")

    second.refresh_from_db()
    assert (second.code, second.unit, second.name) == ("i2", "か所", "通いの場の数")
    event = Event.objects.get(what="reports.indicator_changed")
    assert (event.before["unit"], event.after["unit"]) == ("回・人", "か所")


def test_a_correction_is_taken_back_once(cast):
    correction = a_correction(cast.uno, an_indicator(cast))

    for _ in range(2):
        plans.withdraw_correction(by=cast.uno, at=AT, correction=correction)

    assert not Correction.objects.filter(withdrawn_at=None).exists()
    event = Event.objects.get(what="reports.correction_withdrawn")
    assert event.before["reason"] == "二重の記録を除いた"


def test_targets_keep_value_state_and_one_line_of_history(cast):
    indicator = an_indicator(cast)

    changed = plans.set_targets(
        by=cast.uno,
        at=AT,
        indicator=indicator,
        aims=[
            plans.Aim(2021, Decimal(500)),
            plans.Aim(2021, Decimal(250), tier="1"),
            plans.Aim(2022, None, TargetState.NOT_APPLICABLE),
        ],
    )

    assert changed == 3
    kept = [(t.fiscal_year, t.tier, target_text(t.value, t.state)) for t in Target.objects.all()]
    assert kept == [(2021, "", "500"), (2021, "1", "250"), (2022, "", "***")]
    assert Event.objects.filter(what="reports.targets_set").count() == 1


def test_setting_the_same_targets_again_changes_nothing(cast):
    indicator = an_indicator(cast)
    aims = [plans.Aim(2021, Decimal(500))]
    plans.set_targets(by=cast.uno, at=AT, indicator=indicator, aims=aims)

    assert plans.set_targets(by=cast.uno, at=AT, indicator=indicator, aims=aims) == 0
    assert Event.objects.filter(what="reports.targets_set").count() == 1


def test_a_correction_needs_a_reason_and_replaces_the_former(cast):
    indicator = an_indicator(cast)
    given = {"by": cast.uno, "at": AT, "indicator": indicator, "fiscal_year": 2021}
    with pytest.raises(ValidationError, match="理由"):
        plans.correct_actual(**given, value=Decimal(660), reason=" ")

    plans.correct_actual(**given, value=Decimal(660), reason="重複")
    plans.correct_actual(**given, value=Decimal(661), reason="重複の数えちがい")

    standing = Correction.objects.filter(withdrawn_at=None)
    assert [c.value for c in standing] == [Decimal(661)]
    assert Correction.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "value", "state"),
    [
        ("1,200回・人", Decimal(1200), TargetState.VALUE),
        ("0", Decimal(0), TargetState.VALUE),
        ("***", None, TargetState.NOT_APPLICABLE),
        ("＊＊＊", None, TargetState.NOT_APPLICABLE),
        ("―", None, TargetState.NOT_FILLED),
        ("", None, TargetState.BLANK),
    ],
)
def test_a_typed_target_is_read(text, value, state):
    assert read_target(text, unit="回・人") == (value, state)


def test_what_is_no_target_is_refused_in_words():
    with pytest.raises(NotATarget, match="「たくさん」は目標値として読めません"):
        read_target("たくさん")
    with pytest.raises(NotATarget, match="大きすぎます。桁を確かめて"):
        read_target("1000000000000")

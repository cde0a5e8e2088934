"""What operators tell, what a round of asking brings, and days out of turn: taken, refused, and told."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sasaeai.history.models import Event
from sasaeai.resources.actions import proposals, rounds, unusual
from sasaeai.resources.actions.given import GivenContact
from sasaeai.resources.examples import AT, DAY, a_resource
from sasaeai.resources.models import ChangeProposal, Confirmation, Resource
from sasaeai.resources.rules.freshness import Answer
from sasaeai.resources.rules.proposing import MOST_WAITING
from sasaeai.resources.rules.recurrence import Unusual


@pytest.fixture
def salon(cast):
    return a_resource(cast, assured_on=DAY - timedelta(days=300))


@pytest.fixture
def tell(cast, salon):
    """An operator tells a change of the given fields; it waits."""

    def told(answer=Answer.CHANGED, **given) -> ChangeProposal:
        remark = given.pop("remark", "")
        made = proposals.propose(
            by=cast.ishida, at=AT, resource=salon, answer=answer, given=given, remark=remark
        )
        assert made is not None
        return made

    return told


@pytest.fixture
def decide(cast):
    return lambda proposal, *take: proposals.decide_proposal(
        by=cast.ishida, at=AT, proposal=proposal, take=take
    )


def test_an_office_asleep_is_rung_up_instead_of_written_to(tell):
    for number in range(MOST_WAITING):
        tell(fee=f"{number}円")

    with pytest.raises(proposals.ProposalRefused, match="電話でお知らせください"):
        tell(fee="無料")

    assert ChangeProposal.objects.count() == MOST_WAITING


def test_what_was_decided_is_not_decided_again(tell, decide):
    proposal = tell(fee="無料")
    decide(proposal)

    with pytest.raises(proposals.ProposalRefused, match="すでにほかの人が決めました"):
        decide(proposal, "fee")

    assert ChangeProposal.objects.get().state == "refused"
    assert Resource.objects.get().fee == "1回100円"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"times": "ときどき"}, "日時のしるしを外し、「直す」で"),
        ({"name": "サロン" * 100}, "文字"),
    ],
)
def test_what_cannot_be_taken_over_leaves_all_as_it_was(salon, tell, decide, given, words):
    proposal = tell(fee="無料", **given)

    with pytest.raises(proposals.ProposalRefused, match=words):
        decide(proposal, "fee", *given)

    kept = Resource.objects.get(pk=salon.pk)
    assert (kept.fee, kept.name, kept.assured_on) == ("1回100円", "みどりサロン", salon.assured_on)
    assert ChangeProposal.objects.get().state == "waiting"


def test_a_pause_that_is_believed_counts_as_asked(salon, tell, decide):
    decide(tell(Answer.PAUSED, remark="工事のため"), "*")

    assert Confirmation.objects.filter(resource=salon, answer="paused", on=DAY).exists()
    assert ChangeProposal.objects.get().state == "taken"


def test_a_telephone_for_residents_replaces_only_that_one(cast, salon, tell, decide):
    decide(tell(contact_phone="000-999-8888"), "contact_phone")
    contacts = [GivenContact("木下", phone="000-1")]
    other = a_resource(cast, "裏の畑", contacts=contacts)
    first = proposals.propose(
        by=cast.ishida,
        at=AT,
        resource=other,
        answer=Answer.CHANGED,
        given={"contact_phone": "000-2"},
    )
    decide(first, "contact_phone")

    def phones(one):
        return sorted(one.contacts.values_list("name", "phone", "is_public"))

    assert phones(salon) == [("江川", "000-999-8888", True)]
    assert phones(other) == [("", "000-2", True), ("木下", "000-1", False)]


def test_a_round_of_nothing_is_refused_and_a_closed_one_takes_no_answer(cast, salon):
    made = {"by": cast.ishida, "at": AT, "town": cast.town, "name": "秋の確認"}
    with pytest.raises(rounds.RoundRefused, match="条件を広げて"):
        rounds.start_round(**made, resources=[])
    begun = rounds.start_round(**made, resources=[salon, a_resource(cast, "体操の会")])
    rounds.answer_line(by=cast.ishida, at=AT, line=begun.lines.first(), answer=Answer.SAME)

    rounds.close_round(by=cast.ishida, at=AT, round=begun)

    line = begun.lines.select_related("round").last()
    with pytest.raises(rounds.RoundRefused, match="この確認は終えています"):
        rounds.answer_line(by=cast.ishida, at=AT, line=line, answer=Answer.SAME)
    closed = Event.objects.get(what="resources.round_closed")
    assert closed.after == {"確認できた件数": 1, "全部で": 2}


def test_days_out_of_turn_are_told_when_they_come_and_when_they_go(cast, salon):
    given = Unusual("off", date(2022, 12, 29), date(2023, 1, 3), reason="年末年始")

    day = unusual.add_unusual_day(by=cast.ishida, at=AT, resource=salon, given=given)
    for _ in range(2):
        unusual.remove_unusual_day(by=cast.ishida, at=AT, resource=salon, key=day.pk)

    words = {"いつもと違う日": "2022-12-29〜2023-01-03 休み 年末年始"}
    told = Event.objects.filter(what="resources.changed").order_by("number")
    assert [(event.before, event.after) for event in told] == [(None, words), (words, None)]
    assert not salon.unusual_days.exists()


@pytest.mark.parametrize("answer", [Answer.PAUSED, Answer.ENDED])
def test_an_operator_tells_a_pause_or_an_end_which_waits_for_staff(client, cast, answer):
    salon = a_resource(cast)
    told = {"answer": answer, "send": "1", "remark": "世話人が入院したため"}

    sent = client.post(reverse("resources:operator", args=[salon.confirm_token]), told)

    proposal = ChangeProposal.objects.get()
    assert sent.status_code == 200
    assert (proposal.answer, proposal.remark) == (answer, "世話人が入院したため")
    client.force_login(cast.ishida)
    url = reverse("resources:proposal", args=[proposal.pk])
    assert "世話人が入院したため" in client.get(url).content.decode()
    client.post(url, {"take": ["*"]})
    assert ChangeProposal.objects.get().state == "taken"

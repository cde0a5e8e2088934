"""出欠: names tapped at the door, walk-ins, and check-in by one's own phone."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sasaeai.councils import actions
from sasaeai.councils.forms.meetings import WalkInForm
from sasaeai.councils.models import Meeting, Participant
from sasaeai.councils.refused import deed
from sasaeai.councils.rules.meetings import MeetingState, Took
from sasaeai.councils.rules.replies import Reply
from sasaeai.councils.views.found import meeting_of
from sasaeai.councils.views.meetings import page_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.people.rules import match_key
from sasaeai.towns import clock
from sasaeai.towns.viewer import PartOfSystem


@require_POST
def attend(request: SignedInRequest, pk: int) -> HttpResponse:
    """One tap: how somebody took part; the same again takes it away."""
    one = meeting_of(request, pk)
    if request.POST.get("do") == "replied":
        return _all_who_replied(request, one)
    mine = Participant.objects.filter(town=one.council.town_id)
    key = request.POST.get("participant", "")
    person = mine.filter(pk=int(key) if key.isdigit() else 0).first()
    if person is None:
        messages.error(request, "だれの出欠か分かりませんでした。もう一度押してください。")
        return _answer(request, one)
    said = request.POST.get("took", "")
    took = Took(said) if said in Took.values else None
    try:
        actions.note_attendance(
            by=request.user,
            at=clock.now(),
            meeting=one,
            participant=person,
            took=took,
            substitute_name=request.POST.get("substitute_name", "")[:60],
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return _answer(request, one)


def _all_who_replied(request: SignedInRequest, one: Meeting) -> HttpResponse:
    """Everybody who answered is put down as they answered; at the door only the others are tapped."""
    answers = {
        Reply.COMING: Took.PRESENT,
        Reply.ABSENT: Took.ABSENT,
        Reply.SUBSTITUTE: Took.SUBSTITUTE,
    }
    asked = one.invitations.filter(reply__in=list(answers))
    took = {line.participant_id: answers[Reply(line.reply)] for line in asked}
    try:
        actions.note_attendances(by=request.user, at=clock.now(), meeting=one, took=took)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return _answer(request, one)


@require_POST
def walk_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody who is not on the roster came: a guest with a name."""
    one = meeting_of(request, pk)
    form = WalkInForm(request.POST)
    if form.is_valid():
        given, by, at = form.cleaned_data, request.user, clock.now()
        done = deed(form, lambda: actions.note_guest(by=by, at=at, meeting=one, **given))
        if done is None:
            messages.error(request, "加えられませんでした。")
    else:
        messages.error(request, "名前を書いてください。")
    return _answer(request, one)


def _answer(request: SignedInRequest, one: Meeting) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(
            request, "councils/_attendance.html", {**page_of(request, one), "is_part": True}
        )
    return redirect(redirect("councils:meeting", pk=one.pk).url + "?tab=day#attendance")


@never_cache
@require_http_methods(["GET", "POST"])
def check_in(request: HttpRequest, token: str) -> HttpResponse:
    """自分で受付: whoever holds the sheet's QR types a name; nobody's name is shown to anybody."""
    known = Meeting.objects.exclude(check_in_token="").select_related("council__town")
    one = get_object_or_404(known, check_in_token=token)
    is_open = one.state == MeetingState.PLANNED and one.on == clock.today()
    page = {"meeting": one, "is_open": is_open}
    name = request.POST.get("name", "").strip()[:60]
    if request.method != "POST" or not is_open:
        return render(request, "councils/check_in.html", page)
    if not name:
        return render(request, "councils/check_in.html", page | {"refused": "empty"}, status=422)
    found = _expected(one, name)
    if found is None:
        page |= {"refused": "unknown", "name": name}
        return render(request, "councils/check_in.html", page, status=422)
    actions.note_attendance(
        by=PartOfSystem("会議のQR受付", one.council.town_id),
        at=clock.now(),
        meeting=one,
        participant=found,
        took=Took.PRESENT,
        by_self=True,
    )
    return render(request, "councils/check_in.html", page | {"done": name})


def _expected(meeting: Meeting, name: str) -> Participant | None:
    """The one member or guest of this name or reading; None when nobody or several are called so."""
    seats = meeting.council.memberships.held_on(meeting.on).values("participant")
    asked = meeting.invitations.values("participant")
    mine = Participant.objects.filter(town=meeting.council.town_id)
    expected = mine.filter(pk__in=seats) | mine.filter(pk__in=asked)
    key = match_key(name)
    found = [x for x in expected.distinct() if key in (x.name_key, match_key(x.kana))]
    return found[0] if len(found) == 1 else None

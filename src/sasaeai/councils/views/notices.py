"""案内と返事: who is told by what way, the papers and texts for it, what they answered."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sasaeai.councils import actions
from sasaeai.councils.models import Meeting, Participant
from sasaeai.councils.printing.lists import labels_for
from sasaeai.councils.printing.notices import check_in_sheet, letter_report, letter_sheets
from sasaeai.councils.printing.words import line_text, mail_text, office_words
from sasaeai.councils.rules.replies import Reply
from sasaeai.councils.rules.seats import Channel
from sasaeai.councils.views.found import file_answer, meeting_of
from sasaeai.councils.views.meetings import page_of
from sasaeai.documents.info_sheets import info_sheets_to_pdf
from sasaeai.documents.labels import SHAPES, labels_to_pdf
from sasaeai.documents.paper import Imprint
from sasaeai.documents.writing.word import report_to_docx
from sasaeai.history import actions as history
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock

SORTS = {"letter": "手紙", "letter-word": "手紙（Word）", "fax": "FAX", "labels": "宛名ラベル"}


def _back(one: Meeting, part: str) -> HttpResponse:
    return redirect(f"{reverse('councils:meeting', args=[one.pk])}?tab=prepare#{part}")


@require_POST
def invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everybody who sits in the council is told; or those of a channel were told today."""
    one = meeting_of(request, pk)
    by, at = request.user, clock.now()
    channel = request.POST.get("sent", "")
    try:
        if channel in Channel.values:
            count = actions.note_sent(by=by, at=at, meeting=one, channel=channel, on=clock.today())
            messages.success(request, f"{count}人に案内したことを書きました。")
        else:
            seats = one.council.memberships.held_on(one.on).values("participant")
            people = Participant.objects.filter(pk__in=seats)
            made = actions.invite(by=by, at=at, meeting=one, participants=people)
            messages.success(request, f"案内する人に{len(made)}人を加えました。")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return _back(one, "notices")


@require_POST
def reply(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """What somebody answered, by telephone or otherwise; or that they have read it."""
    one = meeting_of(request, pk)
    asked = get_object_or_404(one.invitations.select_related("participant"), pk=number)
    said, way = request.POST.get("reply", ""), request.POST.get("replied_by", "")
    actions.note_reply(
        by=request.user,
        at=clock.now(),
        invitation=asked,
        reply=Reply(said) if said in Reply.values else Reply.NONE,
        on=clock.today(),
        replied_by=way if way in Channel.values else "",
        remark=request.POST.get("remark", "")[:100],
        read=bool(request.POST.get("read")),
    )
    if request.headers.get("HX-Request"):
        return render(request, "councils/_replies.html", page_of(request, one))
    return _back(one, "replies")


@require_GET
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """The texts to copy: e-mail and LINE."""
    one = meeting_of(request, pk)
    items = list(one.items.all())
    subject, text = mail_text(one, items)
    known = {"meeting": one, "subject": subject, "mail": text, "line": line_text(one, items)}
    known["reach"] = office_words(one)[1]
    people = one.invitations.filter(channel=Channel.MAIL).select_related("participant")
    known["addresses"] = ", ".join(x.participant.mail for x in people if x.participant.mail)
    return render(request, "councils/notice.html", known)


@require_GET
def notice_paper(request: SignedInRequest, pk: int, sort: str) -> HttpResponse:
    """Letters, FAX sheets, labels: of those who wish to be told this way (all members before anybody is chosen)."""
    one = meeting_of(request, pk)
    if sort not in SORTS:
        raise Http404("その形の案内はありません。")
    people = _people(one, Channel.FAX if sort == "fax" else Channel.LETTER)
    labels = labels_for(people) if sort == "labels" else []
    if not people or (sort == "labels" and not labels):
        messages.warning(request, f"{SORTS[sort]}で案内する人がいません。")
        return _back(one, "notices")
    user, today = request.user, clock.today()
    label = f"{one.name}の案内（{SORTS[sort]} {len(people)}人）"
    history.printed(by=user, at=clock.now(), what="councils.printed", label=label)
    items = list(one.items.all())
    name = f"{one.name}_案内_{SORTS[sort]}"
    if sort == "labels":
        data = labels_to_pdf(labels, shape=SHAPES["21"], made_on=today)
        return file_answer(data, "pdf", f"{name}.pdf")
    if sort == "letter-word":
        report = letter_report(one, items, people, made_by=user.doer_name, on=today)
        return file_answer(report_to_docx(report), "docx", f"{name}.docx")
    sheets = letter_sheets(one, items, people, on=today, fax=sort == "fax")
    data = info_sheets_to_pdf(sheets, title=one.name, imprint=_imprint(request))
    return file_answer(data, "pdf", f"{name}.pdf")


def _people(one: Meeting, channel: Channel) -> list[Participant]:
    asked = list(one.invitations.select_related("participant__body"))
    if asked:
        return [x.participant for x in asked if x.channel == channel]
    seats = one.council.memberships.held_on(one.on).select_related("participant__body")
    return [seat.participant for seat in seats if seat.participant.channel == channel]


def _imprint(request: SignedInRequest) -> Imprint:
    user = request.user
    return Imprint(user.doer_name, clock.today(), town=user.town.name)


@require_POST
def check_in_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """The sheet for the door with the QR of this meeting."""
    one = meeting_of(request, pk)
    token = actions.open_check_in(by=request.user, at=clock.now(), meeting=one)
    link = request.build_absolute_uri(reverse("councils:check-in", args=[token]))
    sheet = check_in_sheet(one, link)
    data = info_sheets_to_pdf([sheet], title=one.name, imprint=_imprint(request))
    return file_answer(data, "pdf", f"{one.name}_受付.pdf")

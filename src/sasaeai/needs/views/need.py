"""One trouble: taking it down, its page, every step until the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasaeai.analysis.needs.personal.finding import personal_in
from sasaeai.analysis.needs.personal.kinds import PERSONAL_LABELS
from sasaeai.history import actions as history
from sasaeai.needs import actions
from sasaeai.needs.actions import GivenIntake
from sasaeai.needs.forms.intake import USUAL, CorrectForm, IntakeForm, MessageForm, as_pieces
from sasaeai.needs.forms.steps import ReferralForm, StepForm
from sasaeai.needs.models import Need, NeedLetter
from sasaeai.needs.queries.letters import letters_of
from sasaeai.needs.queries.page import caller_of, page_of
from sasaeai.needs.queries.referrals import referrals_of
from sasaeai.needs.views.found import done, labels_of, mays, need_of
from sasaeai.needs.views.photos import keep_photos
from sasaeai.people.models import Post, User
from sasaeai.people.queries import main_post_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock
from sasaeai.ui import slots
from sasaeai.vocabulary.models import Term


@require_http_methods(["GET", "POST"])
def intake(request: SignedInRequest) -> HttpResponse:
    """受け付ける: one call, one or several troubles; or a letter of the public pages, read and mended."""
    user, today = request.user, clock.today()
    post, letter = main_post_of(user, today), _letter_of(request)
    initial = _as_written(letter) if letter else _usual(request, post)
    form = IntakeForm(
        request.POST or None,
        request.FILES or None,
        town=user.town,
        day=today,
        must_name_area=post is None and user.area_ids() is not None,
        initial=initial,
        troubles=_troubles_in(request.POST or initial),
    )
    if request.method == "POST" and form.is_valid():
        made = done(request, lambda: _record(user, form.given(post), letter), form=form)
        if made:
            keep_photos(request, made[0], form.cleaned_data["photos"])
            return _taken_down(request, made)
    status = 422 if form.is_bound else 200
    known = {"form": form, "post": post, "letter": letter}
    return render(request, "needs/intake.html", known, status=status)


def _record(user: User, given: GivenIntake, letter: NeedLetter | None) -> list[Need]:
    by_whom: dict[str, Any] = {"by": user, "at": clock.now(), "given": given}
    if letter is not None:
        return actions.take_letter(letter=letter, **by_whom)
    return actions.record_intake(town=user.town, **by_whom)


def _letter_of(request: SignedInRequest) -> NeedLetter | None:
    """The letter that is being read, if one is named.

    :raises Http404: if it is not there, or somebody decided it meanwhile
    """
    key = request.POST.get("letter") or request.GET.get("letter") or ""
    if not key:
        return None
    rows = letters_of(request.user).waiting()
    letter = rows.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 18 else None
    if letter is None:
        raise Http404("この声は、ほかの人が受け付けたか、もうありません。")
    return letter


def _as_written(letter: NeedLetter) -> dict[str, Any]:
    given = actions.as_intake(letter)
    names = ("heard_on", "area", "route", "channel", "age_band")
    known = {name: getattr(given, name) for name in names}
    households = [term.pk for term in given.households]
    return {**known, **as_pieces(letter.wording), "households": households}


def _troubles_in(given: Mapping[str, Any]) -> int:
    """How many fields for troubles the form has: those that came, and one free."""
    return max(USUAL, 1 + sum(1 for name in given if re.fullmatch(r"wording|trouble\d+", name)))


@require_http_methods(["GET", "POST"])
def message(request: SignedInRequest) -> HttpResponse:
    """届いた文を貼り付ける: an e-mail, a chat, a fax; its troubles are proposed one by one on the page of intake."""
    user, today = request.user, clock.today()
    by_mail = Term.objects.of(user.town_id, "need-channel").filter(code="message").first()
    form = MessageForm(
        request.POST or None, town=user.town, day=today, initial={"channel": by_mail}
    )
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "needs/message.html", {"form": form}, status=status)
    post, said = main_post_of(user, today), form.cleaned_data
    pieces = as_pieces(said["text"])
    initial = {**_usual(request, post), **pieces, "channel": said["channel"]}
    found = [one.kind for piece in pieces.values() for one in personal_in(piece)]
    known = {
        "form": IntakeForm(
            town=user.town, day=today, initial=initial, troubles=_troubles_in(initial)
        ),
        "post": post,
        "pieces": len(pieces),
        "personal": [PERSONAL_LABELS[kind] for kind in dict.fromkeys(found)],
    }
    return render(request, "needs/intake.html", known)


def _usual(request: SignedInRequest, post: Post | None) -> dict[str, Any]:
    """Today, and the area of one's last intake or post."""
    last = Need.objects.filter(post=post).order_by("-pk").values_list("area", flat=True).first()
    area = last or (post.area_id if post else None)
    return {"heard_on": clock.today(), "area": request.GET.get("area") or area}


def _taken_down(request: SignedInRequest, made: list[Need]) -> HttpResponse:
    if len(made) > 1:
        messages.success(
            request, f"{len(made)}件の困りごとを受け付けました。分類の案を確かめてください。"
        )
    else:
        messages.success(request, "困りごとを受け付けました。分類の案を確かめてください。")
    return redirect("needs:need", pk=made[0].pk)


@require_GET
def need(request: SignedInRequest, pk: int) -> HttpResponse:
    """困りごと: what was told, what it is about, every step."""
    one = need_of(request, pk)
    form = StepForm(
        town=one.town, day=clock.today(), now=one.state_now, initial={"on": clock.today()}
    )
    return _need_page(request, one, form)


def _need_page(
    request: SignedInRequest, one: Need, form: StepForm, *, status: int = 200
) -> HttpResponse:
    caller = caller_of(one.intake)
    shown = caller is not None and request.user.sees_personal and request.user.may("needs.person")
    if shown:
        history.saw(by=request.user, at=clock.now(), about=one, what="needs.caller_seen")
    panels = [
        (panel.template, card)
        for panel in slots.need_panels.all()
        if request.user.may(panel.permission) and (card := panel.context(request, one)) is not None
    ]
    known = {
        "page": page_of(request.user, one),
        "need": one,
        "form": form,
        "caller": caller if shown else None,
        "has_caller": caller is not None,
        "may": mays(request),
        "may_offer": request.user.may("resources.people"),
        "panels": panels,
        "today": clock.today(),
    }
    return render(request, "needs/need.html", known, status=status)


@require_POST
def step(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was done, and where it stands now."""
    one = need_of(request, pk)
    form = StepForm(request.POST, town=one.town, day=clock.today(), now=one.state_now)
    if form.is_valid():
        taken = done(
            request,
            lambda: actions.take_step(by=request.user, at=clock.now(), need=one, **form.facts()),
            form=form,
        )
        if taken is not None:
            messages.success(request, f"保存しました。いまは「{taken.get_state_display()}」です。")
            return redirect("needs:need", pk=one.pk)
    return _need_page(request, one, form, status=422)


@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mend what was written."""
    one = need_of(request, pk)
    form = CorrectForm(request.POST or None, need=one, town=one.town, day=clock.today())
    if request.method == "POST" and form.is_valid():
        mended = done(
            request,
            lambda: actions.correct_need(
                by=request.user,
                at=clock.now(),
                need=one,
                facts=form.facts(),
                households=form.cleaned_data["households"],
            ),
            form=form,
        )
        if mended is not None:
            messages.success(request, "保存しました。")
            return redirect("needs:need", pk=one.pk)
    known = {"form": form, "need": one}
    return render(request, "needs/correct.html", known, status=422 if form.is_bound else 200)


@require_POST
def settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """分類: accept the suggestion with one tap, choose others, or take it back."""
    one = need_of(request, pk)
    by, at = request.user, clock.now()
    if request.POST.get("do") == "undo":
        done(request, lambda: actions.unsettle(by=by, at=at, need=one))
    else:
        codes = [code for value in request.POST.getlist("code") for code in value.split(",")]
        labels = labels_of(one, codes)
        if done(request, lambda: actions.settle(by=by, at=at, need=one, labels=labels)):
            messages.success(request, "分類を決めました。")
    return redirect("needs:need", pk=one.pk)


@require_POST
def deed(request: SignedInRequest, pk: int, sort: str) -> HttpResponse:
    """伏せる・例に選ぶ・申し出にする・名前を消す."""
    one = need_of(request, pk)
    by, at = request.user, clock.now()
    if sort == "mask":
        if done(request, lambda: actions.mask_need(by=by, at=at, need=one)):
            messages.success(
                request, "名前や連絡先を伏せました。読んで、残っていないか確かめてください。"
            )
    elif sort == "example":
        said = request.POST.get("example", "")[:200]
        if done(request, lambda: actions.choose_example(by=by, at=at, need=one, wording=said)):
            messages.success(request, "印刷する例を決めました。")
    elif sort == "offer" and by.may("resources.people"):
        call = done(request, lambda: actions.turn_into_offer(by=by, at=at, need=one))
        if call is not None:
            messages.success(
                request,
                "申し出として登録しました。名前を預かるときは同意を得て書き足してください。",
            )
            return redirect("resources:call", pk=call.pk)
    elif sort == "forget" and by.may("needs.person") and request.POST.get("sure") == "1":
        done(request, lambda: actions.forget_caller(by=by, at=at, intake=one.intake))
        messages.success(request, "預かっていた名前と連絡先を消しました。")
    return redirect("needs:need", pk=one.pk)


@require_http_methods(["GET", "POST"])
def refer(request: SignedInRequest, pk: int) -> HttpResponse:
    """つなぐ: to a council, an activity, a specialist; names only under consent."""
    one = need_of(request, pk)
    return _refer(request, one, reverse("needs:need", args=[one.pk]))


def _refer(request: SignedInRequest, one: Need | None, to: str) -> HttpResponse:
    user, today = request.user, clock.today()
    initial = {"on": today, "area": one.area_id if one else None}
    form = ReferralForm(request.POST or None, town=user.town, day=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        line = done(
            request,
            lambda: actions.refer(
                by=user, at=clock.now(), town=user.town, facts=form.facts(), need=one
            ),
            form=form,
        )
        if line is not None:
            messages.success(request, f"「{line}」を書きました。")
            return redirect(to)
    status = 422 if form.is_bound else 200
    return render(request, "needs/refer.html", {"form": form, "need": one, "to": to}, status=status)


@require_http_methods(["GET", "POST"])
def refer_new(request: SignedInRequest) -> HttpResponse:
    """つなぐ without a trouble: people of a class or a meeting led on to an activity."""
    return _refer(request, None, reverse("needs:referrals"))


@require_GET
def referrals(request: SignedInRequest) -> HttpResponse:
    """つなぎの一覧: who was led from where to where."""
    known = {"lines": referrals_of(request.user), "may": mays(request)}
    return render(request, "needs/referrals.html", known)


@require_POST
def referral_drop(request: SignedInRequest) -> HttpResponse:
    """A line written by mistake (pressing twice is harmless)."""
    key = request.POST.get("line", "")
    for line in referrals_of(request.user):
        if str(line.pk) == key:
            actions.take_back_referral(by=request.user, at=clock.now(), line=line)
            messages.success(request, f"「{line}」を取り消しました。")
    return redirect("needs:referrals")

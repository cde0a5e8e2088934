"""記録する: writing an activity and mending it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sasaeai.activities import actions
from sasaeai.activities.actions.entry import entry_of
from sasaeai.activities.forms import EntryForm, typed_of
from sasaeai.activities.forms.entry import Typed
from sasaeai.activities.models import Activity, Draft
from sasaeai.activities.queries.choices import entry_choices, may_edit
from sasaeai.activities.queries.partners import offered_partners
from sasaeai.activities.views.conflict import conflict_page
from sasaeai.activities.views.found import activity_of, not_yours
from sasaeai.activities.views.keeping import keeper_of
from sasaeai.activities.views.links import findable
from sasaeai.activities.views.partners import with_new_partner
from sasaeai.activities.views.photos import keep_photos
from sasaeai.activities.views.starting import Start, starting_point
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock


@dataclass(frozen=True)
class Asked:
    """One request to write: the record being mended, if any, and what was typed."""

    request: SignedInRequest
    typed: Typed
    activity: Activity | None = None
    note: str = ""

    def form(self, *, judged: bool) -> EntryForm:
        """The form as typed; `judged` shows what is wrong."""
        on = _day(self.typed) or clock.today()
        choices = entry_choices(self.request.user, on)
        form = EntryForm(
            self.typed,
            self.request.FILES if judged else None,
            choices=choices,
            today=clock.today(),
            partners=offered_partners(self.request.user, choices.recent_partners, self.typed),
            kept=entry_of(self.activity) if self.activity else None,
        )
        return form if judged else form.unjudged()


@require_http_methods(["GET", "POST"])
def entry_new(request: SignedInRequest) -> HttpResponse:
    """記録する: today, my post and my area are filled in already."""
    if request.method == "GET":
        start = starting_point(request, clock.today())
        return _page(Asked(request, start.typed, note=start.note), judged=False, start=start)
    return _answer(Asked(request, dict(request.POST.lists())))


@require_http_methods(["GET", "POST"])
def entry_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """記録を直す."""
    activity = activity_of(request, pk)
    if not may_edit(request.user, activity, clock.today()):
        return not_yours(request, activity)
    if request.method == "POST":
        return _answer(Asked(request, dict(request.POST.lists()), activity))
    draft = Draft.objects.filter(
        user=request.user, about=f"activities.Activity:{activity.pk}"
    ).first()
    if draft:
        note = "前に直しかけた内容を開きました。"
        return _page(Asked(request, draft.typed, activity, note), judged=False)
    typed = typed_of(entry_of(activity)) | {"version": [str(activity.version)]}
    return _page(Asked(request, typed, activity), judged=False)


def _answer(asked: Asked) -> HttpResponse:
    """What the pressed button asks for."""
    do = (asked.typed.get("do") or ["save"])[-1]
    if do == "draft":
        _keep(asked)
        messages.success(asked.request, "下書きに残しました。つづきは「今日」から書けます。")
        return redirect("start")
    if do == "find-partner":
        return _page(asked, judged=False)
    return _save(asked)


def _save(asked: Asked) -> HttpResponse:
    request = asked.request
    asked = replace(asked, typed=with_new_partner(request, asked.typed))
    form = asked.form(judged=True)
    if not form.is_valid():
        return _page(asked, judged=True, form=form)
    try:
        saved = _write(asked, form, clock.now())
    except actions.EditConflict as conflict:
        _keep(asked)
        return conflict_page(request, form, conflict.current)
    except ValidationError as refused:
        for field, words in _by_field(refused, form).items():
            form.add_error(field, words)
        return _page(asked, judged=True, form=form)
    return redirect("activities:saved", pk=saved.pk)


def _write(asked: Asked, form: EntryForm, at: datetime) -> Activity:
    by, given = asked.request.user, form.cleaned_data
    if asked.activity is None:
        origin = (asked.typed.get("origin") or [""])[0][:80]
        saved = actions.record(by=by, at=at, entry=form.entry(), origin=origin)
    else:
        saved = actions.edit(
            by=by,
            at=at,
            activity=asked.activity,
            entry=form.entry(),
            seen_version=given["version"] or 0,
        )
    keep_photos(asked.request, saved, given["photos"], at)
    actions.drop_draft(by=by, at=at, draft_id=given["draft"], about=asked.activity)
    return saved


def _page(
    asked: Asked, *, judged: bool, form: EntryForm | None = None, start: Start | None = None
) -> HttpResponse:
    form = form or asked.form(judged=judged)
    known: dict[str, Any] = {
        "form": form,
        "activity": asked.activity,
        "note": asked.note,
        "start": start,
        "keeper": keeper_of(asked.request.user),
        "about": asked.activity.pk if asked.activity else "",
        "partner_words": (asked.typed.get("q") or [""])[0],
        "when_words": _when_words(form),
        "links": [pair.partition("|") for pair in asked.typed.get("links", [])],
        "link_words": (asked.typed.get("link_q") or [""])[0],
        "findable": findable(asked.request, (asked.typed.get("link_q") or [""])[0].strip()),
        "origin": (asked.typed.get("origin") or [""])[0],
        "more": judged or bool(asked.activity) or _uses_more(asked.typed),
        "perms_new_partner": asked.request.user.may("people.organisations-edit"),
        "leave": reverse("activities:show", args=[asked.activity.pk])
        if asked.activity
        else reverse("start"),
    }
    status = 422 if judged else 200
    return render(asked.request, "activities/entry.html", known, status=status)


def _when_words(form: EntryForm) -> str:
    """11月21日（土）・第1圏域・実施: what the folded line says."""
    day, area = _day({"on": [str(form["on"].value() or "")]}), form["area"].value()
    rows = {str(a.pk): a.name for a in form.choices.areas}
    post = next((p.name for p in form.choices.posts if str(p.pk) == form["post"].value()), "")
    words = [f"{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）" if day else ""]
    words += [rows.get(str(area), "全市"), post]
    return "・".join(w for w in words if w)


def _keep(asked: Asked) -> None:
    draft = (asked.typed.get("draft") or [""])[0]
    actions.keep_draft(
        by=asked.request.user,
        at=clock.now(),
        typed=asked.typed,
        draft_id=int(draft) if draft.isdecimal() else None,
        about=asked.activity,
    )


def _by_field(refused: ValidationError, form: EntryForm) -> dict[str | None, list[str]]:
    """The refusal's words at the fields of the form; what has no field stands above it."""
    if not hasattr(refused, "error_dict"):
        return {None: refused.messages}
    names = {"posts": "post", "main_function": "function", "lead_post": "post"}
    found: dict[str | None, list[str]] = {}
    for name, words in refused.message_dict.items():
        field = names.get(name, name)
        found.setdefault(field if field in form.fields else None, []).extend(words)
    return found


MORE = frozenset(
    {"kind", "place", "starts_at", "minutes", "title", "result", "result_text", "number"}
    | {"issue_text", "proposal_text", "next_step", "with_posts", "more_functions", "tier"}
)


def _uses_more(typed: Typed) -> bool:
    """Whether the folded part holds something, so that it stands open."""
    return any(any(typed.get(name, [])) for name in MORE)


def _day(typed: Typed) -> date | None:
    try:
        return date.fromisoformat((typed.get("on") or [""])[0])
    except ValueError:
        return None

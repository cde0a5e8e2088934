"""たより: list, draft, edit, paper, issue."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from sasaeai.people.requests import SignedInRequest
from sasaeai.portal import actions
from sasaeai.portal.forms.newsletters import DraftForm, ItemForm, NewsletterForm
from sasaeai.portal.models import Newsletter
from sasaeai.portal.paper import newsletter_pdf
from sasaeai.towns import clock

A_PAGE = 50


@require_GET
def newsletters(request: SignedInRequest) -> HttpResponse:
    """Every issue, the newest first."""
    rows = Newsletter.objects.visible_to(request.user).select_related("area")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/newsletters.html", {"page": page})


def newsletter_new(request: SignedInRequest) -> HttpResponse:
    """Area and month; the draft comes from the records."""
    today = clock.today()
    form = DraftForm(
        request.POST or None, viewer=request.user, today=today, initial={"month": today}
    )
    if request.method == "POST" and form.is_valid():
        issue = actions.draft_newsletter(
            by=request.user,
            at=clock.now(),
            town=request.user.town,
            month=form.cleaned_data["month"],
            area=form.chosen_area(),
        )
        messages.success(
            request, "記録から下書きを作りました。載せる記事を選び、文を直してください。"
        )
        return redirect("portal:newsletter", pk=issue.pk)
    return render(
        request, "portal/newsletter_new.html", {"form": form}, status=422 if form.errors else 200
    )


def newsletter(request: SignedInRequest, pk: int) -> HttpResponse:
    """One issue: its head and its pieces in one form, so that nothing typed is lost by another button."""
    issue = _issue(request, pk)
    data = request.POST or None
    form = NewsletterForm(data, instance=issue)
    files = request.FILES or None
    items = [
        ItemForm(data, files, instance=item, prefix=f"i{item.pk}") for item in issue.items.all()
    ]
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in items)]):
        try:
            return _done(request, form.instance, items)
        except actions.IssueClosed as reason:
            form.add_error(None, str(reason))
        except ValidationError as reason:
            form.add_error(None, reason.messages)
    refused = bool(form.errors) or any(one.errors for one in items)
    about = {"issue": Newsletter.objects.get(pk=pk), "form": form, "items": items}
    return render(request, "portal/newsletter.html", about, status=422 if refused else 200)


def _done(request: SignedInRequest, issue: Newsletter, forms: list[ItemForm]) -> HttpResponse:
    """保存する・記事を足す・発行する: what was typed is kept first."""
    by, at, do = request.user, clock.now(), request.POST.get("do")
    items = [one.instance for one in forms]
    pictures = {
        one.instance.pk: one.cleaned_data["upload"]
        for one in forms
        if one.cleaned_data["upload"] or one.cleaned_data.get("without_picture")
    }
    actions.change_newsletter(by=by, at=at, newsletter=issue, items=items, pictures=pictures)
    messages.success(request, "保存しました。")
    if do == "add":
        heading = request.POST.get("heading", "").strip() or "お知らせ"
        actions.add_item(by=by, at=at, newsletter=issue, heading=heading)
    elif do == "issue":
        actions.issue_newsletter(by=by, at=at, newsletter=issue, on=clock.today())
        messages.success(request, "発行しました。「公開」で公開すると住民のページにも出ます。")
    return redirect("portal:newsletter", pk=issue.pk)


@require_POST
def newsletter_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    issue = _issue(request, pk)
    if request.POST.get("do") != "remove":
        return redirect("portal:newsletter", pk=pk)
    try:
        actions.remove_newsletter(by=request.user, at=clock.now(), newsletter=issue)
    except actions.IssueClosed as reason:
        messages.error(request, str(reason))
        return redirect("portal:newsletter", pk=pk)
    messages.success(request, "下書きを消しました。")
    return redirect("portal:newsletters")


@require_GET
def newsletter_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """The issue on A4."""
    issue = _issue(request, pk)
    answer = HttpResponse(
        newsletter_pdf(issue, today=clock.today()), content_type="application/pdf"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="tayori-{issue.key}.pdf"'
    return answer


def _issue(request: SignedInRequest, pk: int) -> Newsletter:
    return get_object_or_404(Newsletter.objects.visible_to(request.user), pk=pk)

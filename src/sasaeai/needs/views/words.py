"""町のことば: words by which this town's troubles are recognised."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from sasaeai.needs import actions
from sasaeai.needs.forms.words import WordForm
from sasaeai.needs.queries.words import proposals_for, words_of
from sasaeai.needs.views.found import done
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock


@require_http_methods(["GET", "POST"])
def words(request: SignedInRequest) -> HttpResponse:
    """The town's words, what its corrections propose, and a form for one more."""
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        kept = done(
            request,
            lambda: actions.keep_word(
                by=request.user,
                at=clock.now(),
                town=request.user.town,
                code=said["code"],
                word=said["word"],
                is_removed=said["is_removed"] == "1",
            ),
            form=form,
        )
        if kept is not None:
            messages.success(request, f"「{kept}」を決めました。次からの分類の案に使います。")
            return redirect("needs:words")
    known = {
        "form": form,
        "words": words_of(request.user),
        "proposals": proposals_for(request.user),
    }
    return render(request, "needs/words.html", known, status=422 if form.is_bound else 200)


@require_POST
def word_drop(request: SignedInRequest) -> HttpResponse:
    """A word is not wanted any more (pressing twice is harmless)."""
    key = request.POST.get("word", "")
    for line in words_of(request.user):
        if str(line.pk) == key:
            actions.drop_word(by=request.user, at=clock.now(), line=line)
            messages.success(request, f"「{line.word}」をやめました。")
    return redirect("needs:words")

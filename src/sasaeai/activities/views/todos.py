"""やること: the list, and what may be done with a line."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from sasaeai.activities import actions
from sasaeai.activities.forms.todos import TodoForm
from sasaeai.activities.models import Todo
from sasaeai.activities.queries.todos import todo_page
from sasaeai.activities.views.found import words_of
from sasaeai.people.queries import main_post_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock


@require_http_methods(["GET", "POST"])
def todo_list(request: SignedInRequest) -> HttpResponse:
    """やること: by due day; whose is in the address (`whose=all`), done ones too (`done=1`)."""
    form = TodoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        post = main_post_of(request.user, clock.today())
        actions.add_todo(by=request.user, at=clock.now(), post=post, **form.cleaned_data)
        messages.success(request, "やることに加えました。")
        return redirect("activities:todos")
    known: dict[str, Any] = {
        "form": form,
        "whose": request.GET.get("whose", ""),
        "done": request.GET.get("done", ""),
        "today": clock.today(),
    }
    known["page"] = todo_page(
        request.user,
        whole=known["whose"] == "all",
        done=known["done"] == "1",
        today=known["today"],
        number=request.GET.get("page"),
    )
    return render(request, "activities/todos.html", known, status=422 if form.errors else 200)


@require_POST
def todo_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """済み・もどす・のばす."""
    todo = get_object_or_404(Todo.objects.visible_to(request.user), pk=pk)
    by, at, do = request.user, clock.now(), request.POST.get("do", "")
    try:
        if do == "done":
            actions.finish_todo(by=by, at=at, todo=todo)
            messages.success(request, f"「{todo.wording}」を済みにしました。")
        elif do == "undo":
            actions.undo_todo(by=by, at=at, todo=todo)
        elif do.isdecimal():
            later = clock.today() + timedelta(days=min(int(do), 366))
            actions.postpone_todo(by=by, at=at, todo=todo, to=later)
            messages.success(request, f"{later.month}月{later.day}日にのばしました。")
    except ValidationError as refused:
        messages.error(request, words_of(refused))
    there = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure())
    return redirect(there if safe else "activities:todos")

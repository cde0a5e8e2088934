"""The board of cards: written, put on heaps, moved up and down. One press a deed, by mouse or by keys."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from sasaeai.councils.actions import plans as deeds
from sasaeai.councils.models import CardGroup, DistrictPlan, PlanCard
from sasaeai.councils.naming_nobody import personal_words, warning_about
from sasaeai.councils.plans.forms import CardsForm
from sasaeai.councils.plans.views.reading import plan_to_write
from sasaeai.councils.queries.plans import heaps_of
from sasaeai.councils.rules.plans import CardKind
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock


@require_POST
def cards_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write cards down."""
    one = plan_to_write(request, pk)
    form = CardsForm(request.POST)
    if not form.is_valid():
        messages.error(request, "カードのことばを、1行に1枚ずつ書いてください。")
        return redirect("plans:board", pk=one.pk)
    given = form.cleaned_data
    try:
        made = deeds.add_cards(
            by=request.user,
            at=clock.now(),
            plan=one,
            kind=CardKind(given["kind"]),
            wordings=given["wordings"].splitlines(),
            source=given["source"],
        )
        messages.success(request, f"カード{len(made)}枚を書きました。")
        if said := personal_words(*(card.wording for card in made)):
            words = f"{warning_about(said)}個人のことなら、カードを消して言いかえてください。"
            messages.warning(request, words)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("plans:board", pk=one.pk)


@require_POST
def cards_put(request: SignedInRequest, pk: int) -> HttpResponse:
    """Marked cards: onto a heap, up, down, away. From the keyboard: `card` and `key` (up, down, left, right)."""
    one = plan_to_write(request, pk)
    keys = [key for key in request.POST.getlist("card") if key.isdecimal()]
    cards = list(one.cards.filter(pk__in=keys).select_related("plan", "group"))
    if not cards:
        messages.error(request, "カードに印を付けてから押してください。")
        return redirect("plans:board", pk=one.pk)
    key = request.POST.get("key", "")
    if key in ("up", "down"):
        for card in cards:
            deeds.shift_card(by=request.user, at=clock.now(), card=card, up=key == "up")
    elif key == "remove":
        deeds.remove_cards(by=request.user, at=clock.now(), plan=one, cards=cards)
        messages.success(request, f"カード{len(cards)}枚を消しました。")
        return redirect("plans:board", pk=one.pk)
    else:
        group = _beside(one, cards[0], key) if key in ("left", "right") else _named(request, one)
        deeds.put_cards(by=request.user, at=clock.now(), plan=one, cards=cards, group=group)
    return redirect(f"{reverse('plans:board', args=[one.pk])}#card-{cards[0].pk}")


def _beside(plan: DistrictPlan, card: PlanCard, way: str) -> CardGroup | None:
    """The heap to the left or right of the card's own; at the edge its own."""
    groups = [heap.group for heap in heaps_of(plan)]
    here = groups.index(card.group)
    there = here + (1 if way == "right" else -1)
    return groups[min(max(there, 0), len(groups) - 1)]


def _named(request: SignedInRequest, plan: DistrictPlan) -> CardGroup | None:
    asked = request.POST.get("group", "")
    return get_object_or_404(plan.groups, pk=int(asked)) if asked.isdecimal() else None

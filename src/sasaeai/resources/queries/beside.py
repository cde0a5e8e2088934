"""What stands beside a resource: support, money and months, as a row of our own list tells them."""

from __future__ import annotations

from sasaeai.resources.models import Funding, Participation, Resource
from sasaeai.resources.rules.beside_lines import Beside, Money, Month, People, Support


def beside_of(resource: Resource) -> Beside:
    """What stands beside a resource, in the order of its lists."""
    return Beside(
        [Support(one.on, one.wording) for one in resource.supports.all()],
        [_money_of(one) for one in resource.fundings.all()],
        [_month_of(one) for one in resource.participations.all()],
    )


def _money_of(one: Funding) -> Money:
    return Money(
        one.fiscal_year, one.get_sort_display(), one.name, one.giver, one.amount_yen, one.sessions,
        one.includes_planned, one.remark,
    )  # fmt: skip


def _month_of(one: Participation) -> Month:
    people = tuple(
        People(each.sex, each.age_from, each.age_to, each.people) for each in one.counts.all()
    )
    return Month(one.month, one.held, one.total, one.distinct, one.supporters, one.remark, people)


def missing(resource: Resource, told: Beside) -> Beside:
    """What a row tells beside a known resource that is not there yet, or is otherwise (months)."""
    if not (told.supports or told.money or told.months):
        return told
    kept = beside_of(resource)
    return Beside(
        [one for one in told.supports if one not in kept.supports],
        [one for one in told.money if one not in kept.money],
        [one for one in told.months if one not in kept.months],
    )

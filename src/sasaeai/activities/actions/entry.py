"""What a person writes down about one activity, apart from the rows of the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sasaeai.activities.models import Activity
from sasaeai.activities.rules import Count, Happening
from sasaeai.people.models import Organisation, Post
from sasaeai.places.models import Area
from sasaeai.towns.rules import Tier
from sasaeai.vocabulary.models import Term


@dataclass(frozen=True, kw_only=True)
class Entry:
    """記録の中身. `posts`: the first is the lead; `functions`: the first is the main one.

    :param tier: empty = the tier of the lead post
    :param area: None = the whole town
    :param links: key and label of anything registered
    """

    on: date
    posts: tuple[Post, ...]
    starts_at: time | None = None
    minutes: int | None = None
    happening: Happening = Happening.HELD
    happening_reason: str = ""
    tier: str = ""
    area: Area | None = None
    place: str = ""
    kind: Term | None = None
    title: str = ""
    means: Term | None = None
    functions: tuple[Term, ...] = ()
    partners: tuple[Organisation, ...] = ()
    counts: tuple[Count, ...] = ()
    wording: str = ""
    result: Term | None = None
    result_text: str = ""
    number: str = ""
    is_issue: bool = False
    issue_text: str = ""
    proposal_text: str = ""
    links: tuple[tuple[str, str], ...] = ()
    next_step: str = ""
    due_on: date | None = None


PLAIN = (
    "on",
    "starts_at",
    "minutes",
    "happening",
    "happening_reason",
    "area",
    "place",
    "kind",
    "title",
    "means",
    "wording",
    "result",
    "result_text",
    "number",
    "is_issue",
    "issue_text",
    "proposal_text",
)


def entry_of(activity: Activity) -> Entry:
    """The content of a stored activity (five queries unless prefetched with `with_parts`)."""
    todo = next(iter(activity.todos.all()), None)
    done_by = sorted(activity.done_by.all(), key=lambda d: (not d.is_lead, d.pk))
    functions = sorted(activity.function_lines.all(), key=lambda f: (not f.is_main, f.pk))
    return Entry(
        **{name: getattr(activity, name) for name in PLAIN if name != "happening"},
        happening=activity.state,
        tier=activity.tier,
        posts=tuple(d.post for d in done_by),
        functions=tuple(f.term for f in functions),
        partners=tuple(p.organisation for p in activity.partner_lines.all()),
        counts=tuple(c.as_count() for c in activity.counts.all()),
        links=tuple((link.key, link.label) for link in activity.links.all()),
        next_step=todo.wording if todo else "",
        due_on=todo.due_on if todo else None,
    )


def content_of(entry: Entry) -> dict[str, Any]:
    """The entry in words, for the history and for comparing two versions (label → text)."""
    return {
        "実施日": entry.on.isoformat(),
        "開始": f"{entry.starts_at:%H:%M}" if entry.starts_at else "",
        "所要時間（分）": entry.minutes,
        "状態": entry.happening.label,
        "理由": entry.happening_reason,
        "層": Tier(entry.tier or entry.posts[0].tier).label,
        "担当": [str(p) for p in entry.posts],
        "圏域・地区": entry.area.name if entry.area else "全市",
        "場所": entry.place,
        "活動の種類": str(entry.kind or ""),
        "件名": entry.title,
        "手段": str(entry.means or ""),
        "業務項目": [str(t) for t in entry.functions],
        "連携先": [str(o) for o in entry.partners],
        "人数など": [c.words() for c in entry.counts],
        "内容": entry.wording,
        "結果": str(entry.result or ""),
        "結果の説明": entry.result_text,
        "号": entry.number,
        "月報にのせる": "はい" if entry.is_issue else "",
        "課題": entry.issue_text,
        "提案": entry.proposal_text,
        "関連": [label for _, label in entry.links],
        "次にすること": entry.next_step,
        "いつまでに": entry.due_on.isoformat() if entry.due_on else "",
    }


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what differs, as it was and as it is."""
    keys = [k for k in after if before.get(k) != after[k]]
    return {k: before.get(k) for k in keys}, {k: after[k] for k in keys}

"""The columns a list of activities can show and export."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sasaeai.activities.models import Activity
from sasaeai.documents.report import ListValue
from sasaeai.towns.rules import Tier
from sasaeai.vocabulary.models import Term


@dataclass(frozen=True)
class Column:
    """One column: its value of an activity, and the lines that must be read for it."""

    key: str
    label: str
    value: Callable[[Activity], ListValue]
    needs: tuple[str, ...] = ()
    width: float = 14
    shown: bool = False
    number: bool = False
    brief: Callable[[Activity], ListValue] | None = None
    on_phone: bool = False
    relation: str = ""

    def said(self, activity: Activity) -> ListValue:
        """The value as a list on a screen says it."""
        return (self.brief or self.value)(activity)


def joined(names: Iterable[object]) -> str:
    """Names in one cell."""
    return "、".join(str(name) for name in names)


def _doers(activity: Activity) -> str:
    return joined(line.post for line in activity.done_by.all())


def _holders(activity: Activity) -> str:
    return joined(line.holder.name for line in activity.done_by.all() if line.holder)


def _functions(activity: Activity) -> str:
    return joined(line.term for line in activity.function_lines.all())


def _partners(activity: Activity) -> str:
    return joined(line.organisation for line in activity.partner_lines.all())


def _next_step(activity: Activity) -> str:
    return joined(todo.wording for todo in activity.todos.all())


def _due(activity: Activity) -> date | None:
    return min((t.due_on for t in activity.todos.all() if t.due_on), default=None)


def _briefly(term: Term | None) -> str:
    return (term.short_label or term.label) if term else ""


def _brief_function(activity: Activity) -> str:
    return _briefly(activity.main_function)


def _some_partners(activity: Activity) -> str:
    names = activity.names_of_partners or ()
    return joined(names[:3]) + (f" ほか{len(names) - 3}" if len(names) > 3 else "")


def _brief_post(activity: Activity) -> str:
    """SC is how everybody in the programme says 生活支援コーディネーター."""
    return activity.lead_post.name.replace("生活支援コーディネーター", "SC")


DOERS = ("done_by__post", "done_by__holder")
COLUMNS: tuple[Column, ...] = (
    Column("on", "実施日", lambda a: a.on, shown=True, width=11),
    Column("start", "開始", lambda a: f"{a.starts_at:%H:%M}" if a.starts_at else "", width=7),
    Column("minutes", "所要時間（分）", lambda a: a.minutes, width=9, number=True),
    Column("state", "状態", lambda a: a.state.label, width=7),
    Column("reason", "中止・延期の理由", lambda a: a.happening_reason),
    Column("tier", "層", lambda a: Tier(a.tier).label, width=8),
    Column("area", "圏域・地区", lambda a: a.area_name, shown=True, on_phone=True),
    Column("place", "場所", lambda a: a.place),
    Column("heading", "件名", lambda a: a.title, shown=True, width=24, brief=lambda a: a.heading),
    Column(
        "function",
        "主な業務項目",
        lambda a: str(a.main_function or ""),
        shown=True,
        width=20,
        brief=lambda a: _briefly(a.main_function),
    ),
    Column("functions", "業務項目", _functions, ("function_lines__term",), 24),
    Column(
        "means",
        "手段",
        lambda a: str(a.means or ""),
        shown=True,
        brief=lambda a: _briefly(a.means),
        on_phone=True,
    ),
    Column("kind", "活動の種類", lambda a: str(a.kind or ""), relation="kind"),
    Column("post", "主な担当", lambda a: str(a.lead_post), shown=True, width=22, brief=_brief_post),
    Column("posts", "担当", _doers, DOERS, 24),
    Column("holders", "担当者", _holders, DOERS),
    Column(
        "partners",
        "連携先",
        _partners,
        ("partner_lines__organisation",),
        24,
        shown=True,
        brief=_some_partners,
    ),
    Column(
        "people",
        "延べ人数",
        lambda a: a.person_times,
        shown=True,
        width=9,
        number=True,
        on_phone=True,
    ),
    Column("counts", "人数など", lambda a: joined(a.counts.all()), ("counts",), 20),
    Column("wording", "内容", lambda a: a.wording, width=50),
    Column("result", "結果", lambda a: str(a.result or ""), relation="result"),
    Column("result_text", "結果の説明", lambda a: a.result_text, width=30),
    Column("issue", "課題", lambda a: a.issue_text, width=30),
    Column("proposal", "提案", lambda a: a.proposal_text, width=30),
    Column("report", "月報にのせる", lambda a: "○" if a.is_issue else "", width=9),
    Column("number", "号", lambda a: a.number, width=8),
    Column("next", "次にすること", _next_step, ("todos",), 24),
    Column("due", "いつまでに", _due, ("todos",), 11),
)
BY_KEY = {column.key: column for column in COLUMNS}


def chosen_columns(keys: Iterable[str]) -> list[Column]:
    """The columns of an address, in the order of the table; the usual ones when none is named."""
    wanted = set(keys)
    return [c for c in COLUMNS if c.key in wanted] or [c for c in COLUMNS if c.shown]

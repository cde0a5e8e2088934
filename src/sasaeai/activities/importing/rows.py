"""One row of an old log as an entry, or all the reasons why it cannot be one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sasaeai.activities.actions.entry import Entry
from sasaeai.activities.importing.cells import Cells
from sasaeai.activities.importing.heads import HEADS
from sasaeai.activities.importing.known import TITLES, WHOLE_TOWN, Known, folded
from sasaeai.activities.rules import NEEDS_REASON
from sasaeai.people.models import Post
from sasaeai.people.rules import match_key
from sasaeai.places.models import Area
from sasaeai.towns.rules import Tier
from sasaeai.vocabulary.models import Term

TIERS = {
    **{folded(label): value for value, label in Tier.choices},
    **{"1": "1", "2": "2", "3": "3", "1層": "1", "2層": "2", "3層": "3", "一層": "1", "二層": "2"},
    **{
        "第一層": "1",
        "第二層": "2",
        "第三層": "3",
        "第1層相当": "1",
        "第2層相当": "2",
        "1・2": "12",
    },
}
MOST_TITLE = 120
MOST_PLACE = 100


@dataclass(frozen=True)
class Context:
    """What the file and the person say about every row.

    :param fiscal_year: of days without a year; `month`: of days without a month (a sheet a month)
    :param post: for rows that name nobody
    """

    known: Known
    today: date
    fiscal_year: int | None = None
    month: int | None = None
    post: Post | None = None
    words: Counter[tuple[str, str]] | None = None

    def unknown(self, name: str, word: str) -> None:
        """Remember a word that means nothing yet, for the list of words to map."""
        if self.words is not None:
            self.words[name, word] += 1


@dataclass(frozen=True)
class ReadEntry:
    """An entry and the names of its partners, who may not be registered yet."""

    entry: Entry
    partners: tuple[str, ...]


def read_entry(cells: Cells, context: Context) -> ReadEntry | None:
    """The entry of a row; None when `cells.problems` says why not."""
    on = cells.day("on", context.fiscal_year, context.month)
    if on is None and not cells.problems:
        cells.refuse("on", "日付が空です。実施日を書いてください（例：令和5年1月27日）。")
    day = on or context.today
    posts = _posts(cells, context, day)
    area = _area(cells, context, day, posts)
    functions = _functions(cells, context)
    start, minutes = cells.times()
    state = cells.state(on, context.today)
    result, result_text = _result(cells, context)
    title, wording = _texts(cells)
    entry = Entry(
        on=day,
        posts=posts,
        starts_at=start,
        minutes=minutes,
        happening=state,
        happening_reason=_reason(cells, needed=state in NEEDS_REASON),
        tier=_tier(cells),
        area=area,
        place=cells.text("place")[:MOST_PLACE],
        kind=_term(cells, context, "kind"),
        title=title,
        means=_term(cells, context, "means"),
        functions=functions,
        counts=cells.counts(),
        wording=wording,
        result=result,
        result_text=result_text,
        number=cells.text("number")[:30],
        is_issue=cells.yes("report"),
        issue_text=cells.text("issue"),
        proposal_text=cells.text("proposal"),
        next_step=_next_step(cells),
        due_on=cells.day("due", context.fiscal_year),
    )
    said = title or wording or entry.kind or entry.means or functions
    if not said and not cells.problems:
        cells.refuse(None, "日付のほかに何も書かれていません。内容か業務項目を書いてください。")
    return None if cells.problems else ReadEntry(entry, cells.words("partners"))


def row_key(town_id: int, cells: Cells, on: date, times_before: int) -> str:
    """The mark of a row: its day and its texts as written, and which of several equal rows it is."""
    texts = [folded(cells.text(name)) for name in HEADS if name not in ("on", "due")]
    whole = "\x1f".join([str(town_id), on.isoformat(), *texts, str(times_before)])
    return hashlib.sha256(whole.encode()).hexdigest()


def _posts(cells: Cells, context: Context, on: date) -> tuple[Post, ...]:
    """主な担当 first, then 担当, then 担当者 where the others name nobody."""
    found: list[Post] = []
    missing: list[tuple[str, str]] = []
    for name in ("lead", "posts", "holders"):
        if name == "holders" and found:
            break
        for word in cells.words(name):
            posts = context.known.post(word, on)
            found += posts[:1]
            if not posts:
                missing.append((name, word))
    if missing and not (
        found and all(name != "lead" for name, _ in missing) and _is_office(missing)
    ):
        for name, word in missing:
            cells.refuse(name, _no_post(context.known, word, on))
            context.unknown("post", word)
    if not found and not missing:
        if context.post is not None:
            return (context.post,)
        cells.refuse("holders", "担当が書かれていません。担当者の氏名か職名を書いてください。")
    return tuple(dict.fromkeys(found))


def _is_office(missing: Sequence[tuple[str, str]]) -> bool:
    """Whether what names nobody is an office (○○課, ○○包括) beside a person who was found."""
    endings = ("課", "係", "室", "包括", "センター", "社協", "協議会", "事業所")
    return all(word.endswith(endings) for _, word in missing)


def _no_post(known: Known, word: str, on: date) -> str:
    day = f"{on.year}年{on.month}月{on.day}日"
    if known.knows_person(word):
        return f"「{word}」さんは{day}に職を受け持っていません。任期か日付を確かめてください。"
    name = TITLES.sub("", word)
    return (
        f"「{name}」という担当者も職も登録されていません。"
        "「職と担当」に登録するか、登録した名前に直してください。"
    )


def _area(cells: Cells, context: Context, on: date, posts: tuple[Post, ...]) -> Area | None:
    word = cells.text("area")
    if not word:
        return posts[0].area if posts else None
    if folded(word) in WHOLE_TOWN:
        return None
    found = context.known.area(word, on)
    if len(found) == 1:
        return found[0]
    if found:
        names = tuple(f"{a.level.name}{a.name}" for a in found)
        cells.refuse(
            "area", f"「{word}」にあたる区域がいくつもあります（{'、'.join(names)}）。", names
        )
    else:
        cells.refuse(
            "area", f"「{word}」という区域はありません。登録した区域の名前に直してください。"
        )
        context.unknown("area", word)
    return None


def _functions(cells: Cells, context: Context) -> tuple[Term, ...]:
    labels = tuple(t.label for t in context.known.terms["functions"].values())
    words = [("main_function", w) for w in _whole_or_parts(cells, context, "main_function", labels)]
    words += [("functions", w) for w in _whole_or_parts(cells, context, "functions", labels)]
    found = []
    for name, word in words:
        term = context.known.term("functions", word)
        if term is None:
            _no_term(cells, context, name, "functions", word)
        else:
            found.append(term)
    return tuple(dict.fromkeys(found))


def _whole_or_parts(
    cells: Cells, context: Context, name: str, labels: tuple[str, ...]
) -> tuple[str, ...]:
    """A label that holds a mark itself stays whole."""
    whole = cells.text(name)
    if whole and context.known.term("functions", whole):
        return (whole,)
    return cells.words(name, labels)


def _term(cells: Cells, context: Context, name: str) -> Term | None:
    """The one term of a cell; the first of several."""
    whole = cells.text(name)
    if not whole:
        return None
    term = context.known.term(name, whole)
    if term is None:
        parts = [context.known.term(name, word) for word in cells.words(name)]
        term = next((t for t in parts if t), None)
    if term is None:
        _no_term(cells, context, name, name, whole)
    return term


def _no_term(cells: Cells, context: Context, column: str, name: str, word: str) -> None:
    near = context.known.like(name, word)
    hint = f"「{near[0]}」のことですか。" if near else ""
    cells.refuse(
        column,
        f"「{word}」は{HEADS[column][0]}の用語にありません。{hint}用語の設定にある言葉に直してください。",
        near,
    )
    context.unknown(name, word)


def _result(cells: Cells, context: Context) -> tuple[Term | None, str]:
    """A known result is a term; any other text explains the result."""
    whole, more = cells.text("result"), cells.text("result_text")
    term = context.known.term("result", whole) if whole else None
    texts = [text for text in ("" if term else whole, more) if text]
    return term, "\n".join(texts)


def _texts(cells: Cells) -> tuple[str, str]:
    """Title and wording; what does not fit into a title or a place is kept in the wording."""
    title, place = cells.text("title"), cells.text("place")
    long = [text for text, most in ((title, MOST_TITLE), (place, MOST_PLACE)) if len(text) > most]
    wording = "\n".join(t for t in (*long, cells.text("wording"), cells.text("remark")) if t)
    return (title if len(title) <= MOST_TITLE else title[: MOST_TITLE - 1] + "…"), wording


def _tier(cells: Cells) -> str:
    word = cells.text("tier")
    tier = TIERS.get(folded(word), "") if word else ""
    if word and not tier:
        cells.refuse("tier", f"「{word}」は層としてわかりません。", ("第1層", "第2層"))
    return tier


def _reason(cells: Cells, *, needed: bool) -> str:
    """Old logs seldom say why something was called off."""
    said = cells.text("reason")[:200]
    return said or ("取り込み元に理由の記載なし" if needed else "")


def _next_step(cells: Cells) -> str:
    said = cells.text("next")
    if cells.text("due") and not said:
        return "次の対応"
    return said[:200]


def partner_key(name: str) -> str:
    """What tells the same partner whatever the writing."""
    return match_key(name)

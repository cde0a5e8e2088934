"""Deeds that come round: the newsletter each month, the city's council three times a year, a new service a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sasaeai.activities.actions import Entry
from sasaeai.activities.rules import Count, Happening, Unit
from sasaeai.config.demo_town.calendar import fiscal_year_of, is_working_day
from sasaeai.config.demo_town.deeds import Seat, Words
from sasaeai.people.models import Organisation

COUNCIL_MONTHS = (6, 10, 2)
NEW_SERVICES = (
    (9, "ごみ出しお手伝い隊の開始", "週2回の朝、集積所まで運ぶ手伝いが始まった。登録は手伝う方6人、頼む方9人。"),
    (7, "買い物バス「おでかけ号」の開始", "福祉施設の空き車両で、月2回スーパーへ行く便が始まった。"),
    (6, "庭先パトロールの開始", "草取りと見守りを合わせた30分の手伝いが、2つの地区で始まった。"),
)  # fmt: skip


def regular_deeds(
    first_tier: Seat, council: Organisation, words: Words, *, first: date, today: date
) -> Iterator[Entry]:
    """Entries of the first-tier post from the first day up to the end of next month."""
    year, month = first.year, first.month
    while (year, month) <= (today.year, today.month):
        yield _newsletter(first_tier, words, _working_day(year, month, 10), today)
        if month in COUNCIL_MONTHS:
            yield _council(first_tier, council, words, _working_day(year, month, 18), today)
        nth = fiscal_year_of(date(year, month, 1)) - fiscal_year_of(first)
        if nth < len(NEW_SERVICES) and NEW_SERVICES[nth][0] == month:
            yield _new_service(first_tier, words, _working_day(year, month, 5), today, nth)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _working_day(year: int, month: int, day: int) -> date:
    """The first working day from the day on."""
    found = date(year, month, day)
    while not is_working_day(found):
        found = found.replace(day=found.day + 1)
    return found


def _happening(day: date, today: date) -> Happening:
    return Happening.HELD if day <= today else Happening.PLANNED


def _newsletter(seat: Seat, words: Words, day: date, today: date) -> Entry:
    number = (day.month - 4) % 12 + 1
    district = seat.districts[(day.year * 12 + day.month) % len(seat.districts)]
    return Entry(
        on=day,
        posts=(seat.post,),
        happening=_happening(day, today),
        area=district,
        kind=words.kinds["newsletter"],
        title=f"地域支え合い通信 №{number}（{district.name}）",
        means=words.means["publicity"],
        functions=(words.functions["visualize_needs_resources"],),
        counts=(Count(1200, unit=Unit.COPIES),),
        wording=f"{district.name}のつどいの場を取材し、{number}号として発行した。",
        number=str(number),
    )


def _council(seat: Seat, council: Organisation, words: Words, day: date, today: date) -> Entry:
    held = day <= today
    return Entry(
        on=day,
        posts=(seat.post,),
        minutes=120,
        happening=_happening(day, today),
        kind=words.kinds["council_1"],
        title="第1層協議体（生活支援体制整備推進会議）",
        means=words.means["meeting_host"],
        functions=(words.functions["share_vision"], words.functions["build_network"]),
        partners=(council,),
        counts=(Count(18),) if held else (),
        wording="各圏域の協議体から上がった課題を並べ、市全体で検討することを決めた。"
        if held
        else "",
        is_issue=held,
        issue_text="移動と買い物の手立てがない地区が、3つの圏域に共通してある。" if held else "",
        proposal_text="交通政策課と合同で、乗り合わせの試行地区を選びたい。" if held else "",
    )


def _new_service(seat: Seat, words: Words, day: date, today: date, nth: int) -> Entry:
    _, title, wording = NEW_SERVICES[nth]
    return Entry(
        on=day,
        posts=(seat.post,),
        happening=_happening(day, today),
        area=seat.districts[nth * 7 % len(seat.districts)],
        kind=words.kinds["new_service"],
        title=title,
        means=words.means["event"],
        functions=(words.functions["develop_services"],),
        wording=wording,
        result=words.results["start_supported"],
    )

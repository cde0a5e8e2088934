"""What the register tells others: facts for every table."""

from sasaeai.reports.facts import Source
from sasaeai.resources.feeds.facts import (
    body_rows,
    participation_rows,
    resource_rows,
    stage_rows,
)
from sasaeai.resources.feeds.people import (
    company_rows,
    course_rows,
    funding_rows,
    match_rows,
    person_rows,
    spread_rows,
)

# A table counts them only if it names the kind, so that a plain "how many events" never counts places.
SOURCES: tuple[Source, ...] = tuple(
    Source(code, title, rows, named=(f'"{title}"',), by_month=False)
    for code, title, rows in (
        ("resources", "地域資源", resource_rows),
        ("bodies", "活動体", body_rows),
        ("body-stages", "活動体の段階", stage_rows),
        ("participations", "通いの場の参加", participation_rows),
        ("register-people", "人材", person_rows),
        ("company-steps", "企業への働きかけ", company_rows),
        ("offer-matches", "引き合わせ", match_rows),
        ("fundings", "財源", funding_rows),
        ("courses", "養成講座", course_rows),
        ("spread", "横展開", spread_rows),
    )
)

__all__ = ["SOURCES"]

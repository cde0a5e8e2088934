"""`sasaeai check`: the database, its relations, the history of every town, the files it names."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from io import StringIO

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models
from django.db.utils import IntegrityError

from sasaeai.councils.models import Issue
from sasaeai.councils.queries.raising import is_whole
from sasaeai.history.queries.chain import verify_chain
from sasaeai.needs.queries.finding import strayed
from sasaeai.towns.models import Town


def check(_arguments: argparse.Namespace) -> int:
    """Print a line for each thing looked at; 0 if everything holds, 1 if something was found."""
    _say(f"{settings.DATA} を調べています…")
    found = 0
    for name, faults in _checks():
        _say(f"{'だめ' if faults else 'よし'}  {name}")
        for fault in faults:
            _say(f"      {fault}")
        found += len(faults)
    if found:
        _say(f"{found}件見つかりました。直す前に、フォルダごと控えを取ってください。")
        return 1
    _say("すべて無事です。")
    return 0


def _say(text: str) -> None:
    print(text)  # noqa: T201  (the answer of the command)


def _checks() -> Iterator[tuple[str, list[str]]]:
    yield "設定", _settings_faults()
    yield "データベースのファイル", _file_faults()
    yield "記録どうしのつながり", _relation_faults()
    for town in Town.objects.all():
        report = verify_chain(town)
        yield (
            f"履歴のつながり（{town.name}、{report.last_number:,}行）",
            [f"{f.number}番：{f.why}" for f in report.faults],
        )
    yield "困りごとの歩み", list(_strayed_needs())
    yield "課題の歩み", list(_broken_trails())
    yield "写真・様式のファイル", list(_missing_files())


def _strayed_needs() -> Iterator[str]:
    """Troubles that do not stand where their last step led."""
    for need in strayed().iterator():
        on = need.heard_on
        yield f"{on.year}年{on.month}月{on.day}日の困りごと（{need.pk}番）の状態が、最後の対応と合いません"


def _broken_trails() -> Iterator[str]:
    """Issues that do not stand where their last step led: something wrote past the rules."""
    for issue in Issue.objects.order_by("pk").iterator():
        if not is_whole(issue):
            yield f"課題 {issue.number_words}「{issue.title}」の段階が、最後の歩みと合いません"


def _settings_faults() -> list[str]:
    try:
        call_command("check", stdout=StringIO())
    except SystemExit as reason:
        return [str(reason)]
    return []


def _file_faults() -> list[str]:
    """SQLite looks over its own file; PostgreSQL does so by itself (data checksums)."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(20)")
        said = [str(row[0]) for row in cursor.fetchall()]
    return [] if said == ["ok"] else [f"{line}（控えから戻してください）" for line in said]


def _relation_faults() -> list[str]:
    try:
        connection.check_constraints()
    except IntegrityError as reason:
        return [f"相手のない記録があります：{reason}"]
    return []


def _missing_files() -> Iterator[str]:
    """Files that a record names and the data folder lacks."""
    for model in apps.get_models():
        names = [f.name for f in model._meta.fields if isinstance(f, models.FileField)]
        for name in names:
            kept = model._default_manager.exclude(**{name: ""}).values_list("pk", name)
            for pk, path in kept.iterator(chunk_size=2000):
                if not (settings.MEDIA_ROOT / path).exists():
                    yield f"{model._meta.verbose_name} {pk}：{path} がありません。"

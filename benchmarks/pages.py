"""What a page costs with many activities: `./bench pages [--rows 100000] [--million] [--postgresql] [--repeat 20]`.

The demo town is filled as many times over as asked, on a throw-away database. Every list is asked for through
Django's own test client: queries and CPU time (median) beside a bare Django list of 50 rows measured in the same
run; a search; one year's report; with `--million`, a report page over 1,000,000 stored activities, cold and warm.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.urls import path

from tools.postgresql import AS_ADVISED, NotHere, private_server

ROOT = Path(__file__).resolve().parent.parent
OF_THE_DEMO = 5_800
OF_A_NEW_PROJECT = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
LISTS = (  # whose page, address
    ("aoki", "/activities/"),
    ("ishida", "/activities/"),
    ("aoki", "/activities/?q=体操"),
    ("aoki", "/activities/?page=40"),
    ("aoki", "/activities/calendar/"),
    ("aoki", "/activities/todos/"),
    ("aoki", "/people/organisations/"),
    ("aoki", "/people/posts/"),
    ("uno", "/places/list/"),
    ("uno", "/vocabulary/"),
    ("kano", "/history/"),
    ("kubo", "/people/users/"),
    ("aoki", "/search/?q=体操"),
    ("aoki", "/reports/"),
    ("uno", "/reports/statistics/"),
    ("aoki", "/needs/"),
    ("aoki", "/needs/board/"),
    ("aoki", "/issues/"),
    ("aoki", "/issues/board/"),
    ("aoki", "/councils/"),
    ("aoki", "/councils/meetings/"),
    ("aoki", "/resources/"),
    ("aoki", "/resources/bodies/"),
)
AIM_QUERIES, AIM_CPU, AIM_RATIO = 12, 20.0, 3.0


def main(argv: Sequence[str]) -> int:
    """Measure on SQLite, and on PostgreSQL where asked and there."""
    parser = argparse.ArgumentParser(prog="./bench pages", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(argv)
    if asked.here:
        return _measure(asked)
    print(f"{platform.platform()}  {os.cpu_count()} CPU  Python {platform.python_version()}")
    code = _child(argv, {"SASAEAI_DATABASE": ""})
    if asked.postgresql:
        try:
            with private_server(AS_ADVISED) as address:
                code |= _child(argv, {"SASAEAI_DATABASE": address})
        except NotHere as reason:
            print(f"skipped: {reason}")
    return code


def _child(argv: Sequence[str], more: dict[str, str]) -> int:
    with tempfile.TemporaryDirectory(prefix="sasaeai-bench-") as folder:
        environment = {
            **os.environ,
            **more,
            "SASAEAI_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "sasaeai.config.settings",
            "SASAEAI_HOSTS": "testserver",
        }
        command = [sys.executable, "-m", "benchmarks.pages", *argv, "--here"]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _measure(asked: argparse.Namespace) -> int:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.db import connection

    print(f"\n== {connection.vendor} {_version(connection)}")
    _fill(max(1, round(asked.rows / OF_THE_DEMO)))
    bare = _bare(asked.repeat)
    print(f"{'bare Django list of 50 rows':<44} {'':>3}        {bare:7.1f} ms CPU")
    for login, address in LISTS:
        # Right before each page: what else the machine does changes from minute to minute.
        _report_line(_signed_in(login), address, asked.repeat, _bare(asked.repeat))
    client = _signed_in("uno")
    _searches(client, asked.repeat)
    _report(client)
    if asked.million and connection.vendor == "sqlite":
        _million(client, connection)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


def _version(connection) -> str:
    if connection.vendor == "sqlite":
        return sqlite3.sqlite_version
    return str(connection.pg_version)


def _fill(fold: int) -> None:
    from sasaeai.activities.models import Activity
    from sasaeai.config.demo_town.fill import fill
    from sasaeai.towns import clock

    began = time.perf_counter()
    fill(at=clock.now(), progress=lambda _: None, fold=fold)
    print(f"{Activity.objects.count():,} activities in {time.perf_counter() - began:.0f} s")


def _signed_in(login: str):
    from django.test import Client

    from sasaeai.people.models import User
    from sasaeai.people.requests import start_session
    from sasaeai.towns import clock

    client = Client()
    client.force_login(User.objects.get(login=login))
    session = client.session
    start_session(session, clock.now())
    session.save()
    return client


def bare_list(request):
    """The least a Django page of 50 rows can be: who asks, one query, one template with a loop."""
    from django.http import HttpResponse
    from django.template import engines

    from sasaeai.activities.models import Activity

    template = engines["django"].from_string(
        "<p>{{ user.name }}</p><table>{% for a in rows %}<tr><td>{{ a.on }}</td><td>{{ a.title }}</td>"
        "<td>{{ a.area.name }}</td><td>{{ a.means.label }}</td></tr>{% endfor %}</table>"
    )
    rows = Activity.objects.filter(town=request.user.town_id).select_related("area", "means")
    rows = rows.order_by("-on", "-id")[:50]
    return HttpResponse(template.render({"rows": rows, "user": request.user}))


urlpatterns = [path("bare/", bare_list)]


def _bare(repeat: int) -> float:
    """CPU milliseconds of the bare list, asked for as the pages are, through the middleware of a new project."""
    from django.test import override_settings

    with override_settings(ROOT_URLCONF="benchmarks.pages", MIDDLEWARE=OF_A_NEW_PROJECT):
        client = _signed_in("aoki")
        return _cost(lambda: client.get("/bare/"), repeat)[0]


def _cost(deed: Callable[[], object], repeat: int) -> tuple[float, float]:
    """Median CPU and wall milliseconds of a deed, after two warm-ups."""
    deed(), deed()
    cpu, wall = [], []
    for _ in range(repeat):
        began, ticked = time.process_time(), time.perf_counter()
        deed()
        cpu.append((time.process_time() - began) * 1000)
        wall.append((time.perf_counter() - ticked) * 1000)
    return statistics.median(cpu), statistics.median(wall)


def _report_line(client, path: str, repeat: int, bare: float) -> None:
    from django.db import connection

    asked: list[str] = []

    def count(execute, sql, params, many, context):
        if not sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            asked.append(sql)
        return execute(sql, params, many, context)

    client.get(path)  # the first request after signing in also notes the time in the session
    with connection.execute_wrapper(count):
        status = client.get(path).status_code
    if status != 200:
        print(f"{path:<44} {status}")
        return
    cpu, wall = _cost(lambda: client.get(path), repeat)
    over = [
        word
        for word, bad in (
            ("queries", len(asked) > AIM_QUERIES),
            ("cpu", cpu > AIM_CPU),
            ("ratio", cpu > AIM_RATIO * bare),
        )
        if bad
    ]
    print(
        f"{path:<44} {len(asked):>3} queries {cpu:7.1f} ms CPU ({cpu / bare:4.1f}×) {wall:7.1f} ms wall"
        f"  {'over: ' + ', '.join(over) if over else 'ok'}"
    )


def _searches(client, repeat: int) -> None:
    words = ("体操", "見守", "買い物", "座談会", "民生委員", "ごみ出し", "ﾊﾞｽ", "通院 バス")
    took = []
    for word in words:
        for _ in range(max(3, repeat // 4)):
            ticked = time.perf_counter()
            client.get("/activities/", {"q": word})
            took.append((time.perf_counter() - ticked) * 1000)
    took.sort()
    print(
        f"list with a search, p50 {took[len(took) // 2]:.0f} ms, p95 {took[int(len(took) * 0.95)]:.0f} ms"
    )


def _report(client) -> None:
    """The last full year's report: nothing counted yet, again in this process, and as after a large import."""
    from sasaeai.reports.fact_store import store

    def shown(name: str) -> None:
        ticked, spent = time.perf_counter(), time.process_time()
        status = client.get("/reports/packs/annual/?period=2025").status_code
        ticked, spent = time.perf_counter() - ticked, time.process_time() - spent
        print(f"one year's report, {name}: {ticked:.2f} s, {spent:.2f} CPU-s ({status})")

    shown("nothing counted yet")
    shown("again")
    store.forget()
    shown("counted ahead by an import")


def _million(client, connection) -> None:
    """Copy the activities and their lines until there are a million, then open a report page."""
    from sasaeai.activities.models import Activity

    times = -(-1_000_000 // Activity.objects.count()) - 1
    with connection.cursor() as cursor:
        for n in range(1, times + 1):
            _copy(cursor, n)
        cursor.execute("ANALYZE")
    _touch_all()
    print(f"{Activity.objects.count():,} activities")
    for name in ("cold", "warm", "warm"):
        ticked = time.perf_counter()
        status = client.get("/reports/tables/p2_activity_counts/").status_code
        print(
            f"report page over a million, {name}: {time.perf_counter() - ticked:.2f} s ({status})"
        )


def _copy(cursor, n: int) -> None:
    tables = {
        "activities_activity": "id",
        "activities_doneby": "activity_id",
        "activities_activityfunction": "activity_id",
        "activities_activitypartner": "activity_id",
        "activities_peoplecount": "activity_id",
    }
    cursor.execute("SELECT max(id) FROM activities_activity WHERE origin = ''")
    (top,) = cursor.fetchone()
    for table, key in tables.items():
        cursor.execute(f"PRAGMA table_info({table})")
        names = [row[1] for row in cursor.fetchall()]
        kept = [name for name in names if not (name == "id" and key != "id")]
        values = [
            f"{key} + {top * n}" if name == key else ("'copy'" if name == "origin" else f'"{name}"')
            for name in kept
        ]
        columns = ", ".join(f'"{name}"' for name in kept)
        where = "origin = ''" if key == "id" else f"activity_id <= {top}"
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)} FROM {table} WHERE {where}"
        )


def _touch_all() -> None:
    from sasaeai.activities.models import Activity
    from sasaeai.reports.facts import touched
    from sasaeai.towns.models import Town

    days = list(Activity.objects.values_list("on", flat=True).distinct())
    touched(town_id=Town.objects.get().pk, source="activities", days=days)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

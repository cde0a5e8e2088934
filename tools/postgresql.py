"""A private throw-away PostgreSQL: started in a temporary folder, stopped and deleted afterwards.

Run: python tools/postgresql.py -- COMMAND…   runs the command with SASAEAI_DATABASE set, exits with its code
     python tools/postgresql.py               prints the address and serves until Ctrl-C
Where PostgreSQL is not here and cannot be installed, nothing is run, the reason is said after `skipped:`, exit 0.

From Python: `with private_server() as address: …`; raises `NotHere` with a sentence in Japanese.
Trust sign-in, on the loopback address only, with nothing but test data in it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

try:
    import pwd
except ImportError:  # Windows
    pwd = None  # type: ignore[assignment]

USER = "sasaeai"
UNPRIVILEGED = ("postgres", "nobody")
# Durability is for real data; a throw-away server answers sooner without it.
QUICK = {
    **{"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"},
    # What a test wrote and took back is gone when statistics are taken, so the planner believes
    # every table empty, and joins the rows of the next test in loops within loops, for minutes.
    "enable_nestloop": "off",
}
# What docs/operating.md advises for a real server of 4 GB; benchmarks measure with it.
AS_ADVISED = {
    "shared_buffers": "1GB",
    "effective_cache_size": "3GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1",
    "max_wal_size": "4GB",
}
START_SECONDS = 60
STOP_SECONDS = 30


class NotHere(RuntimeError):
    """PostgreSQL cannot be used on this machine; the words say why."""


def programs() -> Path | None:
    """The folder that holds `initdb` and `postgres`: the newest installed, or None."""
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres"):
        return Path(on_path).resolve().parent
    found = [p for p in Path("/usr/lib/postgresql").glob("*/bin") if (p / "initdb").exists()]
    return max(found, key=lambda p: int(p.parent.name), default=None)


def programs_or_install() -> Path:
    """The folder with the programs; installs Debian's package where that is possible.

    :raises NotHere: if PostgreSQL is missing and this machine does not let us install it
    """
    if pwd is None:
        raise NotHere("Windowsでは、PostgreSQLでの確認を省きます。")
    here = programs()
    if here is not None:
        return here
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise NotHere(
            "PostgreSQLが見つからないため、PostgreSQLでの確認は省きました。"
            "必要なときは管理者の権限で「apt-get install postgresql」を実行してください。"
        )
    print("PostgreSQLを入れています（apt-get）…", file=sys.stderr, flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "postgresql"]):
        done = subprocess.run(
            ["apt-get", "-q", *command], env=quiet, check=False, stdout=subprocess.DEVNULL
        )
        if done.returncode != 0 and command[0] == "install":
            raise NotHere("PostgreSQLを入れられなかったため、PostgreSQLでの確認は省きました。")
    here = programs()
    if here is None:
        raise NotHere("PostgreSQLを入れましたが、initdb が見つかりません。確認は省きました。")
    return here


def _unprivileged() -> str | None:
    """PostgreSQL refuses to run as root: whose account to take, or None when we are not root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in UNPRIVILEGED:
        if name in known:
            return name
    raise NotHere("rootではPostgreSQLを動かせず、代わりの利用者（postgres、nobody）もありません。")


def _as_account(account: str | None) -> dict[str, object]:
    """Arguments of `subprocess` that change the account."""
    if account is None:
        return {}
    entry = pwd.getpwnam(account)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def private_server(settings: Mapping[str, str] = QUICK) -> Iterator[str]:
    """Start a server, give its address in the form of SASAEAI_DATABASE, stop and delete it.

    :param settings: settings of PostgreSQL; `QUICK` trades durability for speed
    :raises NotHere: if there is no PostgreSQL, or it does not start
    :raises KeyboardInterrupt: when the process is told to end meanwhile (SIGTERM as well)
    """
    binaries, account = programs_or_install(), _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="sasaeai-postgresql-"))
    # Whoever ends us by a signal must not leave a server behind.
    before = signal.signal(signal.SIGTERM, _interrupted)
    try:
        if account:
            shutil.chown(folder, account, pwd.getpwnam(account).pw_gid)
        _initialise(binaries, folder / "data", account)
        port = _free_port()
        server = _serve(binaries, folder, port, settings, account)
        try:
            _wait_until_ready(binaries, folder, port, server)
            yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
        finally:
            _stop(server)
    finally:
        signal.signal(signal.SIGTERM, before)
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(binaries: Path, data: Path, account: str | None) -> None:
    done = subprocess.run(
        [
            *(binaries / "initdb", "--pgdata", data, "--username", USER, "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        ],
        check=False,
        capture_output=True,
        cwd=data.parent,
        **_as_account(account),  # type: ignore[call-overload]
    )
    if done.returncode != 0:
        raise NotHere(f"PostgreSQLの準備ができませんでした：{done.stderr.decode()[-500:]}")


def _serve(
    binaries: Path, folder: Path, port: int, settings: Mapping[str, str], account: str | None
) -> subprocess.Popen[bytes]:
    given = {"listen_addresses": "127.0.0.1", "unix_socket_directories": str(folder), **settings}
    options = [part for name, value in given.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", "-p", str(port), *options],
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,  # Ctrl-C at our terminal must reach us, not the server
            **_as_account(account),  # type: ignore[call-overload]
        )


def _wait_until_ready(
    binaries: Path, folder: Path, port: int, server: subprocess.Popen[bytes]
) -> None:
    asked = [binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    until = time.monotonic() + START_SECONDS
    while subprocess.run(asked, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > until:
            log = (folder / "log").read_text(encoding="utf-8", errors="replace")
            raise NotHere(f"PostgreSQLが始まりませんでした：{log[-500:]}")
        time.sleep(0.1)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Immediate stop: the data are thrown away, so nothing needs to be written down."""
    if server.poll() is not None:
        return
    server.send_signal(signal.SIGQUIT)
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _run(command: Sequence[str]) -> int:
    with private_server() as address:
        environment = os.environ | {"SASAEAI_DATABASE": address}
        return subprocess.run(command, env=environment, check=False).returncode


def _start() -> int:
    with private_server() as address:
        print(f"SASAEAI_DATABASE={address}", flush=True)
        print("止めるには Ctrl-C", file=sys.stderr, flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            return 0
    return 0


def _interrupted(number: int, frame: object) -> None:  # noqa: ARG001  (the shape signal asks for)
    raise KeyboardInterrupt


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command beside a private server, or serve until Ctrl-C."""
    parser = argparse.ArgumentParser(description="使い捨てのPostgreSQLを動かします。")
    parser.add_argument(
        "command",
        nargs="*",
        help="SASAEAI_DATABASE をつけて実行する命令（-- のあとに書く）。なければ Ctrl-C まで動かします。",
    )
    given = parser.parse_args(argv)
    try:
        return _run(given.command) if given.command else _start()
    except NotHere as why:
        print(f"skipped: {why}", file=sys.stderr)
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())

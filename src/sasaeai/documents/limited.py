"""Opening what strangers hand in: in a process of its own, limited in memory and time."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

from sasaeai.documents.refusals import CannotRead

if sys.platform != "win32":
    import resource

MAX_MEMORY_BYTES: Final = 1024 * 1024 * 1024
MAX_CPU_SECONDS: Final = 30
MAX_WALL_SECONDS: Final = 60

TOO_HEAVY: Final = (
    "開くのに時間か記憶領域がかかりすぎるため、途中でやめました。表から離れたところに文字や書式が"
    "残っているか、表が大きすぎるか、ファイルが壊れています。必要なところだけを新しいファイルに写して、"
    "もう一度お選びください。"
)


def run_limited(module: str, payload: bytes) -> bytes:
    """Run a module of ours on bytes from outside; whatever kills it, we live on.

    :param module: reads `payload` from standard input, calls `limit_myself()` before touching it
    :returns: what it wrote to standard output
    :raises CannotRead: it ran out of memory or time, or crashed
    """
    try:
        done = subprocess.run(  # noqa: S603 — our own interpreter and a module of ours
            [sys.executable, "-m", module],
            input=payload,
            capture_output=True,
            timeout=MAX_WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise CannotRead(TOO_HEAVY) from slow
    if done.returncode != 0 or not done.stdout:
        raise CannotRead(TOO_HEAVY)
    return done.stdout


def limit_myself(*, may_write_bytes: int = 0) -> None:
    """In the process itself: 1 GB of memory, 30 s of CPU, no core dumps.

    :param may_write_bytes: the largest file it may write
    """
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS + 2))
        resource.setrlimit(resource.RLIMIT_FSIZE, (may_write_bytes, may_write_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

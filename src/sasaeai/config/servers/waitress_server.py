"""waitress, for Windows: one process with threads."""

from __future__ import annotations

from waitress import serve

from sasaeai.config.wsgi import application

THREADS = 8


def listen(*, host: str, port: int, workers: int) -> None:
    """Serve until stopped (Ctrl+C). Waitress has one process; `workers` is not used."""
    del workers
    serve(application, host=host, port=port, threads=THREADS)

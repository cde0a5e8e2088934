"""gunicorn, in this very process: the product is loaded once and the workers are its children."""

from __future__ import annotations

import os
from typing import Any

from gunicorn.app.base import BaseApplication

from sasaeai.config.wsgi import application

THREADS = 4


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with our settings and no file or command line of its own."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Only what is given here: no settings file, no environment variable of gunicorn's."""
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The product."""
        return application


def _leave(_server: Any, _worker: Any) -> None:
    """A worker that has answered its last request goes at once: tidying up the whole product takes half a second
    of the machine, and nothing is left to tidy (every deed is in the database or was never done)."""
    os._exit(0)


def listen(*, host: str, port: int, workers: int) -> None:
    """Serve until stopped (Ctrl+C, SIGTERM)."""
    address = f"[{host}]" if ":" in host else host
    _Server(
        {
            "bind": f"{address}:{port}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": 120,
            "graceful_timeout": 10,
            "worker_exit": _leave,
            "preload_app": True,
            "control_socket_disable": True,
            "loglevel": "warning",
        }
    ).run()

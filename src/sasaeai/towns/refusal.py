"""What cannot be done, said in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sasaeai.documents.refusals import CannotRead


class Unusable(Exception):
    """A command or an import cannot go on; the words say what happened and what to do (exit 2)."""


@contextmanager
def usable(path: Path, *, leave: tuple[type[CannotRead], ...] = ()) -> Iterator[None]:
    """Around reading the file of a command: whatever is wrong with it is said with its name.

    :param leave: refusals that the caller answers in another way
    :raises Unusable: if the file cannot be opened, or is not what was asked for
    """
    try:
        yield
    except OSError as reason:
        raise Unusable(
            f"{path} を開けません（{reason.strerror}）。場所と名前を確かめてください。"
        ) from reason
    except leave:
        raise
    except CannotRead as reason:
        raise Unusable(f"{path.name}：{reason}") from reason

"""The process that opens a form. Run as `python -m sasaeai.documents.forms_filled.child`."""

from __future__ import annotations

import importlib
import pickle
import sys
from typing import Final

import msgspec

from sasaeai.documents.archives import MAX_UNPACKED_BYTES
from sasaeai.documents.forms_filled.filling import Answer, Request
from sasaeai.documents.forms_filled.marks import Filling
from sasaeai.documents.kinds import FileKind
from sasaeai.documents.limited import limit_myself
from sasaeai.documents.reading import wire

_MAKERS: Final = {
    FileKind.XLSX: "sasaeai.documents.forms_filled.excel",
    FileKind.DOCX: "sasaeai.documents.forms_filled.word",
}
_BROKEN: Final = (
    "様式を開けません。ファイルが壊れているか、対応していない作りです。"
    "ExcelかWordで開いて保存しなおし、もう一度お選びください。"
)


def main() -> int:
    """Answer one request."""
    # openpyxl puts its sheets together in temporary files.
    limit_myself(may_write_bytes=MAX_UNPACKED_BYTES)
    body = next(wire.frames(sys.stdin.buffer.read()))
    request = msgspec.msgpack.decode(body, type=Request)
    try:
        answer = _answered(request)
    # Whatever a broken form makes the libraries raise, a person gets a sentence.
    except Exception:
        answer = Answer(problem=_BROKEN)
    sys.stdout.buffer.write(wire.frame(answer))
    return 0


def _answered(request: Request) -> Answer:
    # Only the library of this kind of form is loaded: each takes half a second.
    maker = importlib.import_module(_MAKERS[FileKind(request.kind)])
    if request.values is None:
        return Answer(names=maker.names(request.form))
    # Our own process pickled these; the form itself never goes through pickle.
    filling = Filling.of(pickle.loads(request.values))  # noqa: S301
    data, warnings = maker.filled(request.form, filling)
    return Answer(
        data=data,
        used=list(filling.used),
        unmatched=list(filling.unmatched),
        warnings=warnings,
    )


if __name__ == "__main__":
    sys.exit(main())

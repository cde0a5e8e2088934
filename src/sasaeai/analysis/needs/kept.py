"""Model and word vectors as bytes, to be kept in files."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

import numpy as np

from sasaeai.analysis.needs.codes import CODES
from sasaeai.analysis.needs.linear import Linear
from sasaeai.analysis.needs.model import Model
from sasaeai.analysis.needs.ngrams import Weighing
from sasaeai.analysis.needs.vectors import VectorTable

_FORM: Final = 1
_WRONG: Final = (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile)

Arrays = dict[str, Any]


class NotKept(ValueError):
    """These bytes are no model or table of ours, or of another version."""


def packed_model(model: Model, *, learnt_from: str) -> bytes:
    """A model as bytes; weights keep three digits.

    :param learnt_from: fingerprint of what it was learnt from
    """
    arrays: Arrays = {
        "form": np.array(_FORM),
        "codes": np.array([code.value for code in CODES]),
        "learnt_from": np.array(learnt_from),
        "runs": _as_bytes("\n".join(model.weighing.places)),
        "idf": model.weighing.idf.astype(np.float32),
        "run_weights": model.runs.weights.astype(np.float16),
        "run_constants": model.runs.constants.astype(np.float32),
    }
    if model.vectors is not None:
        arrays["vector_source"] = np.array(model.vector_source)
        arrays["vector_weights"] = model.vectors.weights.astype(np.float32)
        arrays["vector_constants"] = model.vectors.constants.astype(np.float32)
    return _packed(arrays)


def unpacked_model(data: bytes) -> tuple[Model, str]:
    """The model and the fingerprint of what it was learnt from.

    :raises NotKept: where the bytes are something else
    """
    arrays = _unpacked(data)
    try:
        if arrays["codes"].tolist() != [code.value for code in CODES]:
            raise NotKept("分類が今のものと違います。")
        places = {run: n for n, run in enumerate(_as_text(arrays["runs"]).split("\n"))}
        model = Model(
            Weighing(places, arrays["idf"].astype(float)),
            Linear(arrays["run_weights"].astype(float), arrays["run_constants"].astype(float)),
        )
        if "vector_weights" in arrays:
            weights = arrays["vector_weights"].astype(float)
            vectors = Linear(weights, arrays["vector_constants"].astype(float))
            model = Model(model.weighing, model.runs, vectors, str(arrays["vector_source"]))
        return model, str(arrays["learnt_from"])
    except KeyError:
        raise NotKept("学習の結果のファイルではありません。") from None


def packed_table(table: VectorTable) -> bytes:
    """A table of word vectors as bytes (about 11 MB)."""
    return _packed(
        {
            "form": np.array(_FORM),
            "source": np.array(table.source),
            "hashes": table.hashes,
            "rows": table.rows,
            "weights": table.weights.astype(np.float16),
            "vectors": table.vectors,
            "scales": table.scales,
        }
    )


def unpacked_table(data: bytes) -> VectorTable:
    """The table of word vectors.

    :raises NotKept: where the bytes are something else
    """
    arrays = _unpacked(data)
    try:
        return VectorTable(
            str(arrays["source"]),
            arrays["hashes"],
            arrays["rows"],
            arrays["weights"].astype(np.float32),
            arrays["vectors"],
            arrays["scales"],
        )
    except KeyError:
        raise NotKept("言葉の表のファイルではありません。") from None


def _packed(arrays: Arrays) -> bytes:
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def _unpacked(data: bytes) -> Arrays:
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as found:
            arrays = {name: found[name] for name in found.files}
    except _WRONG:
        raise NotKept("こわれているか、別の種類のファイルです。") from None
    if int(arrays.get("form", np.array(0))) != _FORM:
        raise NotKept("別の版で作られたファイルです。")
    return arrays


def _as_bytes(text: str) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _as_text(data: np.ndarray[Any, Any]) -> str:
    return data.tobytes().decode()

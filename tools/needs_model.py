"""Learn the shipped model anew: `python -m tools.needs_model --vectors FILE`, after lexicon or examples changed.

Give the table of word vectors (`sasaeai needs vectors`), or the shipped model would have no weights for it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sasaeai.analysis.needs import shipped
from sasaeai.analysis.needs.kept import packed_model, unpacked_table
from sasaeai.analysis.needs.model import train

TARGET = Path(shipped.__file__).parent / shipped.MODEL_FILE


def main() -> None:
    """Write the model into the source tree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vectors", type=Path, required=True)
    table = unpacked_table(parser.parse_args().vectors.read_bytes())
    model = train(shipped.shipped_lessons(), table)
    TARGET.write_bytes(packed_model(model, learnt_from=shipped.fingerprint()))
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1024:.0f} KB, {len(model.weighing.idf):,} runs")


if __name__ == "__main__":
    main()

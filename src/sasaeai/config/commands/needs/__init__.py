"""`sasaeai needs`: what texts about troubles are about, and which tell the same; on plain files."""

from sasaeai.config.commands.deeds import Deeds
from sasaeai.config.commands.needs import classify, group, vectors

_DEEDS = Deeds(
    {
        "classify": (classify, "困りごとの文に分類の案を付けます / suggest codes for texts"),
        "group": (group, "同じ声・似た声をまとめます / group texts that say the same"),
        "vectors": (
            vectors,
            "言葉の表を作ります（なくても動きます） / make the table of word vectors",
        ),
    }
)
add_arguments, run = _DEEDS.add_arguments, _DEEDS.run

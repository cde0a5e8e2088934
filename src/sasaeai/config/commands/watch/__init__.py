"""`sasaeai watch`: the silence of homes in their electricity use, on plain files."""

from sasaeai.config.commands.deeds import Deeds
from sasaeai.config.commands.watch import scan

WORDS = "30分ごとの電力量から、いつもとちがう静けさをさがします / alerts from meter readings"
_DEEDS = Deeds({"scan": (scan, WORDS)})
add_arguments, run = _DEEDS.add_arguments, _DEEDS.run

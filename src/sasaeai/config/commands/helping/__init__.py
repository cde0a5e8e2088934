"""`sasaeai helping`: the week's plan of visits and the day's rides, on plain files."""

from sasaeai.analysis.matching.settled import CannotSettle
from sasaeai.config.commands.deeds import Deeds
from sasaeai.config.commands.helping import plan, rides
from sasaeai.documents.refusals import CannotRead

_DEEDS = Deeds(
    {
        "plan": (plan, "1週間の依頼と担い手を組み合わせます / who visits whom this week"),
        "rides": (rides, "1日の送迎の順番を組みます / who drives whom today"),
    },
    refusals=(CannotRead, CannotSettle),
)
add_arguments, run = _DEEDS.add_arguments, _DEEDS.run

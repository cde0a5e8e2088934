"""`sasaeai access`: walking access of homes to shops, salons and stops, on plain files."""

from sasaeai.analysis.access.engines import EngineNotInstalled
from sasaeai.config.commands.access import compute, network, site, towns, whatif
from sasaeai.config.commands.deeds import Deeds
from sasaeai.documents.refusals import CannotRead

_DEEDS = Deeds(
    {
        "compute": (
            compute,
            "自宅から施設までの歩く距離を計算します / distances, counts, indicators",
        ),
        "whatif": (whatif, "1か所ふえたら・なくなったらを計算します / a stop more, a shop less"),
        "site": (site, "いちばん多くの人に届く場所を選びます / choose the best stops"),
        "towns": (towns, "いくつもの町をまとめて計算します / compute many towns"),
        "network": (network, "歩行者ネットワークを1つのファイルにします / keep a network as .npz"),
    },
    refusals=(CannotRead, EngineNotInstalled),
)
add_arguments, run = _DEEDS.add_arguments, _DEEDS.run

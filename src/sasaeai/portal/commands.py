"""`sasaeai publish`: write the file that carries the public records to the portal."""

from __future__ import annotations

import argparse
from pathlib import Path

from sasaeai.documents.atomic import write_whole
from sasaeai.documents.published import public_key
from sasaeai.portal.actions import publish, publish_file
from sasaeai.portal.actions.publishing import publishing_key
from sasaeai.towns import clock
from sasaeai.towns.queries import town_called
from sasaeai.towns.refusal import Unusable
from sasaeai.towns.viewer import PartOfSystem


def publish_to(arguments: argparse.Namespace) -> int:
    """Write the signed file, or (without `--out`) renew the public pages of this machine.

    :raises Unusable: if the file cannot be written
    """
    town = town_called(arguments.town)
    by = PartOfSystem("公開", town.pk)
    if not arguments.out:
        made = publish(by=by, at=clock.now(), town=town)
        print(f"この機械の住民のページを公開しました（{made.places}か所）。")
        return 0
    data, made = publish_file(by=by, at=clock.now(), town=town)
    out = Path(arguments.out)
    try:
        write_whole(out, data)
    except OSError as reason:
        raise Unusable(
            f"「{out}」に書けません（{reason.strerror}）。別の場所を --out で指定してください。"
        ) from reason
    print(f"「{out}」に{made.places}か所を書き出しました（{len(data):,}バイト）。")
    print(f"署名の確認番号：{public_key(publishing_key())[:16]}")
    return 0

"""`sasaeai publish`: the file that carries public records to the portal; `sasaeai import letters`: the way back."""

from __future__ import annotations

import argparse
from pathlib import Path

from sasaeai.documents.atomic import write_whole
from sasaeai.documents.letters import read_letters
from sasaeai.documents.published import public_key
from sasaeai.portal.actions import publish, publish_file, take_in_letters
from sasaeai.portal.actions.publishing import publishing_key
from sasaeai.towns import clock
from sasaeai.towns.queries import town_called
from sasaeai.towns.refusal import Unusable, usable
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


def take_in_letters_of(arguments: argparse.Namespace) -> int:
    """`sasaeai import letters FILE`: letters of a portal elsewhere; 1 if some of them stay closed.

    :raises Unusable: if the file cannot be opened, or is another town's
    """
    town, path = town_called(arguments.town), Path(arguments.file)
    by = PartOfSystem("取り込み", town.pk)
    with usable(path):
        data = path.read_bytes()
        if arguments.dry_run:
            count = len(read_letters(data, town_code=town.code))
            print(f"封をした声が{count}件あります（まだ受け取っていません）。")
            return 0
        taken = take_in_letters(by=by, at=clock.now(), town=town, data=data)
    print(f"新しい声を{taken.new}件受け取りました（前に受け取り済み {taken.known}件）。")
    for words in taken.refused:
        print(words)
    return 1 if taken.refused else 0

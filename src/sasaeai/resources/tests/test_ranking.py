"""Found resources in their order."""

import argparse
import json

import pytest

from sasaeai.places.examples_of_addresses import a_book
from sasaeai.resources.commands import search_resources
from sasaeai.resources.examples import AT, DAY, a_resource
from sasaeai.resources.queries.ranking import ranked
from sasaeai.towns.refusal import Unusable


def asked(**given):
    usual = {"words": "サロン", "near": None, "limit": 20, "public": False, "town": None}
    usual |= {"near_address": None, "within": None}
    return argparse.Namespace(**{**usual, **given})


def test_the_nearest_comes_first_and_what_has_no_point_last(cast):
    a_resource(cast, "遠いサロン", latitude=36.60, longitude=136.70)
    a_resource(cast, "近いサロン", latitude=36.561, longitude=136.656)
    a_resource(cast, "どこかのサロン", latitude=None, longitude=None)

    found = ranked(cast.aoki, "サロン", today=DAY, near=(36.56, 136.65))

    assert [(line.rank, line.resource.name, line.metres) for line in found] == [
        (1, "近いサロン", 548),
        (2, "遠いサロン", 6303),
        (3, "どこかのサロン", None),
    ]


def test_a_name_that_says_it_comes_before_a_description(cast):
    a_resource(cast, "集いの家", kana="", description="サロンもある")
    a_resource(cast, "みどりサロン", assured_on=None)

    assert [line.resource.name for line in ranked(cast.aoki, "サロン", today=DAY)] == [
        "みどりサロン",
        "集いの家",
    ]


def test_the_command_prints_a_line_each(cast, capsys):
    a_resource(cast)

    assert search_resources(asked(near="36.56,136.65", town=cast.town.code)) == 0

    line = json.loads(capsys.readouterr().out)
    assert (line["rank"], line["name"], line["schedule"]) == (
        1,
        "みどりサロン",
        ["毎週火曜 10:00〜12:00（祝日休み）"],
    )


def test_a_place_that_cannot_be_read_is_told(cast):
    with pytest.raises(Unusable, match=r"36\.56,136\.65"):
        search_resources(asked(near="136,36", town=cast.town.code))


def test_an_address_is_a_place_as_well_and_may_cut_the_list(cast, capsys):
    a_resource(cast)
    a_book(cast.town, [("支合市", "みどり町三丁目", "", "4", 36.561, 136.656)])
    given = {"near_address": "みどり町3-4", "town": cast.town.code}

    assert search_resources(asked(**given, within=300)) == 0
    near = json.loads(capsys.readouterr().out)
    with pytest.raises(Unusable, match="住所の一覧"):
        search_resources(asked(near_address="ない町", town=cast.town.code))

    assert near["metres"] == 0


def test_only_what_residents_see(cast):
    a_resource(cast)

    assert ranked(cast.aoki, "サロン", today=AT.date(), public_only=True) == []

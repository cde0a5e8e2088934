"""HSDS 3: every answer fits the official schema, filters add up, nothing hidden leaks."""

from __future__ import annotations

import gzip
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from sasaeai.api.tests.samples import a_public, their_public
from sasaeai.people.examples import an_organisation
from sasaeai.places.actions import load_postcodes
from sasaeai.places.examples_of_addresses import a_book, postcode_file
from sasaeai.places.rules.postcode_file import read_postcodes
from sasaeai.resources.actions import GivenContact, confirm, move_state, publish
from sasaeai.resources.examples import AT, SECOND_AND_FOURTH, TUESDAYS, a_resource, a_word
from sasaeai.resources.rules.freshness import How
from sasaeai.resources.rules.publishing import Publishing
from sasaeai.resources.rules.states import State
from sasaeai.towns import clock

V3 = "/api/hsds/v3/"
SPEC = json.loads(
    gzip.decompress((Path(__file__).parent / "hsds" / "openapi-3.1.json.gz").read_bytes())
)


def faults(name: str, body) -> list[str]:
    """What the official schema says against an answer."""
    whole = {"$ref": f"#/components/schemas/{name}", "components": SPEC["components"]}
    found = Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(body)
    return [f"{list(e.absolute_path)}: {e.message[:120]}" for e in found]


@pytest.fixture
def town(cast):
    contact = GivenContact(
        "江川", "世話人", "000-111-2222", "000-3", "a@example.jp", "朝", is_public=True
    )
    a_public(
        cast,
        schedules=[TUESDAYS, SECOND_AND_FOURTH],
        contacts=[contact, GivenContact(phone="000-4", is_public=True), GivenContact("佐々木")],
        url="https://www.example.jp/",
        postcode="920-0000",
        age_from=65,
        steps="ramp",
        description="お茶と体操",
    )
    paused = a_public(
        cast, "さくら会", operator=an_organisation(cast.town, "さくら町会"), description=""
    )
    move_state(
        by=cast.ishida, at=AT, resource=paused, to=State.PAUSED, on=date(2022, 10, 3), reason="工事"
    )
    a_resource(cast, "職員だけの会")
    their_public(cast)
    return cast


def got(client, path: str, **asked):
    answer = client.get(V3 + path, asked)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    return answer.json()


LISTS = {
    "services": ("compiled_service_list", "compiled_service"),
    "organizations": ("compiled_organization_list", "compiled_organization"),
    "service_at_locations": ("compiled_service_at_location_list", "compiled_service"),
    "taxonomies": ("taxonomy", "taxonomy"),
    "taxonomy_terms": ("taxonomy_term", "taxonomy_term"),
}


@pytest.mark.parametrize(("path", "schemas"), LISTS.items())
def test_every_list_and_record_fits_the_official_schema(client, town, path, schemas):
    listed, nested = schemas
    page = got(client, path)
    full = got(client, path, full="true", full_service="true", minimal="false")

    assert faults("Page", page) == []
    assert page["contents"]
    for one in page["contents"]:
        assert faults(listed, one) == []
        assert faults(nested, got(client, f"{path}/{one['id']}")) == []
    assert [faults(listed, one) for one in full["contents"]] == [[]] * full["size"]


def test_minimal_services_fit_as_well(client, town):
    contents = got(client, "services", minimal="true")["contents"]

    assert [faults("compiled_service_list", one) for one in contents] == [[], []]
    assert {"id", "modified_date"} <= set(contents[0])


def test_minimal_services_come_in_one_page(client, town, monkeypatch):
    monkeypatch.setattr("sasaeai.api.asking.PER_PAGE", 1)

    whole, cut = (got(client, "services", minimal="true", **more) for more in ({}, {"per_page": 1}))

    assert (whole["size"], whole["last_page"]) == (2, True)
    assert (cut["size"], cut["total_pages"]) == (1, 2)


def test_a_term_tells_the_one_above_it_wherever_it_stands(client, town, cast):
    above, word = (a_word(cast.town, "resource-kind", code) for code in ("salon", "exercise"))
    word.parent = above
    word.save()
    a_public(cast, "縁側体操", kind=word)
    listed = next(t for t in got(client, "taxonomy_terms")["contents"] if "parent_id" in t)
    below = got(client, "taxonomy_terms", parent_id=listed["parent_id"])["contents"]
    number = got(client, "services", search="縁側")["contents"][0]["id"]
    kind = got(client, f"services/{number}")["attributes"][0]["taxonomy_term"]

    assert kind == listed
    assert kind in below
    assert kind not in got(client, "taxonomy_terms", top_only="true", per_page=500)["contents"]


@pytest.mark.parametrize("path", ["programs", "services/", "services/1/2"])
def test_an_address_of_no_list_is_told_in_json(client, town, path):
    missing = client.get(V3 + path)

    assert (missing.status_code, missing.headers["Content-Type"]) == (404, "application/json")


def test_a_page_tells_where_one_is(client, town):
    page = got(client, "services", page=2, per_page=1)

    told = {k: v for k, v in page.items() if k != "contents"}
    assert told == {
        "total_items": 2, "total_pages": 2, "page_number": 2, "size": 1,
        "first_page": False, "last_page": True, "empty": False,
    }  # fmt: skip
    assert got(client, "services", page=9)["empty"] is True


def test_only_public_fields_of_public_records_are_told(client, town):
    text = client.get(V3 + "services", {"full": "true"}).content.decode()

    assert "みどりサロン" in text
    for secret in ("職員だけの会", "佐々木", "隣町", "石田"):
        assert secret not in text


def test_a_field_held_back_is_not_found_by_its_words(client, town, cast):
    one = a_public(cast, "ひみつの会", description="やみなべ")
    publish(
        by=cast.ishida,
        at=AT,
        resource=one,
        publishing=Publishing.PUBLIC,
        hidden=["description", "operator"],
    )

    number = got(client, "organizations", search="みどり町会")["contents"][0]["id"]
    assert got(client, "services", search="やみなべ")["empty"] is True
    assert "ひみつの会" not in str(got(client, "services", organization_id=number))


def test_filters_hold_together(client, town, cast):
    a_public(cast, "あさひ会", functions=[a_word(cast.town, "need-kind", "meals")], description="")
    terms = {t["name"]: t for t in got(client, "taxonomy_terms")["contents"]}
    midori = got(client, "organizations", search="ミドリ町会")["contents"][0]["id"]

    def names(**asked):
        return {one["name"] for one in got(client, "services", **asked)["contents"]}

    assert names(taxonomy_term_id=terms["食事"]["id"]) == {"あさひ会"}
    assert names(taxonomy_term_id=terms["食事"]["id"], search="さくら") == set()
    assert names(taxonomy_id=terms["食事"]["taxonomy_id"]) == {
        "みどりサロン",
        "さくら会",
        "あさひ会",
    }
    assert names(organization_id=midori) == {"みどりサロン"}
    assert names(search="ﾐﾄﾞﾘ 体操") == {"みどりサロン"}
    assert names(organization_id="0000") == set()
    assert names(modified_after="2099-01-01") == set()


def test_places_are_found_by_postcode_and_distance(client, town, cast):
    a_public(
        cast, "ちかくの会", latitude=36.5615, longitude=136.656, postcode="921-0000", description=""
    )
    a_public(
        cast, "とおくの会", latitude=36.7, longitude=136.7, postcode="922-0000", description=""
    )

    def names(**asked):
        found = got(client, "service_at_locations", **asked)["contents"]
        return {one["service"]["name"] for one in found}

    assert names(postcode="〒920-0000") == {"みどりサロン"}
    assert names(postcode="9200000", proximity="500") == {"みどりサロン", "さくら会", "ちかくの会"}
    assert names(postcode="999-9999", proximity="500") == set()
    a_book(cast.town, [(cast.town.name, "海の町", "", "1", 36.7, 136.7)])
    lines = read_postcodes(
        postcode_file([("9999999", cast.town.name, "海の町")]),
        filename="KEN_ALL.CSV", code="99901", town=cast.town.name,
    )  # fmt: skip
    load_postcodes(by=cast.kubo, at=AT, town=cast.town, file=lines)
    assert names(postcode="999-9999", proximity="500") == {"とおくの会"}


def test_paused_is_temporarily_closed_and_assured_is_not_the_last_edit(client, town):
    told = {one["name"]: one for one in got(client, "services")["contents"]}

    assert told["さくら会"]["status"] == "temporarily closed"
    assert told["さくら会"]["alert"] == "工事"
    assert told["みどりサロン"]["assured_date"] == clock.today().isoformat()
    assert told["みどりサロン"]["last_modified"].startswith("2022-10-03")


@pytest.mark.parametrize(
    "asked",
    [
        {"page": "x"},
        {"per_page": "1.5"},
        {"full": "maybe"},
        {"modified_after": "yesterday"},
        {"format": "xml"},
    ],
)
def test_what_cannot_be_read_is_told_in_json(client, town, asked):
    answer = client.get(V3 + "services", asked)

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/json")
    assert next(iter(asked)) in answer.json()["error"]


@pytest.mark.parametrize("path", list(LISTS))
@pytest.mark.parametrize("number", ["nothing", "6f0c5c1e-6d0b-4c5e-9b7e-3a7c7a1f5d20"])
def test_an_unknown_number_is_404_in_json(client, town, path, number):
    answer = client.get(f"{V3}{path}/{number}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/json")


def test_lists_answer_post_and_nothing_else_is_written(client, town):
    assert client.post(V3 + "services?search=さくら").json()["total_items"] == 1
    assert client.delete(V3 + "services").status_code == 405
    assert client.post(V3 + "services/x").status_code == 405


@pytest.mark.parametrize("path", list(LISTS))
def test_odd_letters_do_not_break_a_list(client, town, path):
    odd = "\x00\ud7ff%_'\"\\𠮷"
    asked = {
        "search": odd,
        "taxonomy_id": odd,
        "organization_id": odd,
        "postcode": odd,
        "parent_id": odd,
    }

    assert client.get(V3 + path, asked).json()["empty"] is True
    assert client.get(V3 + path, {"page": "-5", "per_page": "0"}).status_code == 200
    assert client.get(V3 + path, {"modified_after": "0001-01-01T00:00:00+14:00"}).status_code in (
        200,
        400,
    )


@pytest.mark.parametrize("path", list(LISTS))
def test_a_longer_list_asks_the_database_no_more_often(
    client, town, path, django_assert_max_num_queries
):
    for number in range(5):
        a_public(town, f"会{number}", operator=an_organisation(town.town, f"町会{number}"))

    with django_assert_max_num_queries(40):
        client.get(V3 + path, {"full": "true", "full_service": "false"})


def test_ndjson_streams_everything(client, town):
    answer = client.get(V3 + "services", {"format": "ndjson", "per_page": 1})

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len([json.loads(line) for line in lines]) == 2


def test_it_says_what_it_is_and_is_described(client, town):
    told = got(client, "")

    assert told["version"] == "3.1.3"
    assert "最終確認が期限の中にある：20点" in client.get(told["profile"]).content.decode()
    described = client.get(told["openapi_url"]).json()
    assert "/hsds/v3/services" in described["paths"]


def test_one_address_may_not_ask_too_often(client, town, settings):
    settings.SASAEAI_API_PER_MINUTE = 2
    asked = {"REMOTE_ADDR": "192.0.2.77"}

    codes = [client.get(V3 + "taxonomies", **asked).status_code for _ in range(3)]

    assert codes == [200, 200, 429]


def test_the_feed_of_changes_goes_on_from_its_cursor_and_tells_what_is_gone(client, town, cast):
    first = client.get("/api/changes/", {"per_page": 1}).json()
    rest = client.get("/api/changes/", {"cursor": first["cursor"]}).json()
    one = a_public(cast, "あとの会", description="")
    publish(by=cast.ishida, at=clock.now(), resource=one, publishing=Publishing.STAFF)
    then = client.get("/api/changes/", {"cursor": rest["cursor"]}).json()

    assert first["more"] is True
    assert "next" in first
    assert {i["service"]["name"] for i in first["items"] + rest["items"]} == {
        "みどりサロン",
        "さくら会",
    }
    assert [(i["id"], i["deleted"]) for i in then["items"]] == [(str(one.public_id), True)]
    again = client.get("/api/changes/", {"cursor": then["cursor"]}).json()
    assert again == {"items": [], "more": False, "cursor": then["cursor"]}


def test_what_nobody_confirmed_in_time_is_told_as_gone_and_back_again(client, cast):
    one = a_resource(cast, assured_on=clock.today() - timedelta(days=366))
    publish(by=cast.ishida, at=AT, resource=one, publishing=Publishing.PUBLIC)

    gone = client.get("/api/changes/").json()
    confirm(by=cast.ishida, at=clock.now(), resource=one, on=clock.today(), how=How.PHONE)
    back = client.get("/api/changes/", {"cursor": gone["cursor"]}).json()

    assert [i["deleted"] for i in gone["items"]] == [True]
    assert [i["deleted"] for i in back["items"]] == [False]
    assert client.get("/api/changes/", {"cursor": "moon"}).status_code == 400


@pytest.mark.parametrize(
    "form", ["opendata", "kayoinoba", "geojson", "ical", "atom", "hsds", "datapackage"]
)
def test_the_public_part_goes_out_as_files(client, town, form):
    answer = client.get(f"/api/files/{form}/", {"area": "第1圏域"})

    assert answer.status_code == 200
    if form != "datapackage":
        assert "みどりサロン" in answer.content.decode()
        assert "職員だけの会" not in answer.content.decode()


def test_the_register_itself_is_no_open_file(client, town):
    assert client.get("/api/files/xlsx/").status_code == 404

"""What the office decides about the public pages is kept, told once, and taken back."""

from sasaeai.history.models import Event
from sasaeai.portal.actions import add_landmark, decide_settings, put_on_board, remove_landmark
from sasaeai.portal.examples import AT, a_call
from sasaeai.portal.models import Landmark, PortalSettings


def told() -> list[str]:
    found = Event.objects.filter(what__startswith="portal.").order_by("number")
    return [event.what.removeprefix("portal.") for event in found]


def test_settings_are_told_when_they_change_and_not_when_they_stay(cast):
    deed = {"by": cast.uno, "at": AT, "town": cast.town}
    made = decide_settings(**deed, settings=PortalSettings(welcome="ようこそ"))
    made.welcome = "お気軽にどうぞ"

    for _ in range(2):
        decide_settings(**deed, settings=made)

    assert PortalSettings.objects.get(town=cast.town).welcome == "お気軽にどうぞ"
    assert told() == ["settings_decided", "settings_decided"]
    last = Event.objects.order_by("number").last()
    assert (last.before, last.after) == ({"welcome": "ようこそ"}, {"welcome": "お気軽にどうぞ"})


def test_a_name_people_ask_near_comes_and_goes(cast):
    station = Landmark(town=cast.town, name="支合駅", latitude=36.56, longitude=136.65)

    add_landmark(by=cast.uno, at=AT, landmark=station)
    remove_landmark(by=cast.uno, at=AT, landmark=station)

    assert not Landmark.objects.exists()
    assert told() == ["landmark_added", "landmark_removed"]


def test_an_offer_is_put_on_the_board_once_and_taken_down(cast):
    call = a_call(cast, on_board=False)

    for shown in (True, True, False):
        put_on_board(by=cast.uno, at=AT, call=call, shown=shown)

    call.refresh_from_db()
    assert not call.on_board
    assert told() == ["call_shown", "call_taken_down"]

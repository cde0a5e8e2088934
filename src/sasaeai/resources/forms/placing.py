"""The point of a resource, as a person sets it."""

from __future__ import annotations

from typing import Any

from django import forms

from sasaeai.resources.models import Resource
from sasaeai.resources.rules.placing import Spot
from sasaeai.resources.rules.states import MatchLevel


class PinForm(forms.Form):
    """位置を決める: two numbers that the map fills in too."""

    use_required_attribute = False

    latitude = forms.FloatField(
        label="緯度", required=False, min_value=20, max_value=46,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )  # fmt: skip
    longitude = forms.FloatField(
        label="経度", required=False, min_value=122, max_value=154,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, resource: Resource, by_address: Spot | None, **kwargs: Any
    ) -> None:
        known = {"latitude": resource.latitude, "longitude": resource.longitude}
        super().__init__(*args, **{**kwargs, "initial": known})
        self.by_address = by_address
        self.spot: Spot | None = None

    def clean(self) -> dict[str, Any]:
        """What the pressed button means: the typed point, the address's, or none."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        do = self.data.get("do", "")
        if do == "remove":
            return given
        if do == "address":
            if self.by_address is None:
                self.add_error(
                    None, "住所から位置が分かりません。地図で決めるか、緯度・経度を入れてください。"
                )
            self.spot = self.by_address
            return given
        ends = given.get("latitude"), given.get("longitude")
        if ends[0] is None or ends[1] is None:
            if not self.errors:
                self.add_error("latitude", "地図を押すか、緯度と経度を入れてください。")
            return given
        self.spot = Spot(ends[0], ends[1], MatchLevel.PIN)
        return given

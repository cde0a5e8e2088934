"""二要素認証: set up with a QR code, recovery codes once on paper, the code at sign-in."""

from __future__ import annotations

from base64 import b32encode
from typing import Any

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as verified_by
from django_otp import match_token
from django_otp.plugins.otp_totp.models import TOTPDevice

from sasaeai.people import actions, rules
from sasaeai.people.forms.sign_in import CodeForm
from sasaeai.people.queries import codes_are_shut
from sasaeai.people.requests import SignedInRequest, client_address
from sasaeai.people.views.sign_in import next_after
from sasaeai.towns import clock


def _network(request: SignedInRequest) -> str:
    return rules.network_of(client_address(request))


def _shut(request: SignedInRequest) -> HttpResponse | None:
    if codes_are_shut(request.user, _network(request), at=clock.now()):
        return render(request, "people/locked.html", {"code": True}, status=429)
    return None


def _is_required(request: SignedInRequest) -> bool:
    return request.user.town.second_factor_required and request.user.sees_personal


@require_http_methods(["GET", "POST"])
def second_factor(request: SignedInRequest) -> HttpResponse:
    """登録: scan, enter the code; the recovery codes are shown in the answer, once."""
    if request.user.second_factor_since is not None:
        return redirect("people:account")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if shut := _shut(request):
            return shut
        try:
            device, codes = actions.confirm_second_factor(
                by=request.user, at=clock.now(), code=form.cleaned_data["code"]
            )
        except actions.WrongCode as why:
            actions.code_failed(by=request.user, at=clock.now(), network=_network(request))
            form.add_error("code", str(why))
        else:
            return _set_up(request, device, codes)
    device = actions.begin_second_factor(by=request.user, at=clock.now())
    known = _scannable(device) | {"form": form, "required": _is_required(request)}
    return render(request, "people/second_factor.html", known)


def _set_up(request: SignedInRequest, device: TOTPDevice, codes: list[str]) -> HttpResponse:
    verified_by(request, device)
    request.session.cycle_key()
    known = {"codes": codes, "next": next_after(request), "fresh": True}
    return render(request, "people/recovery_codes.html", known)


def _scannable(device: TOTPDevice) -> dict[str, Any]:
    """The secret as a picture and as letters in groups of four."""
    drawn = segno.make(device.config_url, error="m").svg_inline(scale=5, border=4)
    # Drawn by us from digits and letters of our own: nothing a person typed but the escaped label.
    picture = mark_safe(drawn)  # noqa: S308
    key = _base32(device.bin_key)
    return {"qr": picture, "key": " ".join(key[i : i + 4] for i in range(0, len(key), 4))}


def _base32(secret: bytes) -> str:
    return b32encode(secret).decode("ascii").rstrip("=")


@require_http_methods(["GET", "POST"])
def second_factor_check(request: SignedInRequest) -> HttpResponse:
    """確認コード: after the password, before anything else."""
    if request.user.second_factor_since is None or _is_verified(request):
        return redirect(next_after(request))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if shut := _shut(request):
            return shut
        code = "".join(ch for ch in form.cleaned_data["code"] if ch.isdigit())
        device = match_token(request.user, code)
        if device is not None:
            verified_by(request, device)
            request.session.cycle_key()
            return redirect(next_after(request))
        actions.code_failed(by=request.user, at=clock.now(), network=_network(request))
        form.add_error(
            "code", "確認コードが違います。アプリに出ている6桁か、回復コード8桁を入れてください。"
        )
    known = {"form": form, "next": next_after(request)}
    return render(request, "people/second_factor_check.html", known)


def _is_verified(request: SignedInRequest) -> bool:
    return bool(getattr(request.user, "is_verified", bool)())


@require_POST
def recovery_codes(request: SignedInRequest) -> HttpResponse:
    """New recovery codes, shown once."""
    if request.user.second_factor_since is None:
        return redirect("people:account")
    codes = actions.renew_recovery_codes(by=request.user, at=clock.now())
    known = {"codes": codes, "next": "/people/account/", "fresh": False}
    return render(request, "people/recovery_codes.html", known)


@require_POST
def second_factor_off(request: SignedInRequest) -> HttpResponse:
    """Take one's own second factor away, where the town does not require it."""
    if _is_required(request):
        messages.warning(
            request, "この町では二要素認証が必須です。機種変更のときは管理者にお伝えください。"
        )
    elif request.user.second_factor_since is not None:
        actions.take_second_factor_away(by=request.user, at=clock.now(), user=request.user)
        messages.success(request, "二要素認証をやめました。")
    return redirect("people:account")

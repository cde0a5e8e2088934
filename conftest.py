"""The cast: invented people of an invented town. Never the names printed in the sources."""

from __future__ import annotations

import pytest
from django.test import Client

from sasaeai.people.examples import Cast, a_cast
from sasaeai.people.requests import start_session
from sasaeai.towns import clock

# Installed on Windows only.
collect_ignore = ["src/sasaeai/config/servers/waitress_server.py"]


@pytest.fixture
def cast(db: None) -> Cast:
    """青木さん (tier-1 SC), 石田さん (tier-2 SC of one 圏域), 宇野さん (officer), 江川さん (council member),
    小川さん (volunteer), 加納さん (auditor), 久保さん (administrator),
    佐々木さん (care centre of one 圏域), 木下さん (of another town)."""
    return a_cast()


class SignedInClient(Client):
    """A client whose `force_login` starts the clocks of the session, as the sign-in page does."""

    def _login(self, user, backend=None):
        super()._login(user, backend)
        session = self.session
        start_session(session, clock.now())
        session.save()


@pytest.fixture
def client() -> Client:
    """A browser without a screen."""
    return SignedInClient()

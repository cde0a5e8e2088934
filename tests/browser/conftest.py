"""A real Chromium on a served product. Requests to any other host are refused and fail the test."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from sasaeai.search import index
from tests.browser.at_work import a_town_at_work

# The browser's driver runs an event loop in this thread; the tests' own queries are ordinary ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

SHOTS = Path(os.environ.get("SASAEAI_SHOTS", "shots"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
PC = {"width": 1280, "height": 800}

# Only what is wrong, and of that what helps to find it: all that was right takes three times as long to bring over.
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
FAULTS = """async (options) => window.axe ? (await axe.run(options)).violations.map(
    ({id, help, nodes}) => ({id, help, nodes: nodes.slice(0, 3).map(n => n.html.slice(0, 120))})) : null"""

# A busy machine answers late; what never comes fails all the same.
MOST_SECONDS = 30
expect.set_options(timeout=MOST_SECONDS * 1000)


class OneAtATime(ThreadedWSGIServer):
    """Answers one request after another: all threads share the one connection of a database in memory,

    on which two transactions cannot be open at once (in a town each thread has a connection of its own).
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._callers, self._hung_up = 0, threading.Condition()

    def process_request(self, request, client_address) -> None:
        """Somebody calls."""
        with self._hung_up:
            self._callers += 1
        super().process_request(request, client_address)

    def process_request_thread(self, request, client_address) -> None:
        """Answer until the caller hangs up."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._hung_up:
                self._callers -= 1
                self._hung_up.notify_all()

    def is_still(self, *, within: float) -> bool:
        """Wait until nobody is answered any more, so many seconds at most."""
        with self._hung_up:
            return self._hung_up.wait_for(lambda: self._callers == 0, within)

    def set_app(self, application: WSGIApplication | None) -> None:
        """Put the application behind a lock."""
        turn = threading.Lock()

        def in_turn(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            assert application is not None
            with turn:
                return application(environ, start_response)

        super().set_app(in_turn)


LiveServerThread.server_class = OneAtATime


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("Chromium がありません（apt install chromium）。")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """Someone at a screen: goes to pages, signs in, keeps what went wrong."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.page: Page = context.new_page()
        self.strangers: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", self._note)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, request) -> None:
        host = urlsplit(request.url).netloc
        if host and host != urlsplit(self.address).netloc:
            self.strangers.append(request.url)

    def _hear(self, message) -> None:
        # A refused form answers 422, which the browser reports although nothing is wrong.
        if message.type == "error" and "422" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def sign_in(self, login: str) -> Visitor:
        """Sign in as one of the cast."""
        self.page.goto(f"{self.address}/people/sign-in/")
        self.page.fill("input[name=username]", login)
        self.page.fill("input[name=password]", f"{login}-{login}")
        with self.page.expect_navigation(url=lambda url: "sign-in" not in url):
            self.page.keyboard.press("Enter")
        return self

    def go(self, path: str) -> Page:
        """Open a page of the product."""
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        return self.page

    def faults(self) -> list[str]:
        """What axe finds against WCAG 2.2 A and AA on the page."""
        found = self.page.evaluate(FAULTS, AXE_OPTIONS)
        if found is None:
            self.page.evaluate(AXE_SCRIPT)
            found = self.page.evaluate(FAULTS, AXE_OPTIONS)
        return [f"{fault['id']}: {fault['help']} {fault['nodes']}" for fault in found]

    def will_be_judged(self) -> None:
        """Every page that is opened from now on has axe in it: the half megabyte is carried over once."""
        self.context.add_init_script(AXE_SCRIPT)

    def is_wider_than_the_screen(self) -> bool:
        """Whether the page scrolls sideways (tables scroll in their own frame)."""
        wide, seen = self.page.evaluate(
            "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        return bool(wide > seen)

    def shot(self, name: str) -> None:
        """Keep a picture, if pictures are asked for (SASAEAI_SHOTS=folder)."""
        if "SASAEAI_SHOTS" in os.environ:
            SHOTS.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def _visitor(chromium: Browser, address: str, size: dict[str, int], **more) -> Iterator[Visitor]:
    context = chromium.new_context(viewport=size, locale="ja-JP", **more)
    context.route(
        lambda url: urlsplit(url).netloc != urlsplit(address).netloc, lambda route: route.abort()
    )
    visitor = Visitor(context, address)
    yield visitor
    context.close()
    assert visitor.strangers == []
    assert visitor.complaints == []


@pytest.fixture(autouse=True)
def _numbers_begin_anew(django_db_reset_sequences) -> None:
    """Each test empties the database; kinds of records would get ever larger numbers than any town has.

    The words of the search index lie in a table of the database's own, which is not emptied with the others.
    """
    index.clear()


@pytest.fixture
def address(live_server, django_db_reset_sequences) -> Iterator[str]:
    """Where the product is served. When the browser has gone, what it asked for last is still answered

    before the database is emptied: a page may leave while something is on its way.
    """
    yield live_server.url
    assert live_server.thread.httpd.is_still(within=MOST_SECONDS)


@pytest.fixture
def phone(chromium, address, cast) -> Iterator[Visitor]:
    """A phone, 360 px wide, touched."""
    yield from _visitor(chromium, address, PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def pc(chromium, address, cast) -> Iterator[Visitor]:
    """An office PC."""
    yield from _visitor(chromium, address, PC)


@pytest.fixture
def plain(chromium, address, cast) -> Iterator[Visitor]:
    """An office PC on which scripts are forbidden."""
    yield from _visitor(chromium, address, PC, java_script_enabled=False)


@pytest.fixture
def at_work(cast):
    """The cast's town with words, partners, records, a plan and a table of its own."""
    return a_town_at_work(cast)

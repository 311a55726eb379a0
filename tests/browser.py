"""The review desk in a real browser: a server over a small world, and headless Chromium, where one is installed."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from review.app import create_app
from tests.world import World, first_passwords, world

CHROMIUM = os.environ.get("TALLYCLERK_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
needs_browser = pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed (Debian: apt-get install chromium)")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class OpenDesk:
    """The desk as people reach it, and the browser they come with. Every request that leaves this machine is a failure."""

    made: World
    address: str
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    strayed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def visitor(self, *, width: int = 1440, scheme: str = "light") -> Page:
        """A new browser with nobody signed in."""
        context = self.browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on(
            "request",
            lambda request: None if request.url.startswith((self.address, "data:", "blob:")) else self.strayed.append(request.url),
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        return page

    def signed_in(self, name: str, **how: object) -> Page:
        """A new browser with that person at the desk."""
        page = self.visitor(**how)  # type: ignore[arg-type]
        page.goto(self.address + "/login")
        page.fill("#name", name)
        page.fill("#password", first_passwords()[name])
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/login" not in url)
        return page


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser with nobody in it."""
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS) as browser:
        yield browser


@contextmanager
def open_desk(folder: Path) -> Iterator[OpenDesk]:
    """A desk over a fresh world with a browser of its own; tests of a module share one by the fixture `desk`."""
    with world(folder) as made, launched() as browser, served(made, browser) as desk:
        yield desk


@contextmanager
def served(made: World, browser: Browser) -> Iterator[OpenDesk]:
    """The desk over that world, served on loopback, with a browser."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(made.desk, secret=b"s" * 32, hosts=["127.0.0.1"])
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        desk = OpenDesk(made, f"http://127.0.0.1:{listening.getsockname()[1]}", browser)
        try:
            yield desk
        finally:
            for context in desk.contexts:
                context.close()
            server.should_exit = True
            thread.join(10)
        assert desk.strayed == []
        assert [said for said in desk.complaints if "status of 4" not in said] == []

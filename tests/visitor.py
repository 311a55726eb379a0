"""A browser at the desk that runs no scripts: what the desk answers, without a server."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient
from httpx import Response

from review.app import create_app
from tests.world import World, first_passwords

HOST = "http://127.0.0.1"


class Visitor(TestClient):
    """A browser at the desk."""

    def token(self, path: str = "/documents") -> str:
        found = re.search(r'name="token" value="([^"]+)"', self.get(path).text)
        assert found
        return found[1]

    def submit(self, address: str, **values: object) -> Response:
        return self.post(address, data={"token": self.token(), **values}, follow_redirects=False)

    def sign_in(self, name: str, password: str) -> Response:
        token = self.token("/login")
        return self.post("/login", data={"name": name, "password": password, "token": token}, follow_redirects=False)

    def version(self, document_id: str) -> int:
        found = re.search(r'name="version" value="(\d+)"', self.get(f"/documents/{document_id}").text)
        assert found
        return int(found[1])


def visitor_at(made: World, name: str = "") -> Visitor:
    """A browser at the desk over that world, with that person signed in (none: a stranger)."""
    visitor = Visitor(create_app(made.desk, secret=b"s" * 32, hosts=["127.0.0.1"]), base_url=HOST)
    if name:
        assert visitor.sign_in(name, first_passwords()[name]).status_code == 303
    return visitor

"""A program that comes to the JSON interface with a token."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.testclient import TestClient

from app import people
from domain.people import Role
from review.app import create_app
from tests.world import World

Caller = Callable[[str], TestClient]


def caller_at(made: World) -> Caller:
    """Makes programs with a token of the user of that name; who is not there yet is added with the role of that name."""
    app = create_app(made.desk, secret=b"s" * 32, hosts=["127.0.0.1"])

    def with_token(name: str) -> TestClient:
        store = made.tally.pipeline.store
        with store.begin(reading=True) as work:
            known = work.users.get(name)
        if known is None:
            people.add_user(store, name, Role(name), by="test")
            with store.begin() as work:
                user = work.users.get(name)
                assert user
                work.users.save(user.model_copy(update={"must_change": False}), by="test", action="user changed")
        token = people.make_token(store, name, "test", days=1, by="test", clock=made.clock)
        return TestClient(
            app, base_url="http://127.0.0.1/api/v1", headers={"Authorization": f"Bearer {token}"}, raise_server_exceptions=False
        )

    return with_token

"""People at the desk over HTTP: every route for every role, first passwords, departments, and the admin's page."""

import re
from collections.abc import Callable

import pytest

from app import people
from domain.arrivals import DocumentState
from domain.decisions import Queue
from domain.people import Role
from review.app import create_app
from review.rights import ROLES, ROUTES, Right
from tests.visitor import HOST, Visitor
from tests.world import World, confirmation, first_passwords


@pytest.fixture
def come(made: World) -> Callable[[str], Visitor]:
    """Signs somebody in; first users by their name, anybody else is added with that role first."""
    app = create_app(made.desk, secret=b"s" * 32, hosts=["127.0.0.1"])

    def sign_in(name: str) -> Visitor:
        store = made.tally.pipeline.store
        passwords = first_passwords()
        if name not in passwords:
            first = people.add_user(store, name, Role(name), by="test")
            user = people.sign_in(store, name, first, clock=made.clock)
            people.change_password(store, user, first, "four words said twice")
            passwords = {name: "four words said twice"}
        visitor = Visitor(app, base_url=HOST)
        assert visitor.sign_in(name, passwords[name]).status_code == 303
        return visitor

    return sign_in


def token_of(visitor: Visitor) -> str:
    found = re.search(r'name="token" value="([^"]+)"', visitor.get("/password").text)
    assert found
    return found[1]


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reaches_what_it_may_and_nothing_else(made: World, come: Callable[[str], Visitor], role: Role) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    places = {
        "{document_id}": document_id,
        "{number}": "1",
        "{case_id}": str(made.case_id(document_id)),
        "{name}": "nobody",
        "{token_id}": "none",
    }
    if role is Role.INSPECTOR:  # departments have a test of their own
        people.change_user(made.tally.pipeline.store, "inspector", by="test", departments=list(Queue))
    visitor = come(role.value)
    for (method, template), right in ROUTES.items():
        if right is Right.OPEN or template == "/logout":
            continue
        path = template
        for name, value in places.items():
            path = path.replace(name, value)
        # The wrong version keeps every decision from being carried out: rights are asked first.
        data = {"token": token_of(visitor), "version": "999", "reason": "x", "path": "x", "value": "x", "name": "new", "role": "clerk"}
        answer = visitor.request(method, path, data=data if method == "POST" else None, follow_redirects=False)
        allowed = role in ROLES[right]
        assert (answer.status_code != 403) == allowed, f"{role} {method} {path}: {answer.status_code}"
    assert made.state(document_id) is DocumentState.IN_REVIEW


def test_the_quality_departments_cases_are_not_the_clerks_to_decide(made: World, come: Callable[[str], Visitor]) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    case = made.case_id(document_id)
    inspector = come("inspector")
    page = inspector.get(f"/documents/{document_id}")
    assert page.status_code == 200
    assert "/approve" not in page.text
    for action in ("claim", "approve", "reject", "correct"):
        answer = inspector.post(
            f"/cases/{case}/{action}", data={"token": token_of(inspector), "version": "0", "reason": "x", "path": "x", "value": "x"}
        )
        assert answer.status_code == 403, action
        assert "for purchasing" in answer.text
    assert made.state(document_id) is DocumentState.IN_REVIEW


def test_a_first_password_opens_only_the_page_that_replaces_it(made: World, come: Callable[[str], Visitor]) -> None:
    first = people.add_user(made.tally.pipeline.store, "ana", Role.CLERK, by="admin")
    visitor = Visitor(come("clerk").app, base_url=HOST)
    visitor.sign_in("ana", first)
    assert visitor.get("/", follow_redirects=False).headers["location"] == "/password"
    weak = visitor.post("/password", data={"token": token_of(visitor), "old": first, "new": "password12"})
    assert weak.status_code == 422
    assert "too easy to guess" in weak.text
    old_cookie = visitor.cookies["tallyclerk_session"]
    data = {"token": token_of(visitor), "old": first, "new": "a hat full of rain"}
    assert visitor.post("/password", data=data, follow_redirects=False).status_code == 303
    assert visitor.get("/", follow_redirects=False).status_code == 200
    visitor.cookies.set("tallyclerk_session", old_cookie, domain="127.0.0.1")
    assert visitor.get("/", follow_redirects=False).headers["location"].startswith("/login")


def test_an_admin_adds_changes_and_keeps_out_people_and_makes_tokens(made: World, come: Callable[[str], Visitor]) -> None:
    admin, clerk = come("admin"), come("clerk")
    page = admin.post("/people", data={"token": token_of(admin), "name": "Åsa <b>", "role": "inspector"})
    secret = re.search(r'class="code secret">([^<]+)<', page.text)
    assert secret
    assert "<b>" not in page.text.replace("</b>", "")
    assert people.sign_in(made.tally.pipeline.store, "Åsa <b>", secret[1], clock=made.clock).role is Role.INSPECTOR
    assert clerk.get("/", follow_redirects=False).status_code == 200
    admin.post(
        "/people/clerk", data={"token": token_of(admin), "role": "clerk", "departments": ["quality", "receiving"], "may_come": "yes"}
    )
    assert clerk.get("/", follow_redirects=False).status_code == 303
    with made.tally.pipeline.store.begin(reading=True) as work:
        changed = work.users.get("clerk")
    assert changed
    assert [str(queue) for queue in changed.departments] == ["quality", "receiving"]
    page = admin.post("/people/clerk/tokens", data={"token": token_of(admin), "label": "portal"})
    token = re.search(r"tallyclerk_\w+?_[\w-]+", page.text)
    assert token
    assert people.user_of_token(made.tally.pipeline.store, token[0], clock=made.clock)
    admin.post(f"/people/tokens/{token[0].split('_')[1]}/revoke", data={"token": token_of(admin)})
    assert people.user_of_token(made.tally.pipeline.store, token[0], clock=made.clock) is None
    page = admin.post("/people/admin", data={"token": token_of(admin), "role": "clerk", "may_come": "yes"})
    assert page.status_code == 422
    assert "only admin" in page.text


def test_behind_https_the_cookie_is_tied_to_this_host_and_to_https(made: World) -> None:
    app = create_app(made.desk, secret=b"s" * 32, hosts=["127.0.0.1"], secure=True)
    visitor = Visitor(app, base_url="https://127.0.0.1")
    answer = visitor.sign_in("clerk", first_passwords()["clerk"])
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-tallyclerk=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert answer.headers["strict-transport-security"].startswith("max-age=")


def test_a_route_without_a_right_keeps_the_desk_from_opening(made: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ROUTES, ("GET", "/nowhere"), Right.LOOK)
    with pytest.raises(RuntimeError, match="nowhere"):
        create_app(made.desk, secret=b"s" * 32, hosts=["127.0.0.1"])

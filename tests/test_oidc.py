"""Signing in at an identity provider: a real small one on loopback, and every way in which its answer can be false."""

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import uvicorn
from httpx import Response
from playwright.sync_api import sync_playwright

from app import people
from app.doctor import BAD, GOOD, diagnose
from app.elsewhere import elsewhere, link
from app.oidc import values_of
from app.settings import Settings
from domain.decisions import Queue
from domain.errors import UsageError
from domain.people import Role, User
from review.app import create_app
from tests.browser import CHROMIUM, FLAGS, needs_browser
from tests.identity import CLIENT, SECRET, Identity, identity
from tests.visitor import HOST, Visitor, visitor_at
from tests.world import World, first_passwords

ROLES = {"tally-lead": "lead", "tally-clerk": "clerk"}
ANA = {"sub": "7f1c", "preferred_username": "ana", "email": "ana@firm.example", "roles": ["everybody", "tally-clerk"]}


@pytest.fixture
def provider() -> Iterator[Identity]:
    with identity() as here:
        here.who = dict(ANA)
        yield here


def settings_for(made: World, provider: Identity, address: str = HOST, **others: object) -> Settings:
    file = made.tally.settings.data_dir / "client-secret"
    file.write_text(SECRET + "\n")
    oidc = {"issuer": provider.issuer, "client_id": CLIENT, "client_secret_file": file, "roles": ROLES, "label": "Firm AG", **others}
    return Settings.model_validate({"data_dir": made.tally.settings.data_dir, "oidc": oidc, "desk_address": address})


@pytest.fixture
def come(made: World, provider: Identity) -> Callable[..., Visitor]:
    def visitor(*, secure: bool = False, **others: object) -> Visitor:
        way = elsewhere(settings_for(made, provider, **others), made.tally.pipeline.store)
        app = create_app(made.desk, secret=b"s" * 32, hosts=["127.0.0.1"], secure=secure, elsewhere=way)
        return Visitor(app, base_url=HOST.replace("http:", "https:") if secure else HOST)

    return visitor


def to_provider(visitor: Visitor, path: str = "/login/oidc") -> str:
    """Begins a sign-in; returns the address that the provider sends the browser back to."""
    away = visitor.get(path, follow_redirects=False)
    assert away.status_code == 303, away.text
    answer = httpx.get(away.headers["location"])
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


def sign_in(visitor: Visitor, path: str = "/login/oidc") -> Response:
    place = urlsplit(to_provider(visitor, path))
    return visitor.get(f"{place.path}?{place.query}", follow_redirects=False)


def user(made: World, name: str) -> User | None:
    with made.tally.pipeline.store.begin(reading=True) as work:
        return work.users.get(name)


def test_somebody_signs_in_there_and_has_the_role_that_their_claim_is_mapped_to(
    made: World, provider: Identity, come: Callable[..., Visitor]
) -> None:
    visitor = come()
    page = visitor.get("/login?next=/documents").text
    assert 'href="/login/oidc?next=/documents"' in page
    assert "Sign in with Firm AG" in page
    answer = sign_in(visitor, "/login/oidc?next=/documents")
    assert answer.status_code == 200
    assert 'content="0;url=/documents"' in answer.text
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    assert visitor.get("/documents", follow_redirects=False).status_code == 200
    found = user(made, "ana")
    assert found
    assert (found.role, found.subject, found.email) == (Role.CLERK, f"{provider.issuer} 7f1c", "ana@firm.example")
    with made.tally.pipeline.store.begin(reading=True) as work:
        assert [each.action for each in work.audit.of_subject("user:ana")] == ["user added", "signed in"]


def test_what_is_asked_has_pkce_state_and_nonce_and_differs_each_time(come: Callable[..., Visitor]) -> None:
    asked = [parse_qs(urlsplit(come().get("/login/oidc", follow_redirects=False).headers["location"]).query) for _ in range(2)]
    assert asked[0]["code_challenge_method"] == ["S256"]
    assert asked[0]["redirect_uri"] == [f"{HOST}/login/oidc/callback"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[0][name][0]) >= 43
        assert asked[0][name] != asked[1][name]


def test_the_role_follows_the_claim_at_each_sign_in_and_the_first_that_fits_counts(
    made: World, provider: Identity, come: Callable[..., Visitor]
) -> None:
    earlier = come()
    sign_in(earlier)
    people.change_user(made.tally.pipeline.store, "ana", by="admin", departments=[Queue.QUALITY])
    sign_in(earlier)
    assert (found := user(made, "ana"))
    assert found.departments == [Queue.QUALITY]
    provider.who = {**ANA, "preferred_username": "renamed", "roles": ["tally-clerk", "tally-lead"]}
    sign_in(come())
    found = user(made, "ana")
    assert found
    assert (found.role, found.departments) == (Role.LEAD, [])
    assert user(made, "renamed") is None
    assert earlier.get("/documents", follow_redirects=False).status_code == 303


def test_roles_may_be_in_an_object_or_be_told_only_beside_the_token(provider: Identity, come: Callable[..., Visitor], made: World) -> None:
    provider.who = {**ANA, "roles": None, "realm_access": {"roles": ["tally-lead"]}}
    assert sign_in(come(role_claim="realm_access.roles")).status_code == 200
    assert (found := user(made, "ana"))
    assert found.role is Role.LEAD
    provider.who = {"sub": "bo", "preferred_username": "bo"}
    provider.in_userinfo = {"groups": ["tally-clerk"]}
    assert sign_in(come(role_claim="groups")).status_code == 200
    assert (found := user(made, "bo"))
    assert found.role is Role.CLERK


def test_what_is_told_beside_the_token_of_somebody_else_counts_for_nothing(provider: Identity, come: Callable[..., Visitor]) -> None:
    provider.who = {**ANA, "roles": None}
    provider.in_userinfo = {"sub": "another", "roles": ["tally-lead"]}
    assert sign_in(come()).status_code == 401


@pytest.mark.parametrize("roles", [None, [], ["everybody"], "TALLY-LEAD", {"tally-lead": True}, [1], "tally-lead2"])
def test_whoever_has_no_role_here_does_not_come_in(made: World, provider: Identity, come: Callable[..., Visitor], roles: object) -> None:
    provider.who = {**ANA, "roles": roles}
    answer = sign_in(come())
    assert answer.status_code == 401
    assert "no role at this desk" in answer.text
    assert user(made, "ana") is None


def test_whoever_may_not_come_in_here_does_not_whatever_the_provider_says(made: World, come: Callable[..., Visitor]) -> None:
    visitor = come()
    sign_in(visitor)
    people.change_user(made.tally.pipeline.store, "ana", by="admin", disabled=True)
    assert "You may not come in any more" in sign_in(visitor).text
    assert visitor.get("/documents", follow_redirects=False).status_code == 303


def test_nobody_takes_over_a_user_of_that_name_until_an_admin_links_them(
    made: World, provider: Identity, come: Callable[..., Visitor], caplog: pytest.LogCaptureFixture
) -> None:
    provider.who = {**ANA, "preferred_username": "admin", "roles": ["tally-lead"]}
    answer = sign_in(come())
    assert answer.status_code == 401
    assert "another user admin" in answer.text
    assert "7f1c" in caplog.text
    store, settings = made.tally.pipeline.store, settings_for(made, provider)
    provider.who = {**ANA, "preferred_username": "clerk"}
    link(store, settings.oidc, "clerk", "7f1c", by="test")
    visitor = come()
    assert sign_in(visitor).status_code == 200
    stranger = Visitor(visitor.app, base_url=HOST)
    assert stranger.sign_in("clerk", first_passwords()["clerk"]).status_code == 401
    with pytest.raises(UsageError, match="identity provider"):
        people.reset_password(store, "clerk", by="admin")
    with pytest.raises(UsageError, match="clerk already"):
        link(store, settings.oidc, "lead", "7f1c", by="test")


def claims(**changed: object) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda told: {name: value for name, value in {**told, **changed}.items() if value is not None}


@pytest.mark.parametrize(
    "changed",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another-client"},
        {"aud": None},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"aud": [CLIENT, "another-client"]},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"iat": 99_999_999_999},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"at_hash": "anotherTokensHash"},
    ],
    ids=str,
)
def test_a_token_for_another_sign_in_client_or_time_lets_nobody_in(
    made: World, provider: Identity, come: Callable[..., Visitor], changed: dict[str, object]
) -> None:
    provider.spoil = claims(**changed)
    answer = sign_in(come())
    assert answer.status_code == 401
    assert "could not be proved" in answer.text
    assert user(made, "ana") is None


def test_a_token_that_another_key_signed_lets_nobody_in_and_new_keys_of_the_provider_do(
    provider: Identity, come: Callable[..., Visitor]
) -> None:
    visitor = come()
    assert sign_in(visitor).status_code == 200
    provider.signs_with_a_key_that_it_does_not_show()
    assert "could not be proved" in sign_in(visitor).text
    provider.header = {"kid": "first"}
    assert "could not be proved" in sign_in(visitor).text
    provider.header = {}
    provider.changes_keys()
    assert sign_in(visitor).status_code == 200


def test_an_answer_counts_once_in_the_browser_that_asked_and_soon(come: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = come()
    place = urlsplit(to_provider(visitor))
    back = f"{place.path}?{place.query}"
    other = Visitor(visitor.app, base_url=HOST)
    assert "in another browser" in other.get(back).text
    to_provider(other)
    assert "belongs to another sign-in" in other.get(back).text
    assert visitor.get(back).status_code == 200
    assert visitor.get(back).status_code == 401
    late = urlsplit(to_provider(visitor))
    monkeypatch.setattr("review.elsewhere.BEGUN_SECONDS", -1)
    assert "too long ago" in visitor.get(f"{late.path}?{late.query}").text


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?code=x",
        "?state=x",
        "?error=access_denied&state={state}",
        "?code=made-up&state={state}",
        "?code=x&state={state}&iss=https://evil.example",
    ],
)
def test_an_answer_that_nobody_gave_lets_nobody_in(come: Callable[..., Visitor], query: str) -> None:
    visitor = come()
    state = parse_qs(urlsplit(visitor.get("/login/oidc", follow_redirects=False).headers["location"]).query)["state"][0]
    answer = visitor.get("/login/oidc/callback" + query.format(state=state))
    assert answer.status_code == 401
    assert visitor.get("/documents", follow_redirects=False).status_code == 303


def test_it_leads_nowhere_but_to_pages_of_ours(come: Callable[..., Visitor]) -> None:
    answer = sign_in(come(), "/login/oidc?next=https://evil.example/")
    assert 'content="0;url=/"' in answer.text
    assert "evil" not in answer.text


def test_a_provider_that_is_down_or_broken_or_is_another_is_told_in_a_sentence(
    provider: Identity, come: Callable[..., Visitor], caplog: pytest.LogCaptureFixture
) -> None:
    for others in ({"issuer": "http://127.0.0.1:1"}, {"issuer": provider.issuer + "/"}):
        answer = come(**others).get("/login/oidc")
        assert answer.status_code == 503
        assert "does not work now" in answer.text
    assert "set issuer to exactly that" in caplog.text
    provider.says_of_itself = {"token_endpoint": "http://internal.example/steal"}
    assert come().get("/login/oidc").status_code == 503
    provider.says_of_itself = {}
    visitor = come()
    provider.broken = True
    assert sign_in(visitor).status_code == 401


def test_doctor_says_whether_the_provider_answers_and_is_the_one_of_the_settings(made: World, provider: Identity) -> None:
    found = {each.part: each for each in diagnose(settings_for(made, provider))}["Identity provider"]
    assert (found.verdict, found.found) == (GOOD, f"{provider.issuer} answers")
    for others, said in (
        ({"issuer": provider.issuer + "/"}, "set issuer to exactly that"),
        ({"client_secret_file": "nowhere"}, "cannot be read"),
    ):
        found = {each.part: each for each in diagnose(settings_for(made, provider, **others))}["Identity provider"]
        assert (found.verdict, said in found.remedy) == (BAD, True)


def test_a_wrong_client_secret_is_said_in_the_log_without_it(
    made: World, provider: Identity, come: Callable[..., Visitor], caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong-secret"
    wrong.write_text("not the secret at all")
    with caplog.at_level(logging.DEBUG):
        assert sign_in(come(client_secret_file=wrong)).status_code == 401
        assert sign_in(come()).status_code == 200
    assert "invalid_client" in caplog.text
    for secret in ("not the secret at all", SECRET):
        assert secret not in caplog.text
        assert secret.encode() not in made.tally.settings.data_dir.joinpath("tallyclerk.db").read_bytes()
        assert secret not in settings_for(made, provider).model_dump_json()


def test_passwords_of_our_own_may_be_turned_off(come: Callable[..., Visitor]) -> None:
    both = come()
    assert both.sign_in("clerk", first_passwords()["clerk"]).status_code == 303
    only = come(local_login=False)
    page = only.get("/login").text
    assert 'name="password"' not in page
    token = both.token()
    only.get("/login")
    answer = only.post("/login", data={"name": "clerk", "password": first_passwords()["clerk"], "token": token})
    assert answer.status_code == 403
    assert sign_in(only).status_code == 200


def test_behind_https_the_cookie_of_a_sign_in_is_tied_to_it(come: Callable[..., Visitor]) -> None:
    cookie = come(secure=True).get("/login/oidc", follow_redirects=False).headers["set-cookie"]
    assert cookie.startswith("__Host-tallyclerk-away=")
    for word in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"):
        assert word in cookie


@needs_browser
def test_in_a_real_browser_the_way_there_and_back_ends_at_the_desk(made: World, provider: Identity) -> None:
    """The cookies of a stay are not sent on the way back from another site; only a browser shows that the stay begins all the same."""
    with socket.create_server(("127.0.0.1", 0)) as listening, sync_playwright() as playwright:
        # The provider is another site than the desk: `localhost` and `127.0.0.1` are two to a browser.
        address = f"http://localhost:{listening.getsockname()[1]}"
        way = elsewhere(settings_for(made, provider, address), made.tally.pipeline.store)
        app = create_app(made.desk, secret=b"s" * 32, hosts=["localhost"], elsewhere=way)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            page = browser.new_page()
            page.goto(f"{address}/documents")
            page.click("text=Sign in with Firm AG")
            page.wait_for_url(f"{address}/documents")
            assert page.inner_text("header .who a").endswith("ana")
        finally:
            browser.close()
            server.should_exit = True
            thread.join(10)


def test_without_a_provider_there_is_no_such_way_in(made: World) -> None:
    visitor = visitor_at(made)
    assert visitor.get("/login/oidc").status_code == 404
    assert visitor.get("/login/oidc/callback?code=x&state=y").status_code == 404
    assert "/login/oidc" not in visitor.get("/login").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "http://login.firm.example"},
        {"issuer": "https://user:password@login.firm.example"},
        {"roles": {}},
        {"roles": {"x": "emperor"}},
        {"scopes": ["profile"]},
        {"client_secret_variable": "BOTH"},
        {"client_secret": "in the settings"},
    ],
    ids=str,
)
def test_settings_that_cannot_work_or_tell_a_secret_are_refused(made: World, provider: Identity, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="oidc"):
        settings_for(made, provider, **wrong)


def test_a_claims_own_name_may_have_dots() -> None:
    told = {"https://firm.example/roles": ["a"], "realm_access": {"roles": ["b"]}, "one": "c", "odd": {"x": 1}}
    assert values_of(told, "https://firm.example/roles") == ["a"]
    assert values_of(told, "realm_access.roles") == ["b"]
    assert values_of(told, "one") == ["c"]
    assert values_of(told, "odd.x") == values_of(told, "odd") == values_of(told, "none.at.all") == []

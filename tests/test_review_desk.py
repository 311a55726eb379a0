"""The review desk over HTTP: who may come in, what they see, and what their decisions do."""

import re
import sqlite3
from datetime import timedelta
from decimal import Decimal

import pytest

from app.people import FREE_ATTEMPTS, make_first_users
from domain.arrivals import DocumentState
from domain.people import Role, User
from domain.ports import Store
from review.app import create_app
from review.rights import ROUTES
from review.security import IDLE, LONGEST, Sessions
from tests.visitor import HOST, Visitor, visitor_at
from tests.world import PNG, World, change_order, confirmation, first_passwords

NASTY = """"><script>alert(1)</script>'<img src=x onerror=alert(2)>{{7*7}}"""


@pytest.fixture
def passwords() -> dict[str, str]:
    return first_passwords()


@pytest.fixture
def stranger(made: World) -> Visitor:
    return visitor_at(made)


@pytest.fixture
def clerk(stranger: Visitor, passwords: dict[str, str]) -> Visitor:
    assert stranger.sign_in("clerk", passwords["clerk"]).status_code == 303
    return stranger


@pytest.fixture
def lead(clerk: Visitor, passwords: dict[str, str]) -> Visitor:
    visitor = Visitor(clerk.app, base_url=HOST)
    assert visitor.sign_in("lead", passwords["lead"]).status_code == 303
    return visitor


def test_the_first_start_makes_users_once_whose_passwords_are_kept_nowhere(store: Store) -> None:
    passwords = make_first_users(store)
    assert set(passwords) == {"clerk", "inspector", "lead", "admin"}
    assert make_first_users(store) == {}
    with store.begin() as work:
        kept = work.users.get("clerk")
    assert kept is not None
    assert kept.password_hash.startswith("$argon2id$")
    assert passwords["clerk"] not in kept.model_dump_json()


def test_nobody_sees_or_does_anything_without_signing_in(stranger: Visitor, made: World) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    places = {"{document_id}": document_id, "{number}": "1", "{case_id}": "1", "{name}": "clerk", "{token_id}": "1"}
    open_to_all = {("GET", "/health"), ("GET", "/login"), ("POST", "/login"), ("GET", "/login/oidc"), ("GET", "/login/oidc/callback")}
    for method, template in ROUTES.keys() - open_to_all:
        path = template
        for name, value in places.items():
            path = path.replace(name, value)
        answer = stranger.request(method, path, data={"token": "x", "version": "0"} if method == "POST" else None, follow_redirects=False)
        assert answer.status_code == (303 if method == "GET" else 401), f"{method} {path}"
        assert "2.60" not in answer.text
    assert stranger.get("/openapi.json").status_code == 404
    assert stranger.get("/docs").status_code == 404


def test_a_wrong_password_and_an_unknown_name_are_told_alike(stranger: Visitor, passwords: dict[str, str]) -> None:
    wrong, unknown = stranger.sign_in("clerk", "x"), stranger.sign_in("nobody", "x")
    assert wrong.status_code == unknown.status_code == 401
    assert "do not fit" in wrong.text
    assert "do not fit" in unknown.text


def test_too_many_wrong_passwords_close_the_door_for_a_while(stranger: Visitor, passwords: dict[str, str]) -> None:
    for _ in range(FREE_ATTEMPTS):
        stranger.sign_in("clerk", "wrong")
    answer = stranger.sign_in("clerk", passwords["clerk"])
    assert answer.status_code == 401
    assert "try again in a minute" in answer.text
    assert stranger.sign_in("lead", passwords["lead"]).status_code == 303


def test_the_cookie_is_kept_from_scripts_and_other_sites_and_renewed_at_the_sign_in(stranger: Visitor, passwords: dict[str, str]) -> None:
    before = stranger.get("/login").cookies["tallyclerk_session"]
    answer = stranger.sign_in("clerk", passwords["clerk"])
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert answer.cookies["tallyclerk_session"] != before


def test_signing_out_makes_the_old_cookie_worthless(clerk: Visitor) -> None:
    old = clerk.cookies["tallyclerk_session"]
    assert clerk.submit("/logout").status_code == 303
    clerk.cookies.set("tallyclerk_session", old, domain="127.0.0.1")
    assert clerk.get("/", follow_redirects=False).status_code == 303


def test_a_forged_cookie_is_nobody(stranger: Visitor) -> None:
    stranger.cookies.set("tallyclerk_session", "x" * 43 + ".abc", domain="127.0.0.1")
    assert stranger.get("/", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("forged", [{"token": "wrong"}, {"token": ""}])
def test_a_form_without_our_token_is_refused(clerk: Visitor, made: World, forged: dict[str, str]) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    case = made.case_id(document_id)
    for path in (f"/cases/{case}/approve", f"/cases/{case}/reject", f"/cases/{case}/correct", f"/cases/{case}/claim", "/logout"):
        answer = clerk.post(path, data={**forged, "version": "0", "reason": "x", "path": "x", "value": "x"}, follow_redirects=False)
        assert answer.status_code in (403, 422), path
    assert made.state(document_id) is DocumentState.IN_REVIEW


def test_a_form_from_another_site_is_refused_even_with_the_token(clerk: Visitor, made: World) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    data = {"token": clerk.token(), "version": clerk.version(document_id)}
    answer = clerk.post(f"/cases/{made.case_id(document_id)}/approve", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_another_host_name_is_refused(stranger: Visitor) -> None:
    assert stranger.get("/login", headers={"host": "evil.example"}).status_code == 400


def test_every_answer_forbids_foreign_and_inline_content(clerk: Visitor, made: World) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    for path in ("/", "/documents", f"/documents/{document_id}", "/login", "/nothing", "/static/desk.css"):
        answer = clerk.get(path)
        assert "default-src 'none'" in answer.headers["content-security-policy"], path
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        for inline in ("<style", " style=", " onclick", "<script>", "javascript:"):
            assert inline not in answer.text, path
        assert not re.search(r"""(?:src|href)="(?:https?:)?//""", answer.text), path


def test_whatever_a_paper_says_is_shown_as_text(clerk: Visitor, made: World) -> None:
    record = made.put_through(confirmation(NASTY, price="2.60", name=NASTY), "<b>x & 'y'.pdf")
    case = made.case_id(record.document_id)
    version = clerk.version(record.document_id)
    assert clerk.submit(f"/cases/{case}/correct", version=version, path="customer_number", value=NASTY).status_code == 303
    for path in ("/", "/documents", f"/documents/{record.document_id}"):
        text = clerk.get(path).text
        assert "<b>x" not in text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "7*7" in text or path != f"/documents/{record.document_id}"
    answer = clerk.submit(f"/cases/{case}/correct", version=clerk.version(record.document_id), path=NASTY, value="1")
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


def test_the_original_is_only_ever_a_download(clerk: Visitor, made: World) -> None:
    document_id = made.put_through(confirmation(), 'Bestätigung "4".pdf').document_id
    answer = clerk.get(f"/documents/{document_id}/original")
    assert answer.content == made.tally.pipeline.archive.get(document_id)
    assert answer.headers["content-disposition"].startswith('attachment; filename="Best_tigung__4_.pdf"')
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-security-policy"].startswith("sandbox")


def test_a_page_is_shown_as_a_picture(clerk: Visitor, made: World) -> None:
    document_id = made.put_through(confirmation()).document_id
    answer = clerk.get(f"/documents/{document_id}/pages/1")
    assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
    assert clerk.get(f"/documents/{document_id}/pages/2").status_code == 404
    assert clerk.get(f"/documents/{document_id}/pages/0").status_code == 404
    assert clerk.get("/documents/sha256:00/pages/1").status_code == 404


def test_the_case_page_shows_paper_and_order_side_by_side_with_the_place_of_each_value(clerk: Visitor, made: World) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    text = clerk.get(f"/documents/{document_id}").text
    assert "+4.0 %" in text
    assert "2.60 is 4.0 % more than the ordered 2.50: 25.00 EUR more for 250 pcs." in re.sub(r'<span class="code">|</span>', "", text)
    assert 'viewBox="0 0 595.0 842.0"' in text
    assert re.search(r'<rect data-path="lines\[0\].unit_price" class="sure" x="98.5" y="\d+\.0" width="63.0" height="12.0">', text)
    assert "order line 10" in text


def test_two_people_approve_an_error_and_it_is_posted_once(clerk: Visitor, lead: Visitor, made: World) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    case = made.case_id(document_id)
    stale = clerk.version(document_id)
    assert clerk.submit(f"/cases/{case}/approve", version=stale).headers["location"].endswith("said=agreed")
    assert clerk.submit(f"/cases/{case}/approve", version=clerk.version(document_id)).status_code == 422
    assert made.state(document_id) is DocumentState.IN_REVIEW
    assert lead.submit(f"/cases/{case}/approve", version=stale).status_code == 409
    assert lead.submit(f"/cases/{case}/approve", version=lead.version(document_id), note="by phone").status_code == 303
    assert lead.submit(f"/cases/{case}/approve", version=stale).status_code == 409
    assert made.tally.pipeline.deliver() == []  # for two minutes it can be taken back
    made.clock.go_on(minutes=2)
    made.tally.pipeline.deliver()
    assert made.state(document_id) is DocumentState.POSTED
    assert made.confirmed() == 1
    assert "by phone" in lead.get(f"/documents/{document_id}/story").text


def test_what_the_erp_would_refuse_is_said_where_the_button_is_and_nobody_can_approve_it(clerk: Visitor, made: World) -> None:
    change_order(made, unit="MTR")
    document_id = made.put_through(confirmation(price="2.60")).document_id
    case, page = made.case_id(document_id), clerk.get(f"/documents/{document_id}").text
    said = "Line 10 is ordered in MTR, not in C62."
    assert said in page
    assert "return the paper to the supplier" in page
    assert 'data-key="a" disabled aria-describedby="cannot-post"' in page
    refused = clerk.submit(f"/cases/{case}/approve", version=clerk.version(document_id))
    assert (refused.status_code, said in refused.text) == (422, True)
    assert made.state(document_id) is DocumentState.IN_REVIEW
    values = {"version": clerk.version(document_id), "path": "lines[0].unit", "value": "MTR"}
    assert clerk.submit(f"/cases/{case}/correct", **values).status_code == 303
    assert "cannot-post" not in clerk.get(f"/documents/{document_id}").text


def test_a_correction_is_checked_again_and_the_paper_stays_with_the_person(clerk: Visitor, made: World) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    case = made.case_id(document_id)
    values = {"version": clerk.version(document_id), "path": "lines[0].unit_price", "value": "2.50"}
    assert clerk.submit(f"/cases/{case}/correct", **values).status_code == 303
    record = made.record(document_id)
    assert record.state is DocumentState.IN_REVIEW
    assert record.reading is not None
    corrected = record.reading.leaf("lines[0].unit_price")
    assert corrected is not None
    assert (corrected.value, corrected.source) == ("2.50", "clerk")
    assert "price_variance" not in [finding.code for finding in record.findings]
    assert made.case_id(document_id) == case
    assert clerk.submit(f"/cases/{case}/correct", **values).status_code == 409


@pytest.mark.parametrize(
    ("path", "value"), [("lines[0].unit_price", "about two"), ("document_date", "7.8.2026"), ("lines[7].quantity", "1")]
)
def test_a_correction_that_makes_no_sense_is_refused_in_a_sentence(clerk: Visitor, made: World, path: str, value: str) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    answer = clerk.submit(f"/cases/{made.case_id(document_id)}/correct", version=clerk.version(document_id), path=path, value=value)
    assert answer.status_code == 422
    assert "Traceback" not in answer.text
    assert made.record(document_id).reading == confirmation(price="2.60")


def test_a_rejection_needs_a_reason_and_keeps_it(clerk: Visitor, made: World) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    case = made.case_id(document_id)
    assert clerk.submit(f"/cases/{case}/reject", version=clerk.version(document_id), reason="  ").status_code == 422
    assert clerk.submit(f"/cases/{case}/reject", version=clerk.version(document_id), reason="Wrong customer").status_code == 303
    record = made.record(document_id)
    assert (record.state, record.error) == (DocumentState.REJECTED, "Wrong customer")
    assert "Wrong customer" in clerk.get("/documents").text


def test_an_approval_of_findings_that_are_no_longer_true_is_refused_and_checked_anew(clerk: Visitor, made: World) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    version = clerk.version(document_id)
    change_order(made, unit_price=Decimal("1.00"))
    answer = clerk.submit(f"/cases/{made.case_id(document_id)}/approve", version=version)
    assert answer.status_code == 409
    assert "look at what differs now" in answer.text
    assert "ordered 1.00" in made.record(document_id).findings[0].message


def test_somebody_elses_case_is_left_alone(clerk: Visitor, lead: Visitor, made: World) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    case = made.case_id(document_id)
    assert lead.submit(f"/cases/{case}/claim").status_code == 303
    assert "lead" in clerk.get("/").text
    assert clerk.submit(f"/cases/{case}/approve", version=clerk.version(document_id)).status_code == 409
    made.clock.go_on(minutes=16)
    assert clerk.submit(f"/cases/{case}/approve", version=clerk.version(document_id)).status_code == 303


def test_a_person_who_may_only_look_cannot_decide(clerk: Visitor, made: World, passwords: dict[str, str]) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    with made.tally.pipeline.store.begin() as work:
        known = work.users.get("clerk")
        assert known is not None
        auditor = User(name="auditor", role=Role.AUDITOR, password_hash=known.password_hash)
        work.users.save(auditor, by="test", action="user added")
    viewer = Visitor(clerk.app, base_url=HOST)
    assert viewer.sign_in("auditor", passwords["clerk"]).status_code == 303
    page = viewer.get(f"/documents/{document_id}")
    assert page.status_code == 200
    assert "/approve" not in page.text
    for action in ("approve", "reject", "correct", "claim"):
        answer = viewer.submit(f"/cases/{made.case_id(document_id)}/{action}", version=1, reason="x", path="x", value="x")
        assert answer.status_code == 403, action
    assert made.state(document_id) is DocumentState.IN_REVIEW


def test_a_document_on_which_the_program_failed_can_be_tried_again(clerk: Visitor, made: World) -> None:
    made.reader.fails = [RuntimeError("out of luck")]
    record = made.put_through(confirmation())
    assert record.state is DocumentState.FAILED
    assert "program failed" in clerk.get("/").text
    assert clerk.submit(f"/documents/{record.document_id}/again").status_code == 303
    assert made.state(record.document_id) is DocumentState.POSTING
    assert clerk.submit(f"/documents/{record.document_id}/again").status_code == 409


def test_the_queue_can_be_looked_at_by_department(clerk: Visitor, made: World, passwords: dict[str, str]) -> None:
    made.put_through(confirmation(price="2.60"), "dear.pdf")
    assert "dear.pdf" in clerk.get("/?view=purchasing").text
    assert "dear.pdf" not in clerk.get("/?view=quality").text
    assert clerk.get("/?view=kitchen").status_code == 422
    made.clock.go_on(days=3)
    clerk.sign_in("clerk", passwords["clerk"])
    assert "overdue by 2 days" in clerk.get("/").text


def test_a_fault_of_the_program_is_said_without_its_insides(made: World, passwords: dict[str, str]) -> None:
    class Broken:
        def read(self, content: bytes, name: str) -> object:
            return made.reader.read(content, name)

        def render(self, content: bytes, name: str, page: int, turn: int) -> bytes:  # noqa: ARG002 - the port has it
            raise RuntimeError("secret insides")

    document_id = made.put_through(confirmation()).document_id
    desk = made.desk
    object.__setattr__(desk.pipeline, "reader", Broken())
    visitor = Visitor(create_app(desk, secret=b"s" * 32, hosts=["127.0.0.1"]), base_url=HOST, raise_server_exceptions=False)
    visitor.sign_in("clerk", passwords["clerk"])
    answer = visitor.get(f"/documents/{document_id}/pages/1")
    assert answer.status_code == 500
    assert "secret insides" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/documents/../login", "/\\evil", "javascript:alert(1)"])
def test_after_the_sign_in_one_lands_only_on_our_own_pages(stranger: Visitor, passwords: dict[str, str], path: str) -> None:
    data = {"name": "clerk", "password": passwords["clerk"], "token": stranger.token("/login"), "next": path}
    assert stranger.post("/login", data=data, follow_redirects=False).headers["location"] == "/"


def test_a_stay_ends_when_idle_too_long_or_signed_out_and_outlives_a_restart(made: World) -> None:
    store, clock = made.tally.pipeline.store, made.clock
    sessions = Sessions(b"k" * 32, store, clock)
    with store.begin(reading=True) as work:
        clerk = work.users.get("clerk")
    started = clock()
    cookie = sessions.cookie(sessions.start(clerk))
    while clock() - started < LONGEST - IDLE:
        clock.now += IDLE - timedelta(seconds=1)
        found = Sessions(b"k" * 32, store, clock).find(cookie)
        assert found
        assert found.user == clerk
    clock.now += IDLE - timedelta(seconds=1)
    sessions.find(cookie)
    clock.now += IDLE - timedelta(seconds=1)
    late = sessions.find(cookie)
    assert late
    assert late.user is None
    assert Sessions(b"other" * 8, store, clock).find(cookie) is None


def test_strangers_leave_nothing_in_the_store(stranger: Visitor, made: World) -> None:
    for _ in range(5):
        stranger.cookies.clear()
        stranger.get("/login")
    with sqlite3.connect(made.tally.settings.data_dir / "tallyclerk.db") as database:
        assert database.execute("SELECT count(*) FROM visits").fetchone() == (0,)

"""Webhooks against a real receiver: what is told, signed how, tried how often, and what is never done."""

import base64
import json
import logging
import socket
from collections.abc import Iterator, Sequence
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from app.bootstrap import utc_now
from app.cli import main
from app.outward import Outward, way_out
from app.settings import Settings
from domain.arrivals import DocumentState
from domain.cases import ReasonCode
from domain.errors import UsageError
from domain.outward import Delivery, DeliveryState, EventType, Via
from domain.people import Role, User
from route.outward import MOST_ATTEMPTS, WAITS
from route.senders.guarded import forbidden
from route.senders.webhook import Hook, WebhookSender, key_of, wrong_address
from tests.receiver import Receiver, receiver
from tests.world import World, confirmation

SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
LOOPBACK = (ip_network("127.0.0.0/8"),)
CLERK = User(name="clerk", role=Role.CLERK)


@pytest.fixture
def portal() -> Iterator[Receiver]:
    with receiver() as here:
        yield here


def out(
    made: World, *portals: Receiver, events: Sequence[EventType] = tuple(EventType), attempts: int = MOST_ATTEMPTS, timeout: float = 10
) -> Outward:
    """The way out of that world, to those receivers. What is signed is signed at the real time, which receivers hold it against."""
    hooks = {f"portal{number}": Hook(each.url, lambda: SECRET, LOOPBACK) for number, each in enumerate(portals)}
    sender = WebhookSender(hooks, utc_now, timeout)
    receivers = {name: frozenset(events) for name in hooks}
    base = made.tally.outward
    return replace(base, receivers=receivers, senders={Via.WEBHOOK: sender}, most_attempts=attempts)


def told(portal: Receiver) -> list[str]:
    return [json.loads(body)["type"] for _, body in portal.came]


def in_state(made: World, state: DeliveryState) -> Sequence[Delivery]:
    with made.tally.pipeline.store.begin(reading=True) as work:
        return work.deliveries.in_state(state)


def test_each_outcome_is_told_once_in_its_order_with_what_tells_the_paper(made: World, portal: Receiver) -> None:
    posted = made.put_through(confirmation("AB-1"), "good.pdf")
    reviewed = made.put_through(confirmation("AB-2", sure=0.6), "doubtful.pdf")
    rejected = made.put_through(None, "unreadable.pdf")
    way = out(made, portal)
    way.send_round()
    way.send_round()
    assert sorted(told(portal)) == ["document.in_review", "document.posted", "document.rejected"]
    assert len(set(portal.ids)) == 3
    bodies = {json.loads(body)["data"]["name"]: json.loads(body) for _, body in portal.came}
    assert bodies["good.pdf"]["data"] == {
        "document_id": posted.document_id,
        "name": "good.pdf",
        "state": "posted",
        "version": posted.version,
        "kind": "order_confirmation",
        "supplier_id": "S1",
        "order_number": "4500000001",
        "document_number": "AB-1",
        "reasons": [],
        "decided": None,
    }
    assert bodies["doubtful.pdf"]["data"]["document_id"] == reviewed.document_id
    assert bodies["doubtful.pdf"]["data"]["reasons"]
    assert bodies["unreadable.pdf"]["data"]["reasons"] == [rejected.error]


def test_a_return_is_told_as_one_and_not_as_a_rejection_and_taking_it_back_is_told_too(made: World, portal: Receiver) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    case = made.desk.case(made.case_id(document_id))
    made.desk.return_to_supplier(case.case_id, CLERK, version=case.version, message="Please correct it.", code=ReasonCode.NOT_ACCEPTED)
    out(made, portal).send_round()
    assert told(portal) == ["document.in_review", "document.returned"]
    made.desk.undo(case.case_id, CLERK)
    out(made, portal).send_round()
    assert told(portal) == ["document.in_review", "document.returned", "document.in_review"]
    decided = [json.loads(body)["data"]["decided"] for _, body in portal.came]
    assert decided == [None, {"as": "returned", "at": made.clock().isoformat(), "reason_codes": ["not_accepted"]}, None]


def test_a_posting_tells_why_those_who_agreed_did_and_no_names(made: World, portal: Receiver) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    case_id = made.case_id(document_id)
    for name, code in (("clerk", ReasonCode.AGREED_WITH_SUPPLIER), ("lead", ReasonCode.WITHIN_PRACTICE)):
        user = User(name=name, role=Role(name))
        made.desk.approve(case_id, user, version=made.desk.case(case_id).version, note="A secret word.", reason=code)
    made.clock.go_on(minutes=3)
    made.tally.pipeline.deliver()
    out(made, portal).send_round()
    assert told(portal) == ["document.in_review", "document.posted"]
    data = json.loads(portal.came[-1][1])["data"]
    assert (data["decided"]["as"], data["decided"]["reason_codes"]) == ("approved", ["agreed_with_supplier", "within_practice"])
    assert "secret" not in str(data)
    assert "clerk" not in str(data)


def test_a_correction_after_which_the_paper_waits_as_before_is_not_told_again(made: World, portal: Receiver) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    case = made.desk.case(made.case_id(document_id))
    made.desk.correct(case.case_id, CLERK, version=case.version, path="lines[0].unit_price", value="2.55")
    assert made.state(document_id) is DocumentState.IN_REVIEW
    out(made, portal).send_round()
    assert told(portal) == ["document.in_review"]


def test_an_outcome_that_is_rolled_back_is_never_told(made: World, portal: Receiver) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    out(made, portal).send_round()

    def reject_and_fail() -> None:
        with made.tally.pipeline.store.begin() as work:
            work.documents.advance(document_id, expect=[DocumentState.IN_REVIEW], to=DocumentState.REJECTED, by="clerk")
            raise RuntimeError("the disk")

    with pytest.raises(RuntimeError, match="the disk"):
        reject_and_fail()
    out(made, portal).send_round()
    assert told(portal) == ["document.in_review"]


def test_the_specifications_own_package_accepts_the_signature_and_refuses_a_changed_body(made: World, portal: Receiver) -> None:
    made.put_through(confirmation("AB-1"), "Bestätigung “ä”.pdf")
    out(made, portal).send_round()
    headers, body = portal.came[0]
    assert Webhook(SECRET).verify(body, headers)["data"]["name"] == "Bestätigung “ä”.pdf"
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body.replace(b"posted", b"failed"), headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body, {**headers, "webhook-id": "evt_other"})


@pytest.mark.parametrize("answer", [500, 404, 302, None])
def test_what_was_not_taken_comes_again_later_with_the_same_id_and_body(made: World, portal: Receiver, answer: int | None) -> None:
    made.put_through(confirmation("AB-1"))
    way = out(made, portal, timeout=10 if answer else 0.5)
    portal.answers = [answer]
    assert [each.state for each in way.send_round()] == [DeliveryState.WAITING]
    assert way.send_round() == []
    made.clock.go_on(seconds=6)
    assert [each.state for each in way.send_round()] == [DeliveryState.DELIVERED]
    assert len(portal.came) == 2
    assert len(set(portal.ids)) == 1
    assert portal.came[0][1] == portal.came[1][1]
    assert way.send_round() == []


def test_after_the_last_attempt_it_is_dead_until_an_operator_sends_it_again(
    made: World, portal: Receiver, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made.put_through(confirmation("AB-1"))
    way = out(made, portal)
    portal.answers = [503] * MOST_ATTEMPTS
    for wait in [*WAITS, WAITS[-1]]:
        way.send_round()
        made.clock.go_on(seconds=wait.total_seconds() * 1.11)
    assert len(portal.came) == MOST_ATTEMPTS
    dead = in_state(made, DeliveryState.DEAD)
    assert [(each.attempts, each.error) for each in dead] == [(MOST_ATTEMPTS, "The receiver answered 503: no success.")]
    assert way.send_round() == []
    monkeypatch.setenv("TALLYCLERK_DATA_DIR", str(made.tally.settings.data_dir))
    assert main(["messages", "list"]) == 0
    assert "503" in capsys.readouterr().out
    assert main(["messages", "again", dead[0].message_id]) == 0
    made.clock.now = utc_now()  # the command works by the clock of the machine
    assert [each.state for each in way.send_round()] == [DeliveryState.DELIVERED]
    assert len(set(portal.ids)) == 1
    with made.tally.pipeline.store.begin(reading=True) as work:
        assert [entry.action for entry in work.audit.of_subject("deliveries")] == ["deliveries sent again"]
        assert work.audit.first_broken() is None


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.9",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "2002:0a00:0001::",
        "64:ff9b::a00:1",
    ],
)
def test_no_address_inside_the_house_is_called_unless_the_settings_name_its_network(address: str) -> None:
    assert forbidden(address, ())
    assert forbidden(address, [ip_network("10.99.0.0/16")])
    assert not forbidden("93.184.216.34", ())
    assert not forbidden("2606:2800:220:1::1", ())


def test_a_name_that_leads_inside_is_not_called_and_one_whose_network_is_named_is(
    made: World, portal: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever runs the receiver's name server may point the name at a machine of ours, at any time."""
    made.put_through(confirmation("AB-1"))
    port = int(portal.url.split(":")[2].split("/")[0])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))])
    url = f"http://portal.firm.example:{port}/hook"
    way = out(made, portal)
    outside = replace(way, senders={Via.WEBHOOK: WebhookSender({"portal0": Hook(url, lambda: SECRET)}, utc_now)})
    tried = outside.send_round()
    assert [each.state for each in tried] == [DeliveryState.WAITING]
    assert "portal.firm.example is an address inside the house; 'networks' says which" in str(tried[0].error)
    assert portal.came == []
    made.clock.go_on(seconds=6)
    inside = replace(way, senders={Via.WEBHOOK: WebhookSender({"portal0": Hook(url, lambda: SECRET, LOOPBACK)}, utc_now)})
    assert [each.state for each in inside.send_round()] == [DeliveryState.DELIVERED]
    assert portal.came[0][0]["host"] == f"portal.firm.example:{port}"


def test_a_redirect_to_a_machine_of_ours_is_not_followed(made: World, portal: Receiver) -> None:
    made.put_through(confirmation("AB-1"))
    portal.answers = [307]
    tried = out(made, portal).send_round()
    assert [(each.state, each.error) for each in tried] == [
        (DeliveryState.WAITING, "The receiver answered 307: a redirect, which is not followed.")
    ]
    assert len(portal.came) == 1


def test_a_receiver_that_drips_is_given_up_when_its_time_is_over(made: World, portal: Receiver) -> None:
    made.put_through(confirmation("AB-1"))
    portal.drips = True
    tried = out(made, portal, timeout=0.5).send_round()
    assert [(each.state, each.error) for each in tried] == [(DeliveryState.WAITING, "The receiver did not answer within 0.5 seconds.")]


def test_over_https_the_certificate_has_to_be_proved_and_be_the_name_s(made: World, tmp_path: Path) -> None:
    made.put_through(confirmation("AB-1"))
    with receiver(tmp_path) as portal:
        way = out(made, portal)

        def trying(url: str, ca_file: str | None) -> Delivery:
            hook = Hook(url, lambda: SECRET, LOOPBACK, ca_file)
            return replace(way, senders={Via.WEBHOOK: WebhookSender({"portal0": hook}, utc_now)}).send_round()[0]

        assert "CERTIFICATE_VERIFY_FAILED" in str(trying(portal.url, None).error)
        made.clock.go_on(minutes=1)
        assert "CERTIFICATE_VERIFY_FAILED" in str(trying(portal.url.replace("localhost", "127.0.0.1"), portal.ca_file).error)
        made.clock.go_on(minutes=10)
        assert trying(portal.url, portal.ca_file).state is DeliveryState.DELIVERED


def test_a_receiver_that_is_gone_is_asked_no_more(made: World, portal: Receiver) -> None:
    made.put_through(confirmation("AB-1"))
    portal.answers = [410]
    assert [each.state for each in out(made, portal).send_round()] == [DeliveryState.DEAD]


def test_a_receiver_that_fails_holds_up_no_other_and_is_tried_once_a_round(made: World, portal: Receiver) -> None:
    for number in range(3):
        made.put_through(confirmation(f"AB-{number}", sure=0.6), f"{number}.pdf")
    with receiver() as other:
        portal.answers = [503]
        out(made, portal, other).send_round()
        assert len(portal.came) == 1
        assert len(other.came) == 3


def test_a_process_that_died_over_an_attempt_costs_a_second_one_with_the_same_id(made: World, portal: Receiver) -> None:
    made.put_through(confirmation("AB-1"))
    way = out(made, portal)
    with made.tally.pipeline.store.begin() as work:
        work.deliveries.spread(way.receivers)
        claimed = work.deliveries.claim([Via.WEBHOOK], now=made.clock(), lease_seconds=300)
    assert claimed
    way.senders[Via.WEBHOOK].send(claimed)  # and then the power fails
    assert way.send_round() == []
    made.clock.go_on(seconds=301)
    way.send_round()
    assert portal.ids == [claimed.message_id] * 2


def test_only_the_events_that_are_asked_for_are_told(made: World, portal: Receiver) -> None:
    made.put_through(confirmation("AB-1"), "good.pdf")
    made.put_through(None, "unreadable.pdf")
    out(made, portal, events=[EventType.REJECTED]).send_round()
    assert told(portal) == ["document.rejected"]


def test_what_happened_before_a_webhook_was_set_up_is_not_told_afterwards(made: World, portal: Receiver) -> None:
    made.put_through(confirmation("AB-1"), "before.pdf")
    made.tally.outward.send_round()
    made.put_through(None, "after.pdf")
    out(made, portal).send_round()
    assert told(portal) == ["document.rejected"]


def test_no_secret_is_in_logs_errors_or_the_store(made: World, portal: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    made.put_through(confirmation("AB-1"))
    way = out(made, portal)
    portal.answers = [500]
    broken = replace(way, senders={Via.WEBHOOK: WebhookSender({"portal0": Hook(portal.url, lambda: "whsec_c2hvcnQ=", LOOPBACK)}, utc_now)})
    with caplog.at_level(logging.DEBUG):
        assert "The webhook 'portal0' cannot be signed" in str(broken.send_round()[0].error)
        made.clock.go_on(minutes=6)
        way.send_round()
    kept = made.tally.settings.data_dir.joinpath("tallyclerk.db").read_bytes()
    for secret in (SECRET, SECRET.removeprefix("whsec_"), "c2hvcnQ="):
        assert secret not in caplog.text
        assert secret.encode() not in kept
        assert all(secret not in (each.error or "") for each in in_state(made, DeliveryState.WAITING))


@pytest.mark.parametrize(
    "url",
    ["http://portal.firm.example/x", "ftp://x/", "https://user:secret@x/", "file:///etc/passwd", "https://", "https://x:99999/", "portal"],
)
def test_what_is_no_safe_address_is_refused_by_the_settings(url: str, tmp_path: Path) -> None:
    assert wrong_address(url)
    with pytest.raises(ValueError, match="webhooks"):
        Settings(data_dir=tmp_path, webhooks={"portal": {"url": url, "secret_variable": "X"}})  # type: ignore[dict-item]


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_####", "whsec_" + base64.b64encode(b"short").decode(), "correct horse"])
def test_a_secret_that_is_too_short_or_no_base64_is_refused_and_never_said(secret: str) -> None:
    with pytest.raises(UsageError) as refused:
        key_of(secret)
    assert not secret or secret.removeprefix("whsec_") not in str(refused.value) or secret == "whsec_"


def test_the_settings_name_where_the_secret_lies(made: World, portal: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "webhook-secret"
    file.write_text(SECRET + "\n")
    monkeypatch.setenv("PORTAL_SECRET", SECRET)
    shared = {"url": portal.url, "networks": ["127.0.0.1/32"]}
    hooks = {"one": {**shared, "secret_file": file}, "two": {**shared, "secret_variable": "PORTAL_SECRET"}}
    settings = Settings(data_dir=made.tally.settings.data_dir, webhooks=hooks)  # type: ignore[arg-type]
    made.put_through(confirmation("AB-1"))
    tried = way_out(settings, made.tally.pipeline.store, made.clock).send_round()
    assert [(each.target, each.state) for each in tried] == [("one", DeliveryState.DELIVERED), ("two", DeliveryState.DELIVERED)]
    assert SECRET not in settings.model_dump_json()

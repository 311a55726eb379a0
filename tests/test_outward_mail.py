"""E-mail against a real mail server: notices to people, several in one; letters that leave with a decision or not at all."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app import people
from app.doctor import BAD, GOOD, diagnose
from app.outward import Outward, mailer_of, reachable, way_out
from app.settings import MailSettings, Settings
from domain.cases import ReviewCase
from domain.decisions import Queue
from domain.errors import DeliveryRefusedError, UsageError
from domain.outward import Delivery, DeliveryState, Mail, Via
from domain.people import Role, User
from route import handling
from route.outward import plan_mail
from tests.postoffice import PASSWORD, USER, PostOffice, post_office
from tests.world import World, confirmation, world

CLERK = User(name="clerk", role=Role.CLERK)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as here:
        store = here.tally.pipeline.store
        for name in ("clerk", "lead"):
            people.change_user(store, name, by="admin", email=f"{name}@firm.example")
        yield here


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PostOffice]:
    with post_office(tmp_path) as here:
        yield here


def mail_settings(office: PostOffice, tmp_path: Path, **others: object) -> MailSettings:
    password = tmp_path / "mail-password"
    password.write_text(PASSWORD)
    values = {
        "host": "127.0.0.1",
        "port": office.port,
        "sender": "Tallyclerk <desk@firm.example>",
        "user": USER,
        "password_file": password,
        "ca_file": office.ca_file,
        "timeout_seconds": 5,
        **others,
    }
    return MailSettings.model_validate(values)


def out(made: World, mail: MailSettings) -> Outward:
    settings = Settings(data_dir=made.tally.settings.data_dir, mail=mail, desk_address="https://tally.firm.example/")
    return way_out(settings, made.tally.pipeline.store, made.clock)


def handed(made: World, number: int, to: str = "lead", note: str = "Is that price agreed?") -> ReviewCase:
    document_id = made.put_through(confirmation(f"AB-{number}", sure=0.6), f"paper-{number}.pdf").document_id
    case = made.desk.case(made.case_id(document_id))
    return made.desk.hand_over(case.case_id, CLERK, version=case.version, to=to, queue=None, note=note)


def test_whoever_is_handed_a_case_is_told_of_it_with_a_link(made: World, office: PostOffice, tmp_path: Path) -> None:
    case = handed(made, 1)
    tried = out(made, mail_settings(office, tmp_path)).send_round()
    assert [each.state for each in tried] == [DeliveryState.DELIVERED]
    assert office.to == ["lead@firm.example"]
    mail = office.came[0]
    assert mail["Subject"] == "Review desk: “paper-1.pdf”"
    assert mail["From"] == "Tallyclerk <desk@firm.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<{tried[0].message_id}@firm.example>"
    assert f"https://tally.firm.example/cases/{case.case_id}" in mail.get_content()
    assert "clerk hands it to you: “Is that price agreed?”" in mail.get_content()


def test_several_notices_are_one_mail_and_the_next_one_waits_its_time(made: World, office: PostOffice, tmp_path: Path) -> None:
    way = out(made, mail_settings(office, tmp_path, digest_minutes=15))
    for number in range(3):
        handed(made, number)
    way.send_round()
    handed(made, 7)
    handed(made, 8)
    way.send_round()
    assert [mail["Subject"] for mail in office.came] == ["Review desk: 3 papers"]
    made.clock.go_on(minutes=16)
    way.send_round()
    way.send_round()
    assert [mail["Subject"] for mail in office.came] == ["Review desk: 3 papers", "Review desk: 2 papers"]
    assert "paper-8.pdf" in office.came[1].get_content()


def test_what_was_settled_meanwhile_is_told_to_nobody(made: World, office: PostOffice, tmp_path: Path) -> None:
    case = handed(made, 1)
    made.desk.reject(case.case_id, CLERK, version=case.version, reason="not ours")
    out(made, mail_settings(office, tmp_path)).send_round()
    assert office.came == []


def test_whoever_has_no_address_or_may_not_come_in_gets_no_mail(made: World, office: PostOffice, tmp_path: Path) -> None:
    store = made.tally.pipeline.store
    people.change_user(store, "lead", by="admin", email="")
    handed(made, 1)
    people.change_user(store, "lead", by="admin", email="lead@firm.example")
    handed(made, 2)
    people.change_user(store, "lead", by="admin", disabled=True)
    out(made, mail_settings(office, tmp_path)).send_round()
    assert office.came == []


def test_at_escalation_everybody_of_that_role_is_told(made: World, office: PostOffice, tmp_path: Path) -> None:
    store = made.tally.pipeline.store
    people.add_user(store, "chief", Role.LEAD, by="admin")
    people.change_user(store, "chief", by="admin", email="chief@firm.example")
    made.put_through(confirmation("AB-1", sure=0.6))
    made.clock.go_on(days=9)
    policy = made.tally.settings.policy.model_copy(update={"escalate_to": "lead"})
    with store.begin() as work:
        handling.escalate(work, policy=policy, clock=made.clock)
    out(made, mail_settings(office, tmp_path)).send_round()
    assert sorted(office.to) == ["chief@firm.example", "lead@firm.example"]
    assert "past its deadline" in office.came[0].get_content()


def test_without_a_mail_server_notices_do_not_pile_up_for_the_day_there_is_one(made: World, office: PostOffice, tmp_path: Path) -> None:
    handed(made, 1)
    made.tally.outward.send_round()
    out(made, mail_settings(office, tmp_path)).send_round()
    assert office.came == []


def letter(made: World, to: str = "sales@supplier.example", **others: object) -> Mail:
    values = {
        "to": to,
        "subject": "Bitte korrigieren:\r\nBcc: all@firm.example",
        "text": "Sehr geehrte …\n",
        "language": "de",
        "automatic": False,
    }
    return Mail.model_validate({**values, **others})


def test_a_letter_leaves_with_the_decision_that_it_follows_from_and_the_story_says_so(
    made: World, office: PostOffice, tmp_path: Path
) -> None:
    document_id = made.put_through(confirmation("AB-1", sure=0.6)).document_id
    with made.tally.pipeline.store.begin() as work:
        plan_mail(work, letter(made), clock=made.clock, document_id=document_id, not_before=made.clock() + timedelta(minutes=2))
    way = out(made, mail_settings(office, tmp_path))
    assert way.send_round() == []
    made.clock.go_on(minutes=3)
    way.send_round()
    mail = office.came[0]
    assert mail["Subject"] == "Bitte korrigieren: Bcc: all@firm.example"
    assert mail["Bcc"] is None
    assert mail["Auto-Submitted"] is None
    assert (mail["Content-Language"], mail["To"]) == ("de", "sales@supplier.example")
    assert mail.get_content().splitlines() == ["Sehr geehrte …"]
    steps = [step for step in made.desk.story(document_id).steps if step.action == "message sent"]
    assert [{name: after for name, _, after in step.changes}["to"] for step in steps] == ["sales@supplier.example"]


def test_a_letter_that_is_held_back_goes_with_the_decision_that_is_taken_back(made: World, office: PostOffice, tmp_path: Path) -> None:
    document_id = made.put_through(confirmation("AB-1", sure=0.6)).document_id
    case = made.desk.case(made.case_id(document_id))
    made.desk.return_to_supplier(case.case_id, CLERK, version=case.version, message="Please correct it.", reason="wrong price")
    with made.tally.pipeline.store.begin() as work:
        plan_mail(work, letter(made), clock=made.clock, document_id=document_id, not_before=made.clock() + timedelta(minutes=2))
    made.desk.undo(case.case_id, CLERK)
    made.clock.go_on(minutes=3)
    assert out(made, mail_settings(office, tmp_path)).send_round() == []
    assert office.came == []


@pytest.mark.parametrize("to", ["", "nobody", "a@b\r\nBcc: c@d", "two words@x"])
def test_a_letter_to_nobody_cannot_be_planned(made: World, to: str) -> None:
    with pytest.raises(UsageError), made.tally.pipeline.store.begin() as work:
        plan_mail(work, letter(made, to), clock=made.clock)


def test_a_server_that_says_not_now_is_asked_again_and_one_that_says_never_is_not(made: World, office: PostOffice, tmp_path: Path) -> None:
    way = out(made, mail_settings(office, tmp_path))
    with made.tally.pipeline.store.begin() as work:
        plan_mail(work, letter(made), clock=made.clock)
    office.says = ["451 try later"]
    assert [(each.state, each.error) for each in way.send_round()] == [(DeliveryState.WAITING, "The mail server said 451 try later.")]
    made.clock.go_on(seconds=6)
    assert [each.state for each in way.send_round()] == [DeliveryState.DELIVERED]
    assert len(office.came) == 1
    with made.tally.pipeline.store.begin() as work:
        plan_mail(work, letter(made, "gone@supplier.example"), clock=made.clock)
    office.says_to_recipients = ["550 no such mailbox"]
    assert [(each.state, each.error) for each in way.send_round()] == [(DeliveryState.DEAD, "The mail server said 550 no such mailbox.")]


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
def test_it_signs_in_over_starttls_over_tls_or_not_at_all(made: World, tmp_path: Path, security: str) -> None:
    with post_office(tmp_path, security=security) as office:
        who = {"user": "", "password_file": Path()} if security == "none" else {}
        mailer = mailer_of(Settings(data_dir=tmp_path, mail=mail_settings(office, tmp_path, security=security, **who)), made.clock)
        assert mailer
        assert "127.0.0.1" in mailer.reach()
        mailer.send_mail(letter(made), message_id="mail_1")
        assert len(office.came) == 1


def test_a_certificate_that_nobody_vouches_for_and_a_wrong_password_are_said_without_the_password(
    made: World, office: PostOffice, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    handed(made, 1)
    with caplog.at_level(logging.DEBUG):
        stranger = out(made, mail_settings(office, tmp_path, ca_file=Path()))
        assert "certificate" in str(stranger.send_round()[0].error)
        made.clock.go_on(seconds=6)
        mail = mail_settings(office, tmp_path)
        mail.password_file.write_text("another secret")
        said = str(out(made, mail).send_round()[0].error)
    assert "did not let us in" in said
    assert "another secret" not in said + caplog.text
    assert office.came == []


def test_doctor_says_whether_the_mail_server_lets_us_in_and_sends_nothing(office: PostOffice, tmp_path: Path, made: World) -> None:
    good = Settings(data_dir=made.tally.settings.data_dir, mail=mail_settings(office, tmp_path))
    found = {each.part: each for each in diagnose(good)}["Mail server"]
    assert (found.verdict, found.found) == (GOOD, f"127.0.0.1:{office.port} with STARTTLS, signed in as desk")
    bad = Settings(data_dir=tmp_path, mail=mail_settings(office, tmp_path, port=1), webhooks={"x": _hook()})  # type: ignore[dict-item]
    wrong = {part: wrong for part, _, wrong in reachable(bad, made.clock)}
    assert "cannot be used now" in wrong["Mail server"]
    assert "NOWHERE is empty" in wrong["Webhook: x"]
    assert {each.part: each for each in diagnose(bad)}["Mail server"].verdict == BAD
    assert office.came == []


def _hook() -> dict[str, str]:
    return {"url": "http://127.0.0.1:9/x", "secret_variable": "NOWHERE"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"sender": "nobody"},
        {"password_variable": "BOTH"},
        {"user": "x", "password_file": ""},
        {"security": "none", "host": "mail.firm.example"},
        {"password": "in the settings"},
    ],
)
def test_settings_that_cannot_work_or_tell_a_password_are_refused(office: PostOffice, tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"sender|password|encrypted"):
        mail_settings(office, tmp_path, **wrong)


def test_an_address_that_is_none_is_not_kept(made: World) -> None:
    for wrong in ("nobody", "a b@c", "x@y\r\nBcc: z@w", "@", "a@b@c"):
        with pytest.raises(UsageError, match="no address"):
            people.change_user(made.tally.pipeline.store, "clerk", by="admin", email=wrong)


def test_what_is_planned_and_is_no_mail_is_dead_at_once(made: World, office: PostOffice, tmp_path: Path) -> None:
    mailer = mailer_of(Settings(data_dir=tmp_path, mail=mail_settings(office, tmp_path)), made.clock)
    assert mailer
    now = made.clock()
    broken = Delivery(message_id="mail_1", via=Via.MAIL, target="a@b.example", body=json.dumps({"to": 1}), planned_at=now, not_before=now)
    with pytest.raises(DeliveryRefusedError):
        mailer.send(broken)
    with pytest.raises(DeliveryRefusedError):
        mailer.send(replace_body(broken, Mail(to="a@@b", subject="x", text="y")))


def replace_body(delivery: Delivery, mail: Mail) -> Delivery:
    return delivery.model_copy(update={"body": mail.model_dump_json()})


def test_handing_a_case_to_a_department_tells_nobody_in_particular(made: World, office: PostOffice, tmp_path: Path) -> None:
    document_id = made.put_through(confirmation("AB-1", sure=0.6)).document_id
    case = made.desk.case(made.case_id(document_id))
    made.desk.hand_over(case.case_id, CLERK, version=case.version, to=None, queue=Queue.QUALITY, note="a certificate, I think")
    assert out(made, mail_settings(office, tmp_path)).send_round() == []

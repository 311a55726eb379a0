"""Returns, undoing, handing over, single lines and several at once through the JSON interface: the desk's rules, rights and versions."""

import pytest
from fastapi.testclient import TestClient

from domain.arrivals import DocumentState
from domain.people import Role
from tests.caller import Caller
from tests.world import World, confirmation, leaf


def late(made: World, number: int = 1) -> str:
    """A paper that promises a little later and differs in nothing else."""
    paper = confirmation(f"AB-{number}").with_leaf("lines[0].delivery_date", leaf("2026-09-05"))
    return made.put_through(paper, f"paper-{number}.pdf").document_id


def seen(made: World, client: TestClient, document_id: str) -> tuple[str, int]:
    """The address of the paper's case, and its version."""
    case = client.get(f"/cases/{made.case_id(document_id)}").json()["case"]
    return f"/cases/{case['case_id']}", case["version"]


def test_a_paper_goes_back_with_the_letter_as_drafted_or_as_the_program_words_it(made: World, call: Caller) -> None:
    clerk = call("clerk")
    for number, message in ((1, ""), (2, "  Please confirm 2026-09-01.  ")):
        case, version = seen(made, clerk, late(made, number))
        drafted = clerk.get(f"{case}/letter").json()
        assert f"AB-{number}" in drafted["subject"]
        said = {"version": version, "code": "not_accepted", "reason": "Too late.", "message": message}
        answer = clerk.post(f"{case}/return", json=said)
        assert answer.status_code == 200, answer.text
        back = answer.json()
        wanted = message.strip() or drafted["text"].strip()
        assert back["letter"] == {**drafted, "text": wanted}
        assert (back["case"]["state"], back["case"]["message"]) == ("returned", wanted)
        assert back["case"]["reason_code"] == "not_accepted"
        assert made.record(back["case"]["document_id"]).error == "Returned to the supplier: We do not accept what it says: Too late."


@pytest.mark.parametrize("change", [{"code": None}, {"code": "duplicate"}, {"code": "other"}, {"code": "not_accepted", "more": 1}])
def test_a_return_that_is_not_explained_is_refused_and_changes_nothing(made: World, call: Caller, change: dict[str, object]) -> None:
    clerk, document_id = call("clerk"), late(made)
    case, version = seen(made, clerk, document_id)
    answer = clerk.post(f"{case}/return", json={"version": version, **change})
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert seen(made, clerk, document_id) == (case, version)
    assert made.state(document_id) is DocumentState.IN_REVIEW


def test_a_version_that_is_not_the_latest_decides_nothing(made: World, call: Caller) -> None:
    clerk, document_id = call("clerk"), late(made)
    case, version = seen(made, clerk, document_id)
    skip = {"lines": [{"place": 0, "fate": "skip"}]}
    assert clerk.post(f"{case}/lines", json={"version": version, **skip}).status_code == 200
    propose = {"lines": [{"place": 0, "fate": "propose", "quantity": "200"}]}
    for path, body in (("return", {"code": "not_accepted"}), ("lines", propose)):
        answer = clerk.post(f"{case}/{path}", json={"version": version, **body})
        assert (answer.status_code, "has changed since" in answer.json()["error"]) == (409, True)
    assert made.state(document_id) is DocumentState.IN_REVIEW
    assert clerk.get(f"{case}/lines").json()["lines"][0]["fate"] == "skip"


def test_a_line_is_proposed_left_out_and_accepted_again(made: World, call: Caller) -> None:
    clerk = call("clerk")
    case, version = seen(made, clerk, late(made))
    before = clerk.get(f"{case}/lines").json()
    (line,) = before["lines"]
    assert (line["place"], line["fate"], line["ordered"]["delivery_date"], before["letter"]) == (0, "accept", "2026-09-01", None)
    assert [finding["code"] for finding in line["findings"]] == ["delivery_late"]
    proposed = {"place": 0, "fate": "propose", "delivery_date": "2026-09-02"}
    after = clerk.post(f"{case}/lines", json={"version": version, "lines": [proposed]}).json()
    assert after["said"] == "Other terms proposed: line 1."
    assert after["lines"][0]["proposed"] == {"delivery_date": "2026-09-02"}
    assert "2026" in after["letter"]["text"]
    nothing = clerk.post(f"{case}/approve", json={"version": after["case"]["version"]})
    assert (nothing.status_code, "nothing would be posted" in nothing.json()["error"]) == (422, True)
    again = clerk.post(f"{case}/lines", json={"version": after["case"]["version"], "lines": [{"place": 0, "fate": "accept"}]}).json()
    assert (again["case"]["lines"], again["letter"]) == ({}, None)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([{"place": 7, "fate": "skip"}], "has no line 8"),
        ([{"place": 0, "fate": "propose"}], "say what is proposed"),
        ([{"place": 0, "fate": "propose", "delivery_date": "soon"}], "“soon”"),
        ([{"place": 0, "fate": "skip", "quantity": "5"}], "a line that is left out has no proposal"),
        ([{"place": 0, "fate": "accept", "quantity": "5"}], "a line that is accepted has no proposal"),
        ([{"place": 0, "fate": "skip"}, {"place": 0, "fate": "accept"}], "of each line once"),
        ([{"place": 0, "fate": "burn"}], "lines.0.fate"),
        ([], "lines"),
    ],
)
def test_what_cannot_become_of_a_line_is_refused_in_a_sentence(made: World, call: Caller, lines: list[dict[str, object]], why: str) -> None:
    clerk = call("clerk")
    case, version = seen(made, clerk, late(made))
    answer = clerk.post(f"{case}/lines", json={"version": version, "lines": lines})
    assert answer.status_code == 422
    assert why in answer.json()["error"]
    assert clerk.get(case).json()["case"]["lines"] == {}


def test_several_are_approved_at_once_and_of_each_it_is_told_what_happened(made: World, call: Caller) -> None:
    clerk = call("clerk")
    papers = [late(made, number) for number in (1, 2, 3)]
    asked = {"finding": "delivery_late", "department": "purchasing"}
    found = clerk.get("/several", params=asked).json()
    assert sorted(each["document_number"] for each in found["shown"]) == ["AB-1", "AB-2", "AB-3"]
    by_paper = {each["case"]["document_id"]: each["case"] for each in found["shown"]}
    cases = [{"case_id": by_paper[each]["case_id"], "version": by_paper[each]["version"]} for each in papers[:2]]
    answer = clerk.post("/several", json={**asked, "cases": [*cases, {"case_id": 77, "version": 0}]})
    assert answer.status_code == 200
    told = {each["case_id"]: (each["approved"], each["said"]) for each in answer.json()["outcomes"]}
    assert told[cases[0]["case_id"]] == (True, "Approved.")
    assert told[cases[1]["case_id"]] == (True, "Approved.")
    assert told[77] == (False, "There is no such case.")
    assert [made.state(each) for each in (papers[0], papers[2])] == [DocumentState.POSTING, DocumentState.IN_REVIEW]


def test_one_of_several_that_changed_meanwhile_is_not_approved(made: World, call: Caller) -> None:
    clerk, document_id = call("clerk"), late(made)
    case, version = seen(made, clerk, document_id)
    for fate in ("skip", "accept"):
        _, latest = seen(made, clerk, document_id)
        assert clerk.post(f"{case}/lines", json={"version": latest, "lines": [{"place": 0, "fate": fate}]}).status_code == 200
    chosen = [{"case_id": made.case_id(document_id), "version": version}]
    answer = clerk.post("/several", json={"finding": "delivery_late", "department": "purchasing", "cases": chosen})
    (outcome,) = answer.json()["outcomes"]
    assert (outcome["approved"], "has changed since" in outcome["said"]) == (False, True)
    assert made.state(document_id) is DocumentState.IN_REVIEW


def test_what_is_not_small_or_not_ones_own_is_not_approved_together(made: World, call: Caller) -> None:
    chosen = [{"case_id": made.case_id(late(made)), "version": 0}]
    large = {"finding": "item_mismatch", "department": "purchasing", "cases": chosen}
    assert call("clerk").post("/several", json=large).status_code == 422
    others = {"finding": "delivery_late", "department": "purchasing", "cases": chosen}
    answer = call("inspector").post("/several", json=others)
    assert (answer.status_code, answer.json()["error"]) == (403, "What is for purchasing is not yours to decide.")
    assert call("inspector").get("/several", params={"finding": "delivery_late", "department": "purchasing"}).status_code == 403


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.AUDITOR])
def test_who_may_not_decide_a_case_may_neither_return_it_nor_choose_its_lines(made: World, call: Caller, role: Role) -> None:
    client, document_id = call(role.value), late(made)
    case, version = seen(made, client, document_id)
    assert client.get(f"{case}/lines").status_code == 200
    for path, body in (("return", {"code": "not_accepted"}), ("lines", {"lines": [{"place": 0, "fate": "skip"}]})):
        assert client.post(f"{case}/{path}", json={"version": version, **body}).status_code == 403
    assert made.state(document_id) is DocumentState.IN_REVIEW


def test_a_decision_is_undone_by_whoever_made_it_while_it_has_not_left(made: World, call: Caller) -> None:
    clerk, document_id = call("clerk"), late(made)
    case, version = seen(made, clerk, document_id)
    assert clerk.post(f"{case}/undo").status_code == 409  # nothing is decided yet
    decided = clerk.post(f"{case}/approve", json={"version": version}).json()
    assert decided["case"]["state"] == "approved"
    other = call("lead").post(f"{case}/undo")
    assert (other.status_code, "only who decided" in other.json()["error"]) == (403, True)
    assert call("auditor").post(f"{case}/undo").status_code == 403
    again = clerk.post(f"{case}/undo").json()["case"]
    assert (again["state"], again["approvals"], again["claimed_by"]) == ("open", [], "clerk")
    assert clerk.post(f"{case}/reject", json={"version": again["version"], "code": "not_ours"}).status_code == 200
    made.clock.go_on(minutes=3)
    over = clerk.post(f"{case}/undo")
    assert (over.status_code, "its decision stands" in over.json()["error"]) == (409, True)
    assert made.state(document_id) is DocumentState.REJECTED


def test_a_case_is_handed_to_a_person_or_a_department_and_to_nobody_who_may_not_decide_it(made: World, call: Caller) -> None:
    clerk, document_id = call("clerk"), late(made)
    call("lead")
    case, version = seen(made, clerk, document_id)
    said = {"version": version, "note": "Please look."}
    for to, why in (
        ({"to": "nobody"}, "nobody called"),
        ({"to": "inspector"}, "does not decide"),
        ({}, "to whom"),
        ({"to": "lead", "note": ""}, "note"),
    ):
        call("inspector")
        answer = clerk.post(f"{case}/hand-over", json={**said, **to})
        assert (answer.status_code, why in answer.json()["error"]) == (422, True), answer.text
    given = clerk.post(f"{case}/hand-over", json={**said, "to": "lead"}).json()["case"]
    assert (given["assigned_to"], given["claimed_by"], given["queue"]) == ("lead", None, "purchasing")
    assert clerk.post(f"{case}/hand-over", json={**said, "department": "quality"}).status_code == 409
    moved = clerk.post(f"{case}/hand-over", json={**said, "version": given["version"], "department": "quality"}).json()["case"]
    assert (moved["assigned_to"], moved["queue"]) == (None, "quality")
    refused = clerk.post(f"{case}/hand-over", json={**said, "version": moved["version"], "department": "purchasing"})
    assert refused.status_code == 403  # it is quality's now


def test_a_second_person_must_agree_whichever_program_the_first_one_used(made: World, call: Caller) -> None:
    clerk, document_id = call("clerk"), made.put_through(confirmation("AB-9", price="2.70")).document_id
    case, version = seen(made, clerk, document_id)
    first = clerk.post(f"{case}/approve", json={"version": version}).json()["case"]
    assert (first["state"], len(first["approvals"]), first["approvals_needed"]) == ("open", 1, 2)
    assert clerk.post(f"{case}/approve", json={"version": first["version"]}).status_code == 422
    back = clerk.post(f"{case}/hand-over", json={"version": first["version"], "to": "clerk", "note": "Mine again."})
    assert (back.status_code, "approved it already" in back.json()["error"]) == (422, True)
    assert call("lead").post(f"{case}/approve", json={"version": first["version"]}).json()["case"]["state"] == "approved"

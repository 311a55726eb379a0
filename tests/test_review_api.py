"""The JSON interface: tokens, rights, the same rules as the desk, and any request that its own description allows."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from domain.paper import Mark, MarkKind
from domain.people import Role
from review.rights import API_ROUTES, ROLES
from tests.caller import Caller
from tests.world import World, confirmation


def test_without_a_good_token_nothing_is_told_and_the_session_of_a_browser_is_none(made: World, call: Caller) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    client = call("clerk")
    for headers in ({"Authorization": ""}, {"Authorization": "Bearer tallyclerk_x_y"}, {"Authorization": "Basic YTpi"}):
        answer = client.get(f"/documents/{document_id}", headers=headers)
        assert answer.status_code == 401
        assert set(answer.json()) == {"error"}
        assert "2.60" not in answer.text


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reaches_what_it_may_and_nothing_else(made: World, call: Caller, role: Role) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    client = call(role.value)
    for (method, template), right in API_ROUTES.items():
        path = template.replace("{document_id}", document_id).replace("{case_id}", str(made.case_id(document_id)))
        body = {"version": 999, "reason": "x", "path": "x"} if method == "POST" else None
        answer = client.request(method, path, json=body)
        if role is Role.INSPECTOR and method == "POST" and answer.status_code == 403:
            assert "for purchasing" in answer.json()["error"]
            continue
        assert (answer.status_code != 403) == (role in ROLES[right]), f"{role} {method} {path}: {answer.text}"


def test_a_case_is_found_corrected_and_decided_under_the_rules_of_the_desk(made: World, call: Caller) -> None:
    document_id = made.put_through(confirmation(price="2.60")).document_id
    clerk, lead = call("clerk"), call("lead")
    waiting = clerk.get("/queue", params={"finding": "price_variance"}).json()
    assert waiting["found"] == 1
    case_id = waiting["cases"][0]["case_id"]
    seen = clerk.get(f"/cases/{case_id}").json()
    assert seen["result"]["lines"][0]["unit_price"]["value"] == "2.60"
    assert seen["result"]["findings"][0]["code"] == "price_variance"
    version = seen["case"]["version"]
    agreed = clerk.post(f"/cases/{case_id}/approve", json={"version": version})
    assert agreed.status_code == 200
    assert clerk.post(f"/cases/{case_id}/approve", json={"version": agreed.json()["case"]["version"]}).status_code == 422
    assert lead.post(f"/cases/{case_id}/approve", json={"version": version}).status_code == 409
    fixed = lead.post(f"/cases/{case_id}/correct", json={"version": version + 1, "path": "lines[0].unit_price", "value": "2.50"})
    assert fixed.status_code == 200
    assert fixed.json()["result"]["lines"][0]["unit_price"]["source"] == "clerk"
    done = clerk.post(f"/cases/{case_id}/reject", json={"version": fixed.json()["case"]["version"], "reason": "Wrong customer"})
    assert done.status_code in (200, 409)
    if done.status_code == 409:  # whoever corrected it has it
        assert "lead is looking" in done.json()["error"]
        made.clock.go_on(minutes=16)
        again = clerk.post(f"/cases/{case_id}/reject", json={"version": fixed.json()["case"]["version"], "reason": "Wrong customer"})
        assert again.status_code == 200
    assert clerk.get(f"/documents/{document_id}").json()["state"] == "rejected"
    told = clerk.get(f"/documents/{document_id}/story").json()
    assert told["audit"]["whole"]
    assert [step["actor"] for step in told["steps"]][-1] == "clerk"


def test_what_is_not_there_or_not_understood_is_said_in_a_sentence(call: Caller) -> None:
    client = call("clerk")
    assert client.get("/cases/77").json() == {"error": "There is no such case or document."}
    assert client.get("/documents/none").status_code == 404
    assert "finding" in client.get("/queue", params={"finding": "kitchen"}).json()["error"]
    assert client.get("/nowhere").status_code == 404


def test_any_request_that_the_description_allows_is_answered_as_it_says(made: World, call: Caller) -> None:
    made.put_through(confirmation("AB-1", price="2.60"), "a.pdf")
    document_id = made.put_through(confirmation("AB-2", sure=0.5), "b.pdf").document_id
    client = call("lead")
    headers = {"Authorization": client.headers["Authorization"], "Host": "127.0.0.1"}
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app, headers=headers)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == len(API_ROUTES)
    for operation in operations:

        @settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
        @given(case=operation.as_strategy())
        def is_answered_as_described(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=headers)

        is_answered_as_described()
    assert made.record(document_id).reading is not None


def test_what_speaks_for_fraud_stands_beside_the_result_and_leaves_its_form_as_it_was(made: World, call: Caller) -> None:
    mark = Mark(kind=MarkKind.BANK_CHANGE, text="new bank details", page=1, box=(40, 700, 200, 710))
    record = made.put_through(confirmation().model_copy(update={"marks": [mark]}))
    client = call("auditor")
    about = client.get(f"/documents/{record.document_id}").json()
    (signal,) = about["signals"]
    assert (signal["code"], signal["measure"]) == ("bank_change_announced", "stop")
    assert signal["places"] == [{"page": 1, "box": [40, 700, 200, 710], "text": "new bank details"}]
    assert client.get(f"/cases/{about['case_id']}").json()["signals"] == about["signals"]
    assert not {"signals", "marks"} & set(about["result"])
    assert (about["result"]["decision"]["queue"], about["result"]["decision"]["approvals"]) == ("compliance", 2)
    assert signal["message"] in about["result"]["decision"]["reasons"]

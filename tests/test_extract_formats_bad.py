"""Damaged, cut and hostile messages: refused or taken in part with a sentence, never guessed at, never an exception."""

from __future__ import annotations

import json
import re
import socket
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.cli import main
from doctypes import find_doctypes
from domain.decisions import Outcome, Policy
from domain.errors import UnreadableError
from domain.paper import Kind, Reading
from extract.opening.embedded import read_data, shown
from route.decide import decide
from tests import messages
from tests.clock import FakeClock
from tests.messages import ANSWER_855, DESADV, NOTICE_856, ORDRSP, edifact, ubl, x12


def read(content: bytes) -> Reading:
    reading = read_data(content)
    assert reading is not None
    return reading


def is_looked_at(reading: Reading) -> bool:
    doctype = next(each for each in find_doctypes() if each.kind is reading.kind)
    decision = decide(reading, [], policy=Policy(), doctype=doctype, received_at=FakeClock()())
    return decision.outcome is Outcome.REVIEW


def test_what_cannot_be_placed_brings_a_message_before_a_person() -> None:
    sure = read(
        edifact(
            ORDRSP.replace(
                "QTY+113:200:PCE'DTM+67:20260901:102'QTY+113:50:PCE'DTM+67:20260915:102'", "QTY+113:250:PCE'DTM+67:20260901:102'"
            )
        )
    )
    assert not is_looked_at(sure)
    assert is_looked_at(sure.model_copy(update={"notes": ["it says in words “subject to change”"]}))


def test_a_billion_laughs_are_not_laughed() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = ubl("OrderResponse", "<cbc:ID>&l11;</cbc:ID>", f'<!DOCTYPE x [<!ENTITY l0 "ha">{lol}]>')
    with pytest.raises(UnreadableError, match="declares"):
        read(bomb)
    with pytest.raises(UnreadableError, match="declares"):
        read(bomb.decode().replace("UTF-8", "UTF-16").encode("utf-16"))


def test_nobody_is_called_by_an_external_entity() -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.3)
        hits: list[object] = []

        def listen() -> None:
            try:
                hits.append(canary.accept())
            except TimeoutError:
                return

        listener = threading.Thread(target=listen)
        listener.start()
        there = f"http://127.0.0.1:{canary.getsockname()[1]}/x"
        for declared in (
            f'<!DOCTYPE x [<!ENTITY e SYSTEM "{there}">]>',
            f'<!DOCTYPE x SYSTEM "{there}">',
            f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{there}"> %p;]>',
        ):
            with pytest.raises(UnreadableError):
                read(ubl("OrderResponse", "<cbc:ID>&e;</cbc:ID>", declared))
        included = ubl("OrderResponse", f'<cbc:ID>1</cbc:ID><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{there}"/>')
        assert read(included).fields.text("document_number") == "1"
        listener.join()
    assert hits == []


def test_an_856_without_parents_is_read_where_that_leaves_no_doubt() -> None:
    def without_parents(segments: tuple[str, ...]) -> bytes:
        return x12(*("*".join([*each.split("*")[:2], "", each.split("*")[3]]) if each.startswith("HL") else each for each in segments))

    lost = read(without_parents(NOTICE_856))
    assert "do not say what they stand in" in " ".join(lost.notes)
    assert [package.root.get("contents") for package in lost.packages] == [None, None]
    assert lost.lines[0].text("order_number") is None
    assert is_looked_at(lost)
    simple = tuple(each for each in NOTICE_856 if each[:4] not in ("HL*3", "HL*5", "MAN*"))
    clear = read(without_parents(tuple(each.replace("CTT*6", "CTT*4") for each in simple)))
    assert clear.notes == []
    assert clear.fields.text("order_number") == "4500000001"


def test_a_level_that_names_one_which_is_not_there_is_said() -> None:
    reading = read(x12(*(each.replace("HL*4*3*I", "HL*4*9*I") for each in NOTICE_856)))
    assert "its level 4 stands in level 9, which is not there" in reading.notes


def test_a_message_that_is_cut_is_taken_in_part() -> None:
    whole = edifact(ORDRSP)
    reading = read(whole[: whole.index(b"QTY+21")])
    assert reading.fields.text("order_number") == "4500000001"
    assert [line.text("order_line") for line in reading.lines] == ["10"]
    assert "the message has no end (UNT); it is cut" in reading.notes
    assert is_looked_at(reading)
    with pytest.raises(UnreadableError, match="cut"):
        read(x12(*ANSWER_855)[:60])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (x12(*ANSWER_855, count=99), "its end counts 99 segments"),
        (edifact(ORDRSP).replace(b"+1'UNZ+1", b"+2'UNZ+1"), "its end bears another number"),
        (edifact(ORDRSP).replace(b"UNZ+1", b"UNZ+4"), "the interchange counts 4 messages"),
        (edifact(ORDRSP).replace(b"CNT+2:1", b"CNT+2:3"), "its control total is 3"),
        (x12(*(each.replace("CTT*1*250", "CTT*2*999") for each in ANSWER_855)), "it counts 2 lines"),
        (edifact(ORDRSP.replace("Hex bolt", "Gr\u00f6\u00dfe")).replace(b"Stahl", b"Stahl \xe4"), "two encodings"),
        (x12(*ANSWER_855).replace(b"Hex", "Größe".encode()).replace(b"Stahl", b"Stahl \xe4"), "one encoding"),
        (x12(*(each.replace("ACK*DR*50", "ACK*DR*40") for each in ANSWER_855)), "promised in parts of 240"),
        (x12(*(each.replace("BAK*00*AC", "BAK*00*RJ") for each in ANSWER_855)), "which is no yes"),
        (x12(*(each.replace("ACK*DR", "ACK*IR") for each in ANSWER_855)), "is rejected or deleted"),
        (x12(*(each.replace("250*EA", "250*QQ") for each in ANSWER_855)), "is in no table"),
        (x12(*(each.replace("*2.50*", "*2,50*") for each in ANSWER_855)), "is no number"),
        (messages.orderx().replace(b">29<", b">30<"), "those that were asked for"),
        (x12(*(each.replace("20260901", "20261301") for each in ANSWER_855)), "is no date"),
    ],
)
def test_what_does_not_hold_is_said_in_a_sentence(content: bytes, said: str) -> None:
    reading = read(content)
    assert said in " ".join(reading.notes)
    assert is_looked_at(reading)


def test_an_encoding_that_is_not_the_one_named_is_refused() -> None:
    with pytest.raises(UnreadableError, match="encoding"):
        read(messages.ORDER_RESPONSE.replace(b"Hex", b"H\xe4x"))
    with pytest.raises(UnreadableError, match="encodings"):
        read(messages.PASSPORT.replace(b"Bar", b"B\xe4r"))
    with pytest.raises(UnreadableError, match="nested"):
        read(b'{"DigitalMaterialPassport": ' + b"[" * 3000 + b"]" * 3000 + b"}")


def test_what_is_said_twice_and_differently_is_no_first_come_first_served() -> None:
    twice = messages.ORDER_RESPONSE.replace(
        b"<cbc:Quantity unitCode", b'<cbc:Quantity unitCode="C62">99</cbc:Quantity><cbc:Quantity unitCode'
    )
    assert "it says several things of quantity" in read(twice).notes
    with pytest.raises(UnreadableError, match="two values"):
        read(messages.PASSPORT.replace(b'"Id": "P-1"', b'"Id": "P-1", "Id": "P-2"'))
    assert "it says two things of delivery date" in " ".join(
        read(x12(*ANSWER_855[:7], "DTM*067*20260901", "DTM*067*20260908", "SE*0001")).notes
    )


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(messages.ALL)), st.data())
def test_a_damaged_message_gives_only_what_stands_in_it_or_is_refused(name: str, data: st.DataObject) -> None:
    content = bytearray(messages.ALL[name])
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(content[: data.draw(st.integers(1, len(content)))]) if data.draw(st.booleans()) else bytes(content)
    try:
        reading = read_data(cut)
        shown(cut)
    except UnreadableError as error:
        assert str(error).endswith((".", ")"))  # noqa: PT017 - it may be refused, and need not be
        return
    text = "".join(cut.decode("utf-8", "replace").split()) + "".join(cut.decode("latin-1").split())
    for path, leaf in reading.leaves() if reading else ():
        piece = "".join(leaf.text.split()).split("/")[0].split(",")[0]
        unescaped = text.replace("?", "").replace("\\", "")
        joined = unescaped.replace(":", "")  # a name of several components is one
        assert piece in text or piece in unescaped or piece in joined or not piece.isascii() or "&" in text or "\\u" in text, path
    if reading and cut != messages.ALL[name]:
        Reading.model_validate_json(reading.model_dump_json())


@pytest.mark.parametrize("name", ["863", "QALITY"])
def test_a_report_of_results_that_is_cut_anywhere_is_refused_or_says_so(name: str) -> None:
    whole = messages.ALL[name]
    for end in range(1, max(whole.rfind(b"UNZ"), whole.rfind(b"IEA"))):  # of the envelope's own end nothing is read
        try:
            reading = read_data(whole[:end])
        except UnreadableError as error:
            assert str(error).endswith(".")  # noqa: PT017 - it may be refused, and need not be
            continue
        assert reading is None or reading.notes or reading.kind is Kind.OTHER, whole[:end][-20:]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["863", "QALITY"]), st.integers(10, 400), st.sampled_from(["", "9", ".", "X", "*", "+", ":", "'"]))
def test_a_report_of_results_with_a_sign_changed_gives_no_result_that_does_not_stand_in_it(name: str, place: int, sign: str) -> None:
    whole = messages.ALL[name].decode()
    damaged = whole[:place] + sign + whole[place + 1 :]
    try:
        reading = read_data(damaged.encode())
    except UnreadableError:
        return
    pieces = set(re.split(r"[*>~]" if name == "863" else r"[+:']", damaged))
    for heat in reading.heats if reading else ():
        for path, leaf in heat.leaves("heat."):
            assert leaf.text in pieces or leaf.text.strip() in {piece.strip() for piece in pieces}, path
            if "chemistry" in path:
                assert any(code.endswith(path.rpartition(".")[2].upper()) for code in pieces if code.startswith("Z")), path


def test_each_message_of_an_interchange_is_a_document_with_a_result(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "orders.edi").write_bytes(edifact(ORDRSP, DESADV))
    (tmp_path / "orders.json").write_text("[]")
    out = tmp_path / "results.jsonl"
    command = ["process", str(tmp_path / "in"), "--orders", str(tmp_path / "orders.json"), "--out", str(out), "--workers", "1"]
    assert main(command) == 0
    results = [json.loads(line) for line in out.read_text().splitlines()]
    assert [(result["file"], result["kind"]) for result in results] == [
        ("orders.edi#1", "order_confirmation"),
        ("orders.edi#2", "ship_notice"),
    ]
    assert {result["error"] for result in results} == {None}
    assert {result["decision"]["outcome"] for result in results} == {"review"}

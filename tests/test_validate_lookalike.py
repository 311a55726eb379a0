"""Domains that only look like a supplier's are told apart from its own, and from everybody else's."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from validate.lookalike import domain_of, is_free_mail, is_of, looks_like, owned

KNOWN = ["brenner-stahl.de", "nervion.es"]


@pytest.mark.parametrize(
    ("domain", "own", "how"),
    [
        ("brenner-stahl.com", "brenner-stahl.de", "ends in"),
        ("brennerstahl.de", "brenner-stahl.de", "hyphen"),
        ("brenner-stalh.de", "brenner-stahl.de", "one letter"),
        ("brenner-stah1.de", "brenner-stahl.de", "look alike"),
        ("brermer-stahl.de", "brenner-stahl.de", "letters off"),
        ("brenner-stаhl.de", "brenner-stahl.de", "look alike"),  # a Cyrillic а
        ("brenner-stаhl.de".encode("idna").decode(), "brenner-stahl.de", "look alike"),
        ("brenner-stahl-group.com", "brenner-stahl.de", "words added"),
        ("billing-nervion.es", "nervion.es", "words added"),
        ("brenner-stahl.de.mail-service.com", "brenner-stahl.de", "within it"),
        ("nervión.es", "nervion.es", "look alike"),
        ("nerv1on.es", "nervion.es", "look alike"),
    ],
)
def test_a_domain_that_is_nearly_a_suppliers_is_told_with_how_it_differs(domain: str, own: str, how: str) -> None:
    found = looks_like(domain, KNOWN)
    assert found is not None
    assert found[0] == own
    assert how in found[1]


@pytest.mark.parametrize(
    "domain",
    [
        "brenner-stahl.de", "mail.brenner-stahl.de", "BRENNER-STAHL.DE.", "thyssen.de", "stahlhandel-meier.de", "brenn.de", "stahl.de",
        "gmail.com", "web.de", "portal.example", "", "de", "localhost", "..", "-.-",
    ],
)  # fmt: skip
def test_a_suppliers_own_domain_and_what_is_like_none_are_not_told(domain: str) -> None:
    assert looks_like(domain, KNOWN) is None


def test_names_too_short_to_be_meant_and_free_mail_are_like_nobody() -> None:
    assert looks_like("abt.de", ["abb.de"]) is None
    assert looks_like("metallbau.de", ["meta.de"]) is None
    assert looks_like("gmx.de", ["gmx.net"]) is None
    assert looks_like("outlook.fr", ["outlook.com"]) is None


def test_what_one_owner_holds_is_told_by_the_public_suffixes() -> None:
    assert owned("mail.brenner.co.uk") == "brenner.co.uk"
    assert owned("mail.brenner.example") == "brenner.example"
    assert is_of("sales.brenner.co.uk", ["brenner.co.uk"])
    assert not is_of("xbrenner.co.uk", ["brenner.co.uk"])
    assert is_free_mail("gmx.at")
    assert not is_free_mail("gmx.brenner.de")


@given(st.text(max_size=80), st.lists(st.text(max_size=40), max_size=3))
def test_no_address_however_garbled_raises(address: str, known: list[str]) -> None:
    domain = domain_of(address)
    looks_like(domain, known)
    assert is_of(domain, [domain]) or not domain.strip(".")
    assert looks_like(domain, [domain]) is None


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=12), st.data())
def test_a_letter_changed_left_out_or_added_anywhere_is_seen(name: str, data: st.DataObject) -> None:
    assume(not is_free_mail(f"{name}.de"))  # anybody has an address there, and nobody passes for it
    place = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    for forged in (name[:place] + letter + name[place + 1 :], name[:place] + name[place + 1 :], name[:place] + letter + name[place:]):
        if forged != name:
            assert looks_like(f"{forged}.de", [f"{name}.de"]) is not None

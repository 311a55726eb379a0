"""Whether a mail domain is one of a supplier's, or only looks like one of them; pure.

What belongs to one owner is told by the Public Suffix List (tldextract, with the list that it brings: nothing is fetched), signs that look
alike by Unicode's list of confusables (confusable_homoglyphs).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from confusable_homoglyphs import confusables
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from tldextract import TLDExtract

SHORTEST = 4
"""A name of fewer letters is part of too many others, and one letter off too many others."""
GLUED = 6
"""A name of fewer letters begins too many other words (`meta` and `metallbau`): words added to it have to stand behind a hyphen."""
TWO_OFF_FROM, TWO_OFF = 8, 2
"""From so many letters on two may differ."""

_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"))
_SINGLES = str.maketrans({"0": "o", "1": "l", "i": "l", "3": "e", "5": "s", "8": "b", "9": "g", "j": "l", "q": "g"})
_FREE_NAMES = (
    "gmail googlemail outlook hotmail live msn yahoo ymail rocketmail aol icloud gmx web t-online freenet arcor 1und1 mail proton protonmail "
    "pm tutanota tuta zoho fastmail yandex inbox mailbox posteo libero virgilio alice tiscali tin orange wanadoo free laposte sfr bbox neuf "
    "wp o2 onet interia op poczta gazeta ziggo kpnmail planet home hetnet telefonica terra qq 163 126 sina seznam centrum bluewin aon chello "
    "btinternet virginmedia sky comcast verizon att sbcglobal bellsouth cox charter rediffmail naver daum hanmail"
)
_FREE_ENDINGS = "com net de at ch fr it es nl pl be co.uk uk org eu me ru cz cn jp com.br in us ca com.au dk se no fi ie pt io"
_FREE = frozenset(_FREE_NAMES.split()), frozenset(_FREE_ENDINGS.split())
"""Names, and endings, of domains under which anybody gets a mailbox."""


def domain_of(address: str) -> str:
    """The domain of a mail address in lower case, as people see it: `xn--` decoded; empty where there is none."""
    return shown(address.rpartition("@")[2]) if "@" in address else ""


def shown(domain: str) -> str:
    """A domain as a mail program shows it: lower case, no point at the end, punycode as the letters that it stands for."""
    labels = unicodedata.normalize("NFKC", domain).strip().strip(".").lower().split(".")
    return ".".join(_decoded(label) for label in labels)


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def owned(domain: str) -> str:
    """The part of a domain that somebody owns: `mail.brenner.co.uk` is `brenner.co.uk`."""
    name, suffix = _parts(domain)
    return f"{name}.{suffix}" if name and suffix else domain


def is_free_mail(domain: str) -> bool:
    """Whether anybody can get an address of that domain."""
    name, suffix = _parts(domain)
    return name in _FREE[0] and suffix in _FREE[1]


def is_of(domain: str, known: Iterable[str]) -> bool:
    """Whether a domain is one of the known ones, or below one of them."""
    return any(domain == each or domain.endswith(f".{each}") for each in map(shown, known) if each)


def looks_like(domain: str, known: Iterable[str]) -> tuple[str, str] | None:
    """The known domain that this one only looks like, and how it differs, in words; None where it is a known one or like none.

    In this order: letters that look alike, another ending, a letter or two off, words added or left out, the known one hidden within.
    """
    domain = shown(domain)
    owners = sorted({shown(each) for each in known if each.strip()})
    if not domain or is_of(domain, owners):
        return None
    return next(((each, how) for each in owners if (how := _likeness(domain, each))), None)


def _likeness(domain: str, known: str) -> str | None:
    """How a domain differs from a known one that it is like; None where it is not like it."""
    (name, suffix), (own, own_suffix) = _parts(domain), _parts(known)
    if not name or not own or is_free_mail(known) or (name, suffix) == (own, own_suffix):
        return None
    bare, own_bare = name.replace("-", ""), own.replace("-", "")
    off = OSA.distance(bare, own_bare)
    long, own_long = len(bare) >= SHORTEST, len(own_bare) >= SHORTEST
    differences = (
        (name == own, f"ends in “.{suffix}” and not in “.{own_suffix}”"),
        (skeleton(name) == skeleton(own), "is written with signs that look alike"),
        (long and off == 0, "differs by a hyphen"),
        (long and own_long and off == 1, "is one letter off"),
        (long and len(own_bare) >= TWO_OFF_FROM and off == TWO_OFF, "is two letters off"),
        (own_long and (_within(own, name) or _within(skeleton(own), skeleton(name))), "has words added to it"),
        (long and own.startswith(f"{name}-"), "has words left out of it"),
        (own_long and _flat(known) in _flat(domain), "has the supplier's within it, and belongs to somebody else"),
    )
    return next((how for holds, how in differences if holds), None)


def _flat(domain: str) -> str:
    return skeleton(re.sub(r"[.-]", "", domain))


def _within(word: str, name: str) -> bool:
    """Whether a name has the word between hyphens, or begins or ends with a long one."""
    return f"-{word}-" in f"-{name}-" or (len(word) >= GLUED and (name.startswith(word) or name.endswith(word)))


@lru_cache(maxsize=4096)
def skeleton(name: str) -> str:
    """What a name looks like at a glance: letters of other alphabets, accents, figures and pairs as the Latin letters that they resemble."""
    plain = "".join(_latin(sign) for sign in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(sign))
    for pair, sign in _PAIRS:
        plain = plain.replace(pair, sign)
    return plain.translate(_SINGLES)


@lru_cache(maxsize=4096)
def _latin(sign: str) -> str:
    """The Latin letter that a sign of another alphabet looks like; itself where it is none."""
    if sign.isascii():
        return sign
    found = confusables.is_confusable(sign, greedy=True, preferred_aliases=[])
    alike = [each["c"].lower() for hit in found or () for each in hit["homoglyphs"]]
    return next((each for each in alike if len(each) == 1 and each.isascii() and each.isalnum()), sign)


@lru_cache(maxsize=4096)
def _parts(domain: str) -> tuple[str, str]:
    """A domain's name and ending; the last label is the ending where the list knows none (`brenner.example`)."""
    found = _splitter()(domain)
    if found.suffix and found.domain:
        return found.domain, found.suffix
    labels = domain.split(".")
    return (labels[-2], labels[-1]) if len(labels) > 1 else ("", domain)


@lru_cache(maxsize=1)
def _splitter() -> TLDExtract:
    from tldextract import TLDExtract  # noqa: PLC0415 - it brings an HTTP client along, which nothing but the sender of a mail is worth

    return TLDExtract(suffix_list_urls=(), cache_dir=None)

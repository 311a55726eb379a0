"""Tryton's REST API as a user application may use it: search, create, write, and press buttons; every failure is one of the port's.

Each request is one transaction there. The API takes no condition for a write, and gives errors as JSON, as HTML or not at all.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from http import HTTPStatus
from typing import Any

import httpx

from domain.errors import LedgerRefusedError, LedgerUnavailableError, PostingUnknownError, TransientError

LARGEST_ANSWER = 64 * 1024 * 1024
READINGS = 3
"""How often a search is asked that Tryton refuses."""

Record = dict[str, Any]
_REFUSED = (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)


@dataclass(frozen=True)
class Rest:
    """The API of one database for one user, in one company (0: in that which the user has now); `seconds` is how long a request may take in all.

    `until` is when (on the monotonic clock) the last request must be over, so that nobody else has taken up the posting by then.
    """

    address: str
    key: str
    company: int
    seconds: float
    http: httpx.Client
    until: float = float("inf")

    def within(self, seconds: float) -> Rest:
        """The same, but all that is asked must be over in so many seconds."""
        return replace(self, until=time.monotonic() + seconds)

    def search(self, model: str, clauses: Sequence[object], fields: Sequence[str], *, limit: int | None = None) -> list[Record]:
        """The records that fit all clauses, oldest first, with those fields (dotted ones nest).

        Raises:
            LedgerUnavailableError: there is no usable answer, or the user may not read that.
        """
        asked = [("d", _packed(list(clauses))), ("o", _packed([["id", "ASC"]])), *(("f", field) for field in fields)]
        if limit is not None:
            asked.append(("s", str(limit)))
        found = self._read(model, asked)
        if not isinstance(found, list) or not all(isinstance(row, dict) and "id" in row for row in found):
            raise LedgerUnavailableError(f"Tryton gave no list of records when it was asked for {model}.")
        untold = {field.partition(".")[0] for field in fields} - set.intersection(*(set(row) for row in found)) if found else ()
        if untold:
            raise LedgerUnavailableError(f"Tryton did not tell {', '.join(sorted(untold))} of {model}: let its user read that.")
        return found

    def _read(self, model: str, asked: Sequence[tuple[str, str]], again: int = READINGS - 1) -> Any:
        """What Tryton found; a refusal is taken for its answer only when it stays.

        It reads in several statements, and refuses where what it found first is deleted meanwhile, as amendments do with moves. What is
        refused again and again is a matter of rights.
        """
        try:
            return self._asked("GET", model, writes=False, params=asked)
        except LedgerRefusedError as error:
            if again:
                return self._read(model, asked, again - 1)
            raise LedgerUnavailableError(f"Tryton lets its user not read {model}: give it the groups of docs/erp.md ({error}).") from error

    def create(self, model: str, values: Mapping[str, object]) -> int:
        """Makes a record; its id.

        Raises:
            LedgerUnavailableError: certainly not made. PostingUnknownError: perhaps made. LedgerRefusedError: Tryton said no.
        """
        made = self._asked("POST", model, writes=True, content=_json(values))
        if not isinstance(made, dict) or not isinstance(made.get("id"), int):
            raise PostingUnknownError(f"Tryton did not say which record of {model} it made.")
        return int(made["id"])

    def write(self, model: str, record: int, values: Mapping[str, object]) -> None:
        """Changes a record, all of the values or none; raises as `create`."""
        self._done(model, self._asked("PUT", f"{model}/{record}", writes=True, content=_json(values)))

    def press(self, model: str, record: int, button: str) -> None:
        """Presses a button of a record; raises as `create`."""
        self._done(model, self._asked("POST", f"{model}/{record}/{button}", writes=True, content=b"{}"))

    @staticmethod
    def _done(model: str, answer: object) -> None:
        if not isinstance(answer, dict):
            raise PostingUnknownError(f"Tryton did not say what became of the record of {model}.")

    def _asked(self, method: str, path: str, *, writes: bool, **request: Any) -> Any:
        deadline = min(time.monotonic() + self.seconds, self.until)
        if deadline <= time.monotonic():
            raise LedgerUnavailableError("Tryton takes too long: the posting goes on later.")
        unknown: type[TransientError] = PostingUnknownError if writes else LedgerUnavailableError
        where = f"Tryton at {self.address}"
        headers = {
            "Authorization": f"Bearer {self.key}",
            # Naming a company that is none would empty the user's companies in Tryton's cache.
            "X-Tryton-Context": _packed({"company": self.company, "companies": [self.company]} if self.company else {}),
            "Content-Type": "application/json",
        }
        url = f"{self.address}/rest/model/{path}"
        try:
            with self.http.stream(method, url, headers=headers, timeout=deadline - time.monotonic(), **request) as response:
                content = _content(response, deadline)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise LedgerUnavailableError(f"{where} cannot be reached ({error}): check that it runs, and the option url.") from error
        except httpx.HTTPError as error:
            raise unknown(f"{where} gave no whole answer in {self.seconds:g} seconds ({type(error).__name__}).") from error
        if response.is_success:
            return _understood(content, response, unknown)
        raise _failure(response, content, where, unknown)


def _content(response: httpx.Response, deadline: float) -> bytes:
    """The whole body; a server that sends a byte now and then is not waited for."""
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if time.monotonic() > deadline or len(content) > LARGEST_ANSWER:
            raise httpx.ReadTimeout("too slow or too much")
    return bytes(content)


def _understood(content: bytes, response: httpx.Response, unknown: type[TransientError]) -> Any:
    if response.status_code == HTTPStatus.NO_CONTENT:
        return {}
    try:
        return json.loads(content, object_hook=_value, parse_float=Decimal)
    except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError) as error:
        raise unknown("Tryton answered with something that is no JSON: is the option url that of Tryton and its database?") from error


def _failure(response: httpx.Response, content: bytes, where: str, unknown: type[TransientError]) -> Exception:
    said = _said(content)
    match response.status_code:
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            return LedgerUnavailableError(
                f"{where} does not accept the key: make a user application “rest” and set the option key to its key."
            )
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return LedgerRefusedError("The paper is larger than Tryton takes: raise max_size in the section [request] of trytond.conf.")
        case status if status in _REFUSED:
            return LedgerRefusedError(f"Tryton refused: {said or 'it did not say why'}")
        case HTTPStatus.SERVICE_UNAVAILABLE | HTTPStatus.TOO_MANY_REQUESTS:
            return LedgerUnavailableError(f"{where} is busy: it is asked again later.")
        case HTTPStatus.INTERNAL_SERVER_ERROR:
            modules = "purchase, purchase_amendment, stock_lot, incoterm and quality"
            return unknown(f"{where} failed: see its log, and whether its modules {modules} are activated.")
        case status:
            return unknown(f"{where} answered with status {status}: check the option url.")


def _said(content: bytes) -> str:
    """Tryton's own words; its error pages are JSON or HTML, as it pleases."""
    with suppress(ValueError, RecursionError):
        answer = json.loads(content)
        if isinstance(answer, dict):
            return " ".join(str(answer.get("message") or "").split())[:300]
    return ""


def _packed(value: object) -> str:
    return base64.urlsafe_b64encode(_json(value)).decode()


def _json(value: object) -> bytes:
    return json.dumps(value, default=_written, ensure_ascii=False).encode()


def _written(value: object) -> object:
    match value:
        case Decimal():
            return {"__class__": "Decimal", "decimal": str(value)}
        case date():
            return {"__class__": "date", "year": value.year, "month": value.month, "day": value.day}
        case bytes():
            return {"__class__": "bytes", "base64": base64.b64encode(value).decode()}
    raise TypeError(f"{type(value).__name__} has no form in Tryton's JSON")


def _value(node: dict[str, Any]) -> Any:
    match node.get("__class__"):
        case "Decimal":
            return Decimal(node["decimal"])
        case "date":
            return date(node["year"], node["month"], node["day"])
        case "datetime":
            return datetime(*(node[part] for part in ("year", "month", "day", "hour", "minute", "second", "microsecond")))  # noqa: DTZ001
        case _:
            return node

"""What goes wrong on the way to Tryton: the server is killed, an answer is lost or late, our program dies, a person edits the order."""

import random
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

import httpx

from tests.tryton.rpc import day
from tests.tryton.server import TrytonServer

KINDS = (
    "killed before it was applied",
    "killed while it was applied",
    "killed after it was applied",
    "time-out, never applied",
    "time-out, applied",
    "time-out, applied later",
    "time-out, applied meanwhile",
    "program died before",
    "program died after",
    "edited before",
    "edited in the middle",
)
LATER_SECONDS = 0.3


class ProgramDiedError(BaseException):
    """As if our own process had been killed: nothing may catch it."""


@dataclass
class Fault:
    """What goes wrong at which write of a posting."""

    kind: str
    at: int


class FaultyTransport(httpx.BaseTransport):
    """The way to the server, which does what the armed fault says at one of the writes."""

    def __init__(self, server: TrytonServer, edit: "Edit") -> None:
        self._server = server
        self.edit = edit
        self._real = httpx.HTTPTransport()
        self._writes = 0
        self._late: list[threading.Thread] = []
        self.fault: Fault | None = None
        self.fired: Counter[str] = Counter()

    def arm(self, fault: Fault | None) -> None:
        """From now on, writes are counted anew."""
        self._writes = 0
        self.fault = fault

    def settle(self) -> None:
        """Waits until what comes late has come."""
        for thread in self._late:
            thread.join()
        self._late.clear()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        if request.method == "GET" or self.fault is None:
            return self._real.handle_request(request)
        self._writes += 1
        if self._writes <= self.fault.at:
            return self._real.handle_request(request)
        kind, self.fault = self.fault.kind, None
        self.fired[kind] += 1
        return self._go_wrong(kind, request)

    def _go_wrong(self, kind: str, request: httpx.Request) -> httpx.Response:
        match kind:
            case "killed before it was applied":
                self._server.kill()
                raise httpx.ConnectError("refused", request=request)
            case "killed while it was applied":
                killer = threading.Timer(random.uniform(0, 0.05), self._server.kill)
                killer.start()
                try:
                    return self._applied(request)
                finally:
                    killer.join()
            case "killed after it was applied":
                self._applied(request)
                self._server.kill()
                raise httpx.ReadError("reset", request=request)
            case "time-out, never applied":
                raise httpx.ReadTimeout("slow", request=request)
            case "time-out, applied":
                self._applied(request)
                raise httpx.ReadTimeout("slow", request=request)
            case "time-out, applied later" | "time-out, applied meanwhile":
                thread = threading.Thread(target=self._apply_later, args=(request,))
                thread.start()
                self._late.append(thread)
                raise httpx.ReadTimeout("slow", request=request)
            case "program died before":
                raise ProgramDiedError
            case "program died after":
                self._applied(request)
                raise ProgramDiedError
            case _:
                self.edit()
                return self._real.handle_request(request)

    def _applied(self, request: httpx.Request) -> httpx.Response:
        response = self._real.handle_request(request)
        response.read()
        return response

    def _apply_later(self, request: httpx.Request) -> None:
        time.sleep(random.uniform(0, LATER_SECONDS))
        with suppress(httpx.HTTPError):
            self._applied(request)


@dataclass
class Edit:
    """What a person does to the order at hand in Tryton at the same moment."""

    server: TrytonServer
    order: str = ""
    days: list[str] = field(default_factory=list)

    def __call__(self) -> None:
        admin = self.server.admin()
        clauses = (["origin.purchase.number", "=", self.order, "purchase.line"], ["state", "=", "draft"], ["shipment", "=", None])
        planned = admin.ids("stock.move", *clauses)
        if planned:
            self.days.append(f"2027-11-{1 + len(self.days) % 28:02}")
            admin("stock.move", "write", planned[:1], {"planned_date": day(self.days[-1])})

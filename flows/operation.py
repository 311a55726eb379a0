"""Everything that runs while Tallyclerk is served: Prefect's server, the review desk, and the loop that starts a flow when there is work.

The loop runs the flows in this process, which costs a second a batch where a deployment's own process costs several. Without
Prefect the same work is done all the same, only not shown: what became of a paper is in our store alone.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pkgutil import resolve_name
from types import TracebackType
from typing import Any, Self

from app.bootstrap import Tallyclerk, build
from app.people import make_first_users
from app.policies import standing
from app.settings import Settings
from app.sweeping import deliver_all, has_work, mind_cases, overdue_cases, run_batch
from domain.errors import TallyclerkError
from flows import program
from flows.desk import DeskServer
from flows.server import Child, PrefectServer, is_healthy, prefect_environment

LONGEST_PAUSE_SECONDS = 300.0
DEADLINE_SECONDS = 60.0
RESTART_SECONDS = 60.0
TELL_SECONDS = 5.0

logger = logging.getLogger(__name__)


@dataclass
class Operation(AbstractContextManager["Operation"]):
    """The running program; leaving it ends everything that it started."""

    settings: Settings
    stop: threading.Event = field(default_factory=threading.Event)
    say: Callable[[str], None] = print
    passwords: dict[str, str] = field(default_factory=dict)
    _ends: ExitStack = field(default_factory=ExitStack)
    _troubles: dict[str, str] = field(default_factory=dict)
    _stuck: frozenset[str] = frozenset()
    _pause: float = 0.0
    _rested_at: float = 0.0
    _tried: frozenset[str] = frozenset()
    _late: frozenset[int] = frozenset()
    _looked_at: float = float("-inf")
    _started_at: float = 0.0

    def __enter__(self) -> Self:
        """Puts the program together; starts nothing yet."""
        program.stopping.clear()
        self.tally: Tallyclerk = self._ends.enter_context(build(self.settings))
        program.use(self.tally)
        self.passwords = make_first_users(self.tally.pipeline.store)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Ends everything, children last."""
        self.stop.set()
        program.stopping.set()
        self._ends.close()

    def start(self) -> None:
        """Opens the desk and starts Prefect.

        Raises:
            UsageError: a port is taken, or Prefect does not come up.
        """
        says = standing(self.tally.pipeline, self.settings).says
        if says:
            logger.warning("%s", says)
        desk = DeskServer(self.tally)
        desk.start()
        self._ends.callback(desk.stop)
        self.prefect = self._prefect_server()
        os.environ.update(prefect_environment(self.settings.data_dir / "prefect", self.prefect.api_url))
        self.say(f"Starting the Prefect server on {self.prefect.ui_url} (some ten seconds, more at the first start) …")
        self.prefect.start()
        self._ends.callback(self.prefect.stop)
        self._ends.callback(_tell_the_rest)
        self._started_at = time.monotonic()
        threading.Thread(target=self._wake_reader, name="wake reader", daemon=True).start()
        # In a thread of its own: a receiver that does not answer must hold up no paper.
        sending = threading.Thread(target=self._send_out, name="way out", daemon=True)
        sending.start()
        self._ends.callback(sending.join, TELL_SECONDS)
        # Prefect reads its environment when it is imported, so only now; meanwhile the server comes up.
        self._sweep, self._outbox, self._deadlines = (
            resolve_name(name) for name in ("flows.sweep:sweep", "flows.upkeep:outbox", "flows.upkeep:deadlines")
        )
        # As many papers at once as can be read at once, so that the timeline shows work and not waiting.
        self._sweep = self._sweep.with_options(task_runner=resolve_name("flows.sweep:runner")(self.settings.workers))
        self.prefect.wait(lambda: not self.stop.is_set())

    def run(self) -> None:
        """Works until it is told to stop."""
        self.work()
        # People's own runs come after the papers that wait already.
        if not self.stop.is_set():
            self._register()
        while not self.stop.wait(self.settings.sweep_seconds):
            self.work()

    def work(self) -> None:
        """One round: sweeps channels that have something, carries out postings, looks at the deadlines."""
        for channel in self.tally.channels:
            self._guarded(f"sweep of {channel}", partial(self._sweep_if_due, channel))
        self._guarded("outbox", self._deliver)
        self._guarded("deadlines", self._watch_deadlines)

    def _register(self) -> None:
        command = [sys.executable, "-m", "flows.deployments"]
        registrar = Child(command, self.settings.data_dir / "prefect" / "deployments.log", program.leave_settings(self.settings))
        registrar.start()
        self._ends.callback(registrar.stop)

    def _wake_reader(self) -> None:
        """Has a reader's process start before the first paper comes; no paper at all is quickly refused."""
        with suppress(TallyclerkError):
            self.tally.pipeline.reader.read(b"", "nothing")

    def _send_out(self) -> None:
        """Tells other programs and people, until the end; what was not taken when it comes is sent again after the next start."""
        while not self.stop.wait(self.settings.sweep_seconds):
            self._guarded("messages", self.tally.outward.send_round)

    def _sweep_if_due(self, channel: str) -> None:
        while not self.stop.is_set() and has_work(self.tally, channel) and not self._rests(channel):
            self._flow(self._sweep, partial(run_batch, self.tally, channel), channel)
            self._remember_stuck()

    def _deliver(self) -> None:
        pending = frozenset(record.document_id for record in self.tally.pipeline.undelivered())
        if pending - self._tried:
            self._flow(self._outbox, partial(deliver_all, self.tally))
        elif pending:  # the ERP did not take them; the outbox knows when each may be tried again
            deliver_all(self.tally)
        self._tried = pending

    def _watch_deadlines(self) -> None:
        if time.monotonic() - self._looked_at < DEADLINE_SECONDS:
            return
        self._looked_at = time.monotonic()
        mind_cases(self.tally)
        late = frozenset(each.case.case_id for each in overdue_cases(self.tally))
        if late - self._late:
            self._flow(self._deadlines, lambda: None)
        self._late = late

    def _flow(self, flow: Callable[..., Any], plainly: Callable[[], object], *arguments: object) -> None:
        """Runs a flow where Prefect answers, else the same work without it."""
        if not is_healthy(self.prefect.api_url):
            self._restart_prefect()
            plainly()
            return
        # In a thread of its own: in the main one Prefect would take the signals that are ours.
        thread = threading.Thread(target=flow, args=arguments, kwargs={"return_state": True}, name="flow run")
        thread.start()
        thread.join()

    def _rests(self, channel: str) -> bool:
        """Whether only documents wait that could not be driven lately; new files never wait for them."""
        stuck = frozenset(record.document_id for record in self.tally.pipeline.waiting())
        new_files = any(True for _ in self.tally.channels[channel].incoming())
        return not new_files and bool(stuck) and stuck <= self._stuck and time.monotonic() - self._rested_at < self._pause

    def _remember_stuck(self) -> None:
        stuck = frozenset(record.document_id for record in self.tally.pipeline.waiting())
        again = bool(stuck) and stuck <= self._stuck
        self._pause = (
            min(LONGEST_PAUSE_SECONDS, max(self.settings.sweep_seconds, self._pause * 2)) if again else self.settings.sweep_seconds
        )
        self._stuck, self._rested_at = stuck, time.monotonic()

    def _guarded(self, what: str, action: Callable[[], object]) -> None:
        """Does it; trouble that may pass is said once, and tried again next round."""
        try:
            action()
        except (TallyclerkError, OSError) as error:
            if self._troubles.get(what) != str(error):
                logger.warning("The %s has to wait: %s", what, error)
            self._troubles[what] = str(error)
        else:
            self._troubles.pop(what, None)

    def _restart_prefect(self) -> None:
        child = self.prefect.child
        if child is not None and not child.runs and time.monotonic() - self._started_at > RESTART_SECONDS:
            logger.warning("The Prefect server ended; it is started again. Papers go on without it meanwhile.")
            self._started_at = time.monotonic()
            self.prefect.start()

    def _prefect_server(self) -> PrefectServer:
        if self.settings.prefect_api_url:
            return PrefectServer(self.settings.prefect_api_url.rstrip("/"))
        return PrefectServer.embedded(self.settings.data_dir / "prefect", self.settings.host, self.settings.prefect_port)


def _tell_the_rest() -> None:
    """Has Prefect's logs and events sent while its server still answers; at the interpreter's end they would be tried for a minute."""
    for teller in ("prefect.logging.handlers:APILogWorker", "prefect.events.worker:EventsWorker"):
        resolve_name(teller).drain_all(timeout=TELL_SECONDS)

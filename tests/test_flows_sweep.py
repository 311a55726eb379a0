"""The flows under a real Prefect: one run a batch, tasks named as the files, retries only where they can help, and work without Prefect."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prefect import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey, FlowRunFilter, FlowRunFilterId
from prefect.context import refresh_global_settings_context
from prefect.testing.utilities import prefect_test_harness

from domain.arrivals import DocumentState
from domain.errors import StoreBusyError, UsageError
from flows import program
from flows.demo import MARK, fresh_settings
from flows.operation import Operation
from flows.server import Child, PrefectServer
from flows.sweep import sweep
from flows.upkeep import deadlines, outbox
from tests.world import FakeReader, World, confirmation, with_pipeline, world

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def prefect() -> Iterator[str]:
    """A Prefect server of the tests' own, which tells nobody anything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
        patch.setenv("DO_NOT_TRACK", "1")
        refresh_global_settings_context()
        with prefect_test_harness(server_startup_timeout=120), get_client(sync_client=True) as client:
            yield str(client.api_url).rstrip("/")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as here:
        program.use(here.tally)
        program.stopping.clear()
        yield here


def runs() -> list[Any]:
    with get_client(sync_client=True) as client:
        return client.read_flow_runs()


def tasks(run_id: Any) -> dict[str, str]:
    with get_client(sync_client=True) as client:
        found = client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run_id])))
    return {task.name: task.state_name for task in found}


def artifact(key: str) -> str:
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])))
    return str(max(found, key=lambda each: each.created).data)


def test_a_batch_is_one_run_whose_tasks_are_named_as_the_files(prefect: str, made: World) -> None:
    before = len(runs())
    made.drop(confirmation("AB-1"), "clean.pdf")
    made.drop(confirmation("AB-2", price="2.60"), "dear {name}.pdf")
    made.drop(None, "<b>secret.pdf")
    state = sweep("inbox", return_state=True)
    assert state.is_completed()
    assert state.message == "3 papers, 1 postings confirmed"
    after = runs()
    assert len(after) == before + 1
    seen = tasks(state.state_details.flow_run_id)
    assert seen["clean.pdf"] == "Posting"
    assert seen["dear {name}.pdf"] == "Review"
    assert seen["<b>secret.pdf"] == "Rejected"
    told = artifact("papers-inbox")
    assert "1 posted" in told
    assert "/documents/sha256:" in told
    assert "<b>" not in told


def test_what_may_pass_is_tried_again_and_a_fault_of_ours_is_not(prefect: str, made: World) -> None:
    passing = made.drop(confirmation("AB-1"), "a.pdf")
    made.reader.fails = [StoreBusyError("locked")]
    assert sweep("inbox", return_state=True).is_completed()
    assert made.state(passing) is DocumentState.POSTED
    broken = made.drop(confirmation("AB-2"), "b.pdf")
    made.reader.fails = [ZeroDivisionError("ours"), ZeroDivisionError("ours")]
    state = sweep("inbox", return_state=True)
    assert state.is_failed()
    assert "b.pdf" in state.message
    assert made.state(broken) is DocumentState.FAILED
    assert len(made.reader.fails) == 1


def test_what_an_earlier_run_left_behind_is_driven_on(prefect: str, made: World) -> None:
    document_id = made.drop(confirmation())
    made.take_in()
    assert made.state(document_id) is DocumentState.RECEIVED
    sweep("inbox", return_state=True)
    assert made.state(document_id) is DocumentState.POSTED


def test_a_run_that_is_told_to_stop_leaves_the_rest_for_the_next_start(prefect: str, made: World) -> None:
    document_id = made.drop(confirmation())
    program.stopping.set()
    sweep("inbox", return_state=True)
    assert made.state(document_id) is DocumentState.RECEIVED


def test_postings_and_deadlines_have_runs_of_their_own(prefect: str, made: World) -> None:
    planned = made.drop(confirmation("AB-1"), "a.pdf")
    late = made.drop(confirmation("AB-2", price="2.60"), "late|paper.pdf")
    made.take_in()
    for document_id in (planned, late):
        made.tally.pipeline.run(document_id)
    assert outbox(return_state=True).message == "1 postings confirmed"
    assert made.state(planned) is DocumentState.POSTED
    made.clock.go_on(days=5)
    assert deadlines(return_state=True).message == "1 cases are past their deadline"
    assert "late&#124;paper.pdf" in artifact("overdue")


def operation_over(made: World, api_url: str) -> Operation:
    operation = Operation(made.tally.settings, say=lambda _: None)
    operation.tally = made.tally
    operation.prefect = PrefectServer(api_url)
    operation._sweep, operation._outbox, operation._deadlines = sweep, outbox, deadlines
    return operation


def test_a_round_without_work_leaves_no_trace_in_prefect(prefect: str, made: World) -> None:
    operation = operation_over(made, prefect)
    before = len(runs())
    operation.work()
    operation.work()
    assert len(runs()) == before
    document_id = made.drop(confirmation())
    operation.work()
    assert made.state(document_id) is DocumentState.POSTED
    assert len(runs()) == before + 1


def test_without_prefect_papers_go_on_all_the_same(made: World) -> None:
    operation = operation_over(made, "http://127.0.0.1:9/api")
    document_id = made.drop(confirmation())
    operation.work()
    assert made.state(document_id) is DocumentState.POSTED


def test_a_paper_that_cannot_go_on_makes_no_run_a_round_and_holds_up_no_new_one(made: World) -> None:
    class Stuck(FakeReader):
        calls = 0

        def read(self, content: bytes, name: str) -> Any:
            if name == "stuck.pdf":
                Stuck.calls += 1
                raise StoreBusyError("still locked")
            return made.reader.read(content, name)

    stuck = with_pipeline(made, reader=Stuck())
    operation = operation_over(stuck, "http://127.0.0.1:9/api")
    made.drop(confirmation("AB-1"), "stuck.pdf")
    for _ in range(20):
        operation.work()
    assert Stuck.calls < 5
    fresh = made.drop(confirmation("AB-2"), "fresh.pdf")
    operation.work()
    assert made.state(fresh) is DocumentState.POSTED


def test_a_drop_folder_that_is_away_stops_nothing(made: World, caplog: pytest.LogCaptureFixture) -> None:
    made.inbox.rename(made.inbox.with_name("unmounted"))
    operation = operation_over(made, "http://127.0.0.1:9/api")
    operation.work()
    operation.work()
    assert len([entry for entry in caplog.records if "is not there" in entry.getMessage()]) == 1


def test_a_child_ends_with_its_starter_however_that_ends(tmp_path: Path) -> None:
    mark = tmp_path / "alive"
    beating = f"import pathlib, time\nwhile True: pathlib.Path({str(mark)!r}).write_text(str(time.monotonic())); time.sleep(0.05)"
    starter = (
        "import os, pathlib, sys, time\nfrom flows.server import Child\n"
        f"Child([sys.executable, '-c', {beating!r}], pathlib.Path({str(tmp_path / 'log')!r})).start()\n"
        f"while not pathlib.Path({str(mark)!r}).exists(): time.sleep(0.05)\n"
        "os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", starter], check=False).returncode == -9
    until = time.monotonic() + 15
    beat = ""
    while time.monotonic() < until and beat != (beat := mark.read_text()):
        time.sleep(0.5)
    assert beat == mark.read_text()


def test_a_stopped_child_takes_its_own_children_along(tmp_path: Path) -> None:
    mark = tmp_path / "grandchild"
    code = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)'])\nopen({str(mark)!r}, 'w').write(str(child.pid))\ntime.sleep(300)"
    )
    child = Child([sys.executable, "-c", code], tmp_path / "log")
    child.start()
    while not mark.exists() or not mark.read_text():
        time.sleep(0.05)
    child.stop()
    assert not child.runs
    assert not Path(f"/proc/{mark.read_text()}/cmdline").exists() or not Path(f"/proc/{mark.read_text()}/cmdline").read_bytes()


def test_the_demo_empties_only_its_own_folder(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "letter.txt").write_text("keep me")
    with pytest.raises(UsageError, match="something else than a demo"):
        fresh_settings(precious)
    assert (precious / "letter.txt").read_text() == "keep me"
    first = fresh_settings(tmp_path / "demo")
    (first.data_dir / "old").write_text("x")
    assert not (fresh_settings(tmp_path / "demo").data_dir / "old").exists()
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    (first.data_dir / MARK).write_text(str(sleeper.pid))
    with pytest.raises(UsageError, match="is running"):
        fresh_settings(tmp_path / "demo")
    sleeper.kill()
    sleeper.wait()


LOGGING_HOOK = """
import os, sys
def _log(event, arguments):
    place = arguments[1] if event == "socket.connect" else arguments if event == "socket.getaddrinfo" else None
    if isinstance(place, tuple):
        with open(os.environ["CONNECTIONS"], "a") as log: log.write(str(place[0]) + "\\n")
sys.addaudithook(_log)
"""


def test_the_demo_puts_paperwork_through_and_talks_to_nobody_outside(tmp_path: Path) -> None:
    samples, hook = tmp_path / "samples", tmp_path / "hook"
    (samples / "inbox").mkdir(parents=True)
    (samples / "orders.json").write_text("[]")
    (samples / "inbox" / "empty.pdf").write_bytes(b"")
    (samples / "inbox" / "note.pdf").write_text("no PDF at all")
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(LOGGING_HOOK)
    code = f"import sys, pathlib; from flows.demo import demo; sys.exit(demo(pathlib.Path({str(tmp_path / 'demo')!r}), once=True, samples=pathlib.Path({str(samples)!r})))"
    log = tmp_path / "connections"
    environment = {**os.environ, "PYTHONPATH": f"{hook}:{Path(__file__).parent.parent}", "CONNECTIONS": str(log)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=170, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The file is empty" in done.stdout
    assert set(log.read_text().split()) <= {"127.0.0.1", "::1", "localhost", "None"}

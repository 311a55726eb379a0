"""The composition root: the only place that names adapters, and puts the program together from the settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from app.outward import Outward, way_out
from app.pipeline import Pipeline, Reader
from app.settings import Settings
from doctypes import find_doctypes
from domain.arrivals import DocumentRecord
from domain.ports import Channel, Clock, Store
from erp import adapters
from erp import import_orders as orders_file
from extract.sandbox import ReadingPool
from ingest import channels
from storage.archive import FolderArchive
from storage.database import open_store


@dataclass(frozen=True)
class Tallyclerk(AbstractContextManager["Tallyclerk"]):
    """The program: its pipeline, the channels that papers come by, and the way out. Leaving it ends the reader's processes."""

    settings: Settings
    pipeline: Pipeline
    channels: Mapping[str, Channel]
    outward: Outward

    def records(self, document_ids: Sequence[str]) -> list[DocumentRecord]:
        """Those documents as they are now."""
        with self.pipeline.store.begin(reading=True) as work:
            return [work.documents.get(document_id) for document_id in document_ids]

    def close(self) -> None:
        """Ends what it started."""
        for channel in self.channels.values():
            if close := getattr(channel, "close", None):
                close()
        if isinstance(self.pipeline.reader, ReadingPool):
            self.pipeline.reader.close()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def utc_now() -> datetime:
    """The time of this machine's clock, in UTC."""
    return datetime.now(UTC)


def build(settings: Settings, *, clock: Clock = utc_now, reader: Reader | None = None) -> Tallyclerk:
    """The program that the settings describe.

    Args:
        settings: which adapters, where, with which policy.
        clock: what time it is.
        reader: reads the documents; by default a pool of processes that can be killed.

    Raises:
        UsageError: a setting names what is not there.
    """
    store = open_store(settings.database_url, clock)
    archive = FolderArchive(settings.archive_dir)
    erp = adapters.connect(settings.erp, store, archive, settings.erp_options)
    pipeline = Pipeline(
        store=store,
        archive=archive,
        reader=reader or reading_pool(settings, settings.workers),
        order_book=erp,
        ledger=erp,
        doctypes=find_doctypes(),
        policy=settings.policy,
        clock=clock,
        own_domains=settings.mail_domains,
        items_after=settings.learned_items_after,
    )
    return Tallyclerk(settings, pipeline, open_channels(settings), way_out(settings, store, clock))


def reading_pool(settings: Settings, workers: int) -> ReadingPool:
    """As many processes that read documents, as the settings say."""
    return ReadingPool(workers, engine=settings.ocr_engine, languages=settings.languages, servers=settings.mail_servers)


def open_channels(settings: Settings) -> dict[str, Channel]:
    """The channels that the settings name. Raises UsageError where one cannot be opened."""
    ours = {"settle_seconds": str(settings.settle_seconds)}
    for each in settings.channels.values():
        # Our own folders are made; any other may be a share that is not mounted now, and must not be made up.
        if "://" not in each.location and Path(each.location).is_relative_to(settings.data_dir):
            Path(each.location).mkdir(parents=True, exist_ok=True)
    return {name: channels.connect(each.kind, each.location, {**ours, **each.options}) for name, each in settings.channels.items()}


def open_erp(settings: Settings) -> adapters.Erp:
    """The ERP alone; it is not asked anything yet. Raises UsageError where its settings are wrong."""
    return adapters.connect(settings.erp, open_installed_store(settings), FolderArchive(settings.archive_dir), settings.erp_options)


def open_installed_store(settings: Settings) -> Store:
    """The database alone, as for a command that reads no paper."""
    return open_store(settings.database_url, utc_now)


def import_orders(settings: Settings, file: Path) -> int:
    """Loads the file's purchase orders into the embedded order book, all or none; returns how many. Raises UsageError."""
    return orders_file.import_orders(open_installed_store(settings), file)


def first_broken_entry(settings: Settings) -> int | None:
    """The number of the audit log's first entry that does not fit; None where the log is whole."""
    with open_installed_store(settings).begin(reading=True) as work:
        return work.audit.first_broken()

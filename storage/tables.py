"""The tables. A change here needs a migration in `migrations/versions`; a test compares the two."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint, false, text

from storage.columns import Json, UtcTime, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only where the column is exactly an INTEGER.
_Counter = BigInteger().with_variant(Integer, "sqlite")

documents = Table(
    "documents",
    metadata,
    Column("row", _Counter, primary_key=True, autoincrement=True),
    Column("document_id", String(71), nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("channel", Words, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("state", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("supplier_id", Words),
    Column("order_number", Words),
    Column("document_number", Words),
    Column("kind", String(40)),
    # The text itself: pydantic reads it faster than values made of it.
    Column("reading", Text),
    Column("findings", Json, nullable=False),
    Column("signals", Json, nullable=False, server_default="[]"),
    Column("decision", Json),
    Column("error", Words),
    Column("sightings", Integer, nullable=False),
    Column("form", String(20), nullable=False, server_default="file"),
    Column("within", String(71)),
    Column("sender", Json),
    Index(None, "state", "row"),
    Index(None, "supplier_id", "document_number"),
    Index(None, "order_number", "row"),
)

sightings = Table(
    "sightings",
    metadata,
    Column("row", _Counter, primary_key=True, autoincrement=True),
    # Without a document it is a line about something that was refused.
    Column("document_id", String(71), ForeignKey(documents.c.document_id), index=True),
    Column("channel", Words, nullable=False),
    Column("source_id", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("within", String(71), ForeignKey(documents.c.document_id), index=True),
    Column("reason", Words),
    Column("minor", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("channel", "source_id"),
)

cases = Table(
    "cases",
    metadata,
    Column("case_id", _Counter, primary_key=True, autoincrement=True),
    Column("document_id", String(71), ForeignKey(documents.c.document_id), nullable=False, index=True),
    Column("name", Words, nullable=False),
    Column("queue", String(20), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("approvals_needed", Integer, nullable=False),
    Column("approvals", Json, nullable=False),
    Column("corrected_by", Json, nullable=False),
    Column("claimed_by", Words),
    Column("claimed_until", UtcTime),
    Column("opened_at", UtcTime, nullable=False),
    # A case without a deadline has one in the far future, so that the index serves the queue's order.
    Column("due_at", UtcTime, nullable=False),
    Column("state", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    # What the queue is searched by, as the document has it (`storage/worklist.py`): to look through the documents, with their readings,
    # takes a hundred times as long.
    Column("kind", String(40)),
    Column("supplier_id", Words),
    Column("order_number", Words),
    Column("codes", Text, nullable=False),
    Column("words", Words, nullable=False),
    Column("decided_at", UtcTime),
    Column("decided_by", Words),
    Column("undo_until", UtcTime),
    # Null where the reason was given in words alone, or none was asked for.
    Column("reason_code", String(40)),
    Column("assigned_to", Words),
    Column("escalated_to", Words),
    Column("arithmetic", Json, nullable=False, server_default="[]"),
    Column("notice", Words, nullable=False, server_default=""),
    Column("message", Words, nullable=False, server_default=""),
    # What is to become of single lines, by their place on the paper, where they are not simply accepted.
    Column("lines", Json, nullable=False, server_default="{}"),
    Index(None, "state", "supplier_id"),
    Index(None, "state", "order_number"),
    Index(None, "state", "claimed_by"),
    Index(None, "state", "assigned_to"),
    Index(None, "decided_at"),
    Index(None, "reason_code"),
    Index("ix_cases_urgency", "state", text("priority DESC"), "due_at", "case_id"),
    Index("ix_cases_queue_urgency", "state", "queue", text("priority DESC"), "due_at", "case_id"),
)
Index(
    "uq_cases_open",
    cases.c.document_id,
    unique=True,
    sqlite_where=cases.c.state == text("'open'"),
    postgresql_where=cases.c.state == text("'open'"),
)

# Kept apart from the case, as typing must not make it another version.
drafts = Table(
    "drafts",
    metadata,
    Column("case_id", _Counter, ForeignKey(cases.c.case_id), primary_key=True, autoincrement=False),
    Column("user", String(200), primary_key=True),
    Column("typed", Json, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
)

postings = Table(
    "postings",
    metadata,
    Column("row", _Counter, primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("document_id", String(71), ForeignKey(documents.c.document_id), nullable=False, index=True),
    Column("erp", Words, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("order_number", Words, nullable=False),
    Column("supplier_id", Words, nullable=False, server_default=""),
    Column("payload", Json, nullable=False),
    Column("order_version", Words, nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("receipt", Words),
    Column("error", Words),
    Column("before", Json),
    Column("after", Json),
    Column("planned_at", UtcTime, nullable=False),
    Column("held_until", UtcTime),
    # The key of the posting that this one takes back.
    Column("reverses", String(64)),
    Index(None, "state", "row"),
    Index(None, "order_number", "row"),
)

audit = Table(
    "audit",
    metadata,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Index(None, "subject", "sequence"),
    Index(None, "action", "at"),
)

# The end of the chain, kept apart: a log that was cut short does not reach it.
audit_head = Table(
    "audit_head",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("role", String(40), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("departments", Json, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("email", Words, nullable=False, server_default=""),
    Column("subject", String(600), unique=True),
)

visits = Table(
    "visits",
    metadata,
    Column("key_hash", String(64), primary_key=True),
    Column("user", Words, nullable=False, index=True),
    Column("started_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False, index=True),
)

# By the hash of the name that was tried, which may be anything: a password typed into the wrong field must not lie here.
attempts = Table(
    "attempts",
    metadata,
    Column("name_hash", String(64), primary_key=True),
    Column("failed", Integer, nullable=False),
    Column("locked_until", UtcTime),
    Column("tried_at", UtcTime, nullable=False, index=True),
)

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("token_id", String(32), primary_key=True),
    Column("user", Words, nullable=False),
    Column("label", Words, nullable=False),
    Column("secret_hash", String(64), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("revoked", Boolean, nullable=False),
)

orders = Table(
    "orders",
    metadata,
    Column("order_number", Words, primary_key=True),
    Column("supplier_id", Words, primary_key=True, index=True),
    Column("version", String(64), nullable=False),
    Column("content", Json, nullable=False),
)

applied_postings = Table(
    "applied_postings",
    metadata,
    Column("number", _Counter, primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("order_number", Words, nullable=False, index=True),
    Column("payload", Json, nullable=False),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
    Column("applied_at", UtcTime, nullable=False),
)

policies = Table(
    "policies",
    metadata,
    Column("number", _Counter, primary_key=True, autoincrement=True),
    Column("hash", String(71), nullable=False, index=True),
    # The policy's canonical JSON, that the hash is of, and the file as it was written.
    Column("content", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("proposed_by", Words, nullable=False),
    Column("proposed_at", UtcTime, nullable=False),
    # Counts up: the highest is the policy in force.
    Column("force", Integer, unique=True),
    Column("approved_by", Words),
    Column("approved_at", UtcTime),
)

# What the samples are drawn by. The audit log keeps its digest, so that another one in its place shows.
sampling_key = Table(
    "sampling_key",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("key", String(64), nullable=False),
)

samples = Table(
    "samples",
    metadata,
    Column("sample_id", _Counter, primary_key=True, autoincrement=True),
    Column("document_id", String(71), ForeignKey(documents.c.document_id), nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("policy", String(71), nullable=False),
    Column("drawn_at", UtcTime, nullable=False),
    Column("state", String(20), nullable=False),
    Column("claimed_by", Words),
    Column("claimed_until", UtcTime),
    Column("keyed_by", Words),
    Column("keyed_at", UtcTime),
    Column("comparisons", Json, nullable=False),
    Column("settled_by", Words),
    Column("version", Integer, nullable=False),
    Index(None, "state", "sample_id"),
)

# Outcomes for other programs, written where they come about; `spread` once their deliveries are planned.
events = Table(
    "events",
    metadata,
    Column("row", _Counter, primary_key=True, autoincrement=True),
    Column("event_id", String(40), nullable=False, unique=True),
    Column("type", String(40), nullable=False),
    Column("document_id", String(71), ForeignKey(documents.c.document_id), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("body", Text, nullable=False),
    Column("spread", Boolean, nullable=False),
    Index(None, "spread", "row"),
    Index(None, "document_id", "row"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("row", _Counter, primary_key=True, autoincrement=True),
    Column("message_id", String(40), nullable=False),
    Column("via", String(20), nullable=False),
    Column("target", String(320), nullable=False),
    Column("body", Text, nullable=False),
    Column("document_id", String(71), ForeignKey(documents.c.document_id), index=True),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Words),
    Column("planned_at", UtcTime, nullable=False),
    Column("not_before", UtcTime, nullable=False),
    Column("settled_at", UtcTime),
    UniqueConstraint("message_id", "via", "target"),
    Index(None, "state", "not_before"),
)

notices = Table(
    "notices",
    metadata,
    Column("number", _Counter, primary_key=True, autoincrement=True),
    Column("user", String(200), nullable=False),
    Column("case_id", _Counter, ForeignKey(cases.c.case_id), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("words", Words, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("open", Boolean, nullable=False),
    # When it was told; never, where it was not worth telling any more.
    Column("told_at", UtcTime),
    Index(None, "open", "number"),
    Index(None, "user", "told_at"),
)

# What a paper says of its supplier; it counts while the paper is posted, or about to be.
vouched = Table(
    "vouched",
    metadata,
    Column("row", _Counter, primary_key=True, autoincrement=True),
    Column("supplier_id", Words, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("value", Words, nullable=False),
    Column("document_id", String(71), ForeignKey(documents.c.document_id), nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    UniqueConstraint("supplier_id", "kind", "value", "document_id"),
)

# What suppliers call our items and units. A table of text: factors are decimals as they were learned.
mappings = Table(
    "mappings",
    metadata,
    Column("mapping_id", _Counter, primary_key=True, autoincrement=True),
    Column("supplier_id", Words, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("said", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("item", Words, nullable=False),
    Column("unit", Words, nullable=False),
    Column("factor", String(60), nullable=False),
    Column("state", String(20), nullable=False),
    Column("proposed_at", UtcTime, nullable=False),
    Column("decided_by", Words, nullable=False),
    Column("decided_at", UtcTime),
    Column("reason", Words, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("supplier_id", "kind", "key", "item", "unit", "factor", name="uq_mappings_lesson"),
    Index(None, "supplier_id", "state"),
)

# What approved papers say of a mapping; it counts while the paper is posted, or about to be.
mapping_evidence = Table(
    "mapping_evidence",
    metadata,
    Column("mapping_id", _Counter, ForeignKey(mappings.c.mapping_id), primary_key=True, autoincrement=False),
    Column("document_id", String(71), ForeignKey(documents.c.document_id), primary_key=True),
    Column("case_id", _Counter, ForeignKey(cases.c.case_id), nullable=False),
    Column("people", Json, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("agrees", Boolean, nullable=False),
)

# The papers that were posted with a mapping's help.
mapping_uses = Table(
    "mapping_uses",
    metadata,
    Column("mapping_id", _Counter, ForeignKey(mappings.c.mapping_id), primary_key=True, autoincrement=False),
    Column("document_id", String(71), ForeignKey(documents.c.document_id), primary_key=True),
    Column("said", Words, nullable=False),
    Column("at", UtcTime, nullable=False),
)

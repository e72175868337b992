"""Every table, with the constraints that keep what is unique and exclusive so.

Times are integer milliseconds since the epoch, money is in millionths of the currency's unit.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)

Id = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER is SQLite's row id
Json = JSON(none_as_null=True)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True)


def _ref(table: str, name: str | None = None, *, primary_key: bool = False) -> Column[int]:
    return Column(
        name or f"{table}_id", Id, ForeignKey(f"{table}.id"), nullable=False, primary_key=primary_key
    )


def _copied(table: str) -> Column[int]:
    """What the item's row says, too: here for the indexes, so the database need not check it again."""
    return Column(f"{table}_id", Id, nullable=False)


def _maybe(table: str, name: str | None = None) -> Column[int | None]:
    return Column(name or f"{table}_id", Id, ForeignKey(f"{table}.id"))


def _time(name: str = "created_ms", *, nullable: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


def _one_of(column: str, *values: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(map(repr, values))})", name=column)


def _only(where: str) -> dict[str, Any]:
    """The condition of a partial index, for both databases."""
    return {"sqlite_where": text(where), "postgresql_where": text(where)}


user = Table(
    "user",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),  # the name, case-folded
    Column("password_hash", Text, nullable=False),
    Column("role", String, nullable=False),
    _time(),
    _time("disabled_ms", nullable=True),
    _one_of("role", "admin", "manager", "reviewer", "annotator"),
)

session = Table(
    "session",
    metadata,
    Column("id_hash", String, primary_key=True),
    _ref("user"),
    Column("csrf", String, nullable=False),
    _time(),
    _time("expires_ms"),
    Index("ix_session_user", "user_id"),
)

token = Table(
    "token",
    metadata,
    _id(),
    _ref("user"),
    Column("name", Text, nullable=False),
    Column("prefix", String, nullable=False),
    Column("hash", String, nullable=False, unique=True),
    _time(),
    _time("expires_ms", nullable=True),
    _time("revoked_ms", nullable=True),
    _time("last_used_ms", nullable=True),
    Index("ix_token_user", "user_id"),
)

project = Table(
    "project",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("task_type", String, nullable=False),
    Column("currency", String),
    _ref("user", "created_by"),
    _time(),
    _time("archived_ms", nullable=True),
    Column("edit", Integer, nullable=False, server_default=text("1")),  # the ETag
)

schema_version = Table(
    "schema_version",
    metadata,
    _ref("project", primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body", Json, nullable=False),
    _time(),
    _ref("user", "created_by"),
)

guideline_version = Table(
    "guideline_version",
    metadata,
    _ref("project", primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    _time(),
    _ref("user", "created_by"),
)

membership = Table(
    "membership",
    metadata,
    _ref("project", primary_key=True),
    _ref("user", primary_key=True),
    Column("role", String, nullable=False),
    _one_of("role", "manager", "reviewer", "annotator"),
    Index("ix_membership_user", "user_id"),
)

batch = Table(
    "batch",
    metadata,
    _id(),
    _ref("project"),
    Column("name", Text, nullable=False),
    Column("source", Json),
    _ref("user", "created_by"),
    _time(),
    Column("counts", Json),  # null until the upload has ended
    Index("ix_batch_project", "project_id", "id"),
)

refusal = Table(
    "refusal",
    metadata,
    _id(),
    _ref("batch"),
    Column("line", Text, nullable=False),  # a line number, or the name of a file inside the upload
    Column("key", Text),
    Column("reason", Text, nullable=False),
    Column("excerpt", Text, nullable=False),
    Index("ix_refusal_batch", "batch_id", "id"),
)

item = Table(
    "item",
    metadata,
    _id(),
    _ref("project"),
    _ref("batch"),
    Column("key", Text, nullable=False),
    Column("content_hash", String, nullable=False),
    _maybe("item", "duplicate_of"),
    Column("media", String, nullable=False),
    Column("text", Text),
    Column("blob", String),  # key of the file in the blob store
    Column("metadata", Json),
    Column("suggestion", Json),  # a label that came with the item: never taken for the truth
    _time(),
    UniqueConstraint("project_id", "key"),
    Index("ix_item_content", "project_id", "content_hash"),
    Index("ix_item_batch", "batch_id", "id"),
    _one_of("media", "text", "image"),
    CheckConstraint("(text IS NULL) <> (blob IS NULL)", name="content"),
)

campaign = Table(
    "campaign",
    metadata,
    _id(),
    _ref("project"),
    Column("state", String, nullable=False),
    Column("config", Json, nullable=False),
    Column("summary", Json),  # what pages show, as of the last event
    _ref("user", "created_by"),
    _time(),
    _time("finished_ms", nullable=True),
    Column("reason", Text),
    _one_of("state", "running", "stopping", "finished", "failed", "cancelled"),
    Index("ix_campaign_project", "project_id", "id"),
    Index("uq_campaign_live", "project_id", unique=True, **_only("state IN ('running', 'stopping')")),
)

campaign_event = Table(
    "campaign_event",
    metadata,
    _ref("campaign", primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("payload", Json, nullable=False),
    _time(),
)

task = Table(
    "task",
    metadata,
    _id(),
    _copied("project"),
    _ref("item"),
    Column("kind", String, nullable=False),
    Column("slot", Integer, nullable=False, server_default=text("0")),
    _maybe("campaign"),  # null: the plain queue of the project
    Column("round", Integer),
    Column("priority", Integer, nullable=False, server_default=text("0")),
    Column("state", String, nullable=False, server_default=text("'open'")),
    _maybe("user", "worker_id"),  # who holds it or answered it
    Column("lease", Integer, nullable=False, server_default=text("0")),  # counts its holders
    _time("lease_until_ms", nullable=True),
    Column("blind", Boolean, nullable=False, server_default=text("true")),
    Column("suggestion", Json),
    _time("used_ms", nullable=True),  # when its campaign took the answer: from then on no undo
    _time(),
    _one_of("kind", "label", "verify", "review", "audit", "gold", "practice", "exception"),
    _one_of("state", "open", "held", "done", "withdrawn"),
    CheckConstraint("(state IN ('held', 'done')) = (worker_id IS NOT NULL)", name="worker"),
)
#: The queue a task waits in: its campaign's, or 0 for the plain one of the project.
queue = func.coalesce(task.c.campaign_id, text("0"))


_asked = (task.c.item_id, task.c.kind, queue)
Index("uq_task_asked", *_asked, func.coalesce(task.c.round, text("0")), task.c.slot, unique=True)
Index("uq_task_person", *_asked, task.c.worker_id, unique=True, **_only("worker_id IS NOT NULL"))
Index("ix_task_open", task.c.project_id, queue, task.c.priority.desc(), task.c.id, **_only("state = 'open'"))
Index("ix_task_held", task.c.project_id, task.c.lease_until_ms, **_only("state = 'held'"))
Index("ix_task_holder", task.c.worker_id, task.c.project_id, **_only("state = 'held'"))
Index("ix_task_round", task.c.campaign_id, task.c.round, task.c.state, **_only("campaign_id IS NOT NULL"))

answer = Table(
    "answer",
    metadata,
    _id(),
    _ref("task"),
    Column("lease", Integer, nullable=False),
    _ref("item"),
    _copied("project"),
    _ref("user", "worker_id"),
    Column("value", Json),  # null: the person could not say, see `note`
    Column("note", Json),
    Column("seconds", Float, nullable=False),
    Column("blind", Boolean, nullable=False),
    Column("suggestion", Json),  # what the person was shown
    Column("schema_version", Integer, nullable=False),
    Column("guideline_version", Integer, nullable=False),
    Column("price_micros", BigInteger, nullable=False, server_default=text("0")),
    _time(),
    _maybe("answer", "supersedes"),
    UniqueConstraint("task_id", "lease"),
    Index("ix_answer_item", "item_id"),
    Index("ix_answer_worker", "worker_id", "project_id", "id"),
    Index("ix_answer_project", "project_id", "id"),
)

machine_label = Table(
    "machine_label",
    metadata,
    _ref("campaign", primary_key=True),
    _ref("item", primary_key=True),
    _copied("project"),
    Column("value", Json, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("model_version", String, nullable=False),
    _time(),
    Index("ix_machine_label_item", "item_id", "campaign_id"),
)

label = Table(
    "label",
    metadata,
    _ref("item", primary_key=True),
    _copied("project"),
    Column("state", String, nullable=False, server_default=text("'unlabelled'")),
    Column("value", Json),
    Column("class_name", Text),  # the class in `value`, for lists by class
    Column("provenance", String),
    _maybe("answer"),
    Column("answers", Integer, nullable=False, server_default=text("0")),  # how many stand behind it
    _maybe("campaign"),
    Column("model_version", String),
    Column("confidence", Float),
    _time("created_ms", nullable=True),
    _one_of("state", "unlabelled", "human", "machine", "duplicate"),
    _one_of("provenance", "human", "consensus", "review", "machine"),
    CheckConstraint("(state IN ('human', 'machine')) = (value IS NOT NULL)", name="value"),
    Index("ix_label_project", "project_id", "item_id"),
    Index("ix_label_state", "project_id", "state", "item_id"),
    Index("ix_label_class", "project_id", "class_name", "state", "item_id"),
)

ledger = Table(
    "ledger",
    metadata,
    _id(),
    _ref("project"),
    _maybe("campaign"),
    Column("kind", String, nullable=False),
    Column("amount_micros", BigInteger, nullable=False),
    Column("currency", String, nullable=False),
    Column("ref", String, nullable=False, unique=True),  # what was paid for: never twice
    _time(),
    _one_of("kind", "label", "verify", "audit", "training", "embedding"),
    Index("ix_ledger_campaign", "campaign_id", "kind", "amount_micros"),
)

certificate = Table(
    "certificate",
    metadata,
    _id(),
    _ref("campaign"),
    _ref("project"),
    Column("body", Json, nullable=False),
    _time(),
    UniqueConstraint("campaign_id"),
    Index("ix_certificate_project", "project_id"),
)

plan = Table(
    "plan",
    metadata,
    _id(),
    _ref("project"),
    Column("state", String, nullable=False),
    Column("request", Json, nullable=False),
    Column("body", Json),
    _ref("user", "created_by"),
    _time(),
    _one_of("state", "computing", "ready", "failed"),
    Index("ix_plan_project", "project_id", "id"),
)

release = Table(
    "release",
    metadata,
    _id(),
    _ref("project"),
    Column("version", Integer, nullable=False),
    Column("note", Text),
    _maybe("certificate"),
    Column("manifest", Json, nullable=False),
    Column("blob", String, nullable=False),
    _ref("user", "created_by"),
    _time(),
    UniqueConstraint("project_id", "version"),
)

job = Table(
    "job",
    metadata,
    _id(),
    Column("kind", String, nullable=False),
    Column("args", Json, nullable=False),
    Column("dedupe_key", String),
    Column("state", String, nullable=False, server_default=text("'ready'")),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    _time("run_after_ms"),
    _time("lease_until_ms", nullable=True),
    Column("worker", String),
    Column("progress", Json),
    Column("error", Text),
    _time(),
    _time("finished_ms", nullable=True),
    _one_of("state", "ready", "running", "done", "failed"),
    Index("uq_job_live", "dedupe_key", unique=True, **_only("state IN ('ready', 'running')")),
    Index("ix_job_ready", "run_after_ms", **_only("state = 'ready'")),
    Index("ix_job_running", "lease_until_ms", **_only("state = 'running'")),
)

idempotency = Table(
    "idempotency",
    metadata,
    _ref("user", primary_key=True),
    Column("key", String, primary_key=True),
    Column("request_hash", String, nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", Json),
    _time(),
    Index("ix_idempotency_created", "created_ms"),
)

#: What changes with nearly every write: counted in several rows a project, so that writers do not wait
#: for each other; a reader adds them up.
change = Table(
    "change",
    metadata,
    _ref("project", primary_key=True),
    Column("shard", Integer, primary_key=True, autoincrement=False),
    Column("version", BigInteger, nullable=False),
    Column("items", BigInteger, nullable=False, server_default=text("0")),
    Column("duplicates", BigInteger, nullable=False, server_default=text("0")),
    Column("human", BigInteger, nullable=False, server_default=text("0")),
    Column("machine", BigInteger, nullable=False, server_default=text("0")),
)

"""Every table, with the constraints that keep what is unique and exclusive so.

Times are integer milliseconds since the epoch, money is in millionths of the currency's unit.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)

from vermeil.store.columns import Json, copied, id_, maybe, metadata, one_live, one_of, only, ref, time_, zero

__all__ = ["Json", "metadata"]

user = Table(
    "user",
    metadata,
    id_(),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),  # the name, case-folded
    Column("password_hash", Text, nullable=False),
    Column("role", String, nullable=False),
    time_(),
    time_("disabled_ms", nullable=True),
    one_of("role", "admin", "manager", "reviewer", "annotator"),
)

session = Table(
    "session",
    metadata,
    Column("id_hash", String, primary_key=True),
    ref("user"),
    Column("csrf", String, nullable=False),
    time_(),
    time_("expires_ms"),
    Index("ix_session_user", "user_id"),
)

token = Table(
    "token",
    metadata,
    id_(),
    ref("user"),
    Column("name", Text, nullable=False),
    Column("prefix", String, nullable=False),
    Column("hash", String, nullable=False, unique=True),
    time_(),
    time_("expires_ms", nullable=True),
    time_("revoked_ms", nullable=True),
    time_("last_used_ms", nullable=True),
    Index("ix_token_user", "user_id"),
)

project = Table(
    "project",
    metadata,
    id_(),
    Column("name", Text, nullable=False),
    Column("currency", String),
    Column("suggestions", String, nullable=False, server_default=text("'shown'")),
    Column("few_shot", Boolean, nullable=False, server_default=text("false")),
    zero("few_shot_at"),  # labels, before it is looked again
    ref("user", "created_by"),
    time_(),
    time_("archived_ms", nullable=True),
    Column("edit", Integer, nullable=False, server_default=text("1")),  # the ETag
    one_of("suggestions", "shown", "delayed", "blind"),
)

schema_version = Table(
    "schema_version",
    metadata,
    ref("project", primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body", Json, nullable=False),
    time_(),
    ref("user", "created_by"),
)

guideline_version = Table(
    "guideline_version",
    metadata,
    ref("project", primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    time_(),
    ref("user", "created_by"),
)

membership = Table(
    "membership",
    metadata,
    ref("project", primary_key=True),
    ref("user", primary_key=True),
    Column("role", String, nullable=False),
    Column("expert", Boolean, nullable=False, server_default=text("false")),  # whose word is the reference
    one_of("role", "manager", "reviewer", "annotator"),
    Index("ix_membership_user", "user_id"),
)

batch = Table(
    "batch",
    metadata,
    id_(),
    ref("project"),
    Column("name", Text, nullable=False),
    Column("source", Json),
    ref("user", "created_by"),
    time_(),
    Column("counts", Json),  # null until the upload has ended
    Index("ix_batch_project", "project_id", "id"),
)

refusal = Table(
    "refusal",
    metadata,
    id_(),
    ref("batch"),
    Column("line", Text, nullable=False),  # a line number, or the name of a file inside the upload
    Column("key", Text),
    Column("reason", Text, nullable=False),
    Column("excerpt", Text, nullable=False),
    Index("ix_refusal_batch", "batch_id", "id"),
)

item = Table(
    "item",
    metadata,
    id_(),
    ref("project"),
    ref("batch"),
    Column("key", Text, nullable=False),
    Column("content_hash", String, nullable=False),
    maybe("item", "duplicate_of"),
    Column("media", String, nullable=False),
    Column("text", Text),
    Column("blob", String),  # key of the file in the blob store
    Column("width", Integer),  # of an image in pixels, upright
    Column("height", Integer),
    Column("pages", Integer),  # of a document; an image is one
    Column("metadata", Json),
    Column("suggestion", Json),  # a label that came with the item: never taken for the truth
    time_(),
    UniqueConstraint("project_id", "key"),
    Index("ix_item_content", "project_id", "content_hash"),
    Index("ix_item_batch", "batch_id", "id"),
    one_of("media", "text", "image", "audio", "document", "html", "json"),
    CheckConstraint("(text IS NULL) <> (blob IS NULL)", name="content"),
)

example = Table(
    "example",  # in the versions of the guideline from `since` to before `until` (null: to the newest)
    metadata,
    *(ref(one, primary_key=True) for one in ("project", "item")),
    Column("since", Integer, primary_key=True, autoincrement=False),
    Column("until", Integer),
    Column("value", Json, nullable=False),
    Column("about", Text),  # the class or label that it is an example of
    Column("good", Boolean, nullable=False),
    Column("why", Text),
    Index("uq_example_now", "item_id", unique=True, **only("until IS NULL")),
)

campaign = Table("campaign", metadata, *one_live("campaign", "config"))

campaign_event = Table(
    "campaign_event",
    metadata,
    ref("campaign", primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("payload", Json, nullable=False),
    time_(),
)

task = Table(
    "task",
    metadata,
    id_(),
    copied("project"),
    ref("item"),
    Column("kind", String, nullable=False),
    zero("slot"),
    Column("page", Integer),  # of a round: its tasks are shown together
    maybe("campaign"),  # null: the plain queue of the project
    Column("round", Integer),
    zero("priority"),
    Column("expert", Boolean, nullable=False, server_default=text("false")),  # for experts only
    Column("state", String, nullable=False, server_default=text("'open'")),
    maybe("user", "worker_id"),  # who holds it or answered it
    zero("lease"),  # counts its holders
    time_("lease_until_ms", nullable=True),
    Column("blind", Boolean, nullable=False, server_default=text("true")),
    Column("suggestion", Json),
    time_("used_ms", nullable=True),  # when its campaign took the answer: from then on no undo
    time_("overruled_ms", nullable=True),  # when a campaign ended with another label: from then on no label
    time_(),
    one_of("kind", "label", "verify", "review", "audit", "gold", "practice", "exception", "import"),
    one_of("state", "open", "held", "done", "withdrawn"),
    CheckConstraint("(state IN ('held', 'done')) = (worker_id IS NOT NULL)", name="worker"),
)
#: The queue a task waits in: its campaign's, or 0 for the plain one of the project.
queue = func.coalesce(task.c.campaign_id, text("0"))

_asked = (task.c.item_id, task.c.kind, queue)
#: Who has reviewed an item may do so again; who imports brings along what several people said.
_again = text("(CASE WHEN kind IN ('review', 'import') THEN slot ELSE 0 END)")
_person = (task.c.item_id, queue, task.c.expert, task.c.worker_id, task.c.kind, _again)
_open = (task.c.project_id, queue, task.c.expert, task.c.priority.desc(), task.c.id)
Index("uq_task_asked", *_asked, func.coalesce(task.c.round, text("0")), task.c.slot, unique=True)
Index("uq_task_person", *_person, unique=True, **only("worker_id IS NOT NULL"))
Index("ix_task_open", *_open, **only("state = 'open'"))
Index("ix_task_held", task.c.project_id, task.c.lease_until_ms, **only("state = 'held'"))
Index("ix_task_holder", task.c.worker_id, task.c.project_id, **only("state = 'held'"))
Index("ix_task_test", task.c.project_id, task.c.state, **only("kind = 'gold'"))
Index("ix_task_round", task.c.campaign_id, task.c.round, task.c.state, **only("campaign_id IS NOT NULL"))

answer = Table(
    "answer",
    metadata,
    id_(),
    ref("task"),
    Column("lease", Integer, nullable=False),
    ref("item"),
    copied("project"),
    ref("user", "worker_id"),
    Column("value", Json),  # null: the person could not say, see `note`
    Column("note", Json),
    Column("origin", Json),  # of an imported one: tool, annotator, annotated_at, extras
    Column("seconds", Float, nullable=False),
    Column("blind", Boolean, nullable=False),
    Column("suggestion", Json),  # what the person was shown
    Column("schema_version", Integer, nullable=False),
    Column("guideline_version", Integer),  # null: imported, by no guideline of ours
    Column("price_micros", BigInteger, nullable=False, server_default=text("0")),
    time_(),
    maybe("answer", "supersedes"),
    UniqueConstraint("task_id", "lease"),
    Index("ix_answer_item", "item_id"),
    Index("ix_answer_worker", "worker_id", "project_id", "id"),
    Index("ix_answer_project", "project_id", "id"),
)

machine_label = Table(
    "machine_label",
    metadata,
    ref("campaign", primary_key=True),
    ref("item", primary_key=True),
    copied("project"),
    Column("value", Json, nullable=False),
    Column("class_name", Text),
    Column("confidence", Float, nullable=False),
    Column("model_version", String, nullable=False),
    time_(),
    Index("ix_machine_label_item", "item_id", "campaign_id"),
)

label = Table(
    "label",
    metadata,
    ref("item", primary_key=True),
    copied("project"),
    Column("state", String, nullable=False, server_default=text("'unlabelled'")),
    Column("value", Json),
    Column("class_name", Text),  # the class in `value`, for lists by class
    Column("provenance", String),
    maybe("answer"),
    zero("answers"),  # how many stand behind it
    maybe("campaign"),
    Column("model_version", String),
    Column("confidence", Float),
    time_("created_ms", nullable=True),
    Column("doubt", String),  # why a reviewer should look at it
    one_of("state", "unlabelled", "human", "machine", "duplicate"),
    one_of("doubt", "disagree", "against_model", "marked"),
    one_of("provenance", "human", "imported", "review", "machine"),
    CheckConstraint("(state IN ('human', 'machine')) = (value IS NOT NULL)", name="value"),
    Index("ix_label_project", "project_id", "item_id"),
    Index("ix_label_state", "project_id", "state", "item_id"),
    Index("ix_label_class", "project_id", "class_name", "state", "item_id"),
    Index("ix_label_doubt", "project_id", "doubt", "item_id", **only("doubt IS NOT NULL")),
    Index("ix_label_unsure", "project_id", "confidence", "item_id", **only("state = 'machine'")),
)

ledger = Table(
    "ledger",
    metadata,
    id_(),
    ref("project"),
    maybe("campaign"),
    Column("kind", String, nullable=False),
    Column("amount_micros", BigInteger, nullable=False),
    Column("currency", String, nullable=False),
    Column("ref", String, nullable=False, unique=True),  # what was paid for: never twice
    time_(),
    one_of("kind", "label", "verify", "audit", "expert", "training", "embedding", "calls", "suggestion"),
    Index("ix_ledger_campaign", "campaign_id", "kind", "amount_micros"),
)

certificate = Table(
    "certificate",
    metadata,
    id_(),
    ref("campaign"),
    ref("project"),
    Column("body", Json, nullable=False),
    time_(),
    UniqueConstraint("campaign_id"),
    Index("ix_certificate_project", "project_id"),
)

plan = Table(
    "plan",
    metadata,
    id_(),
    ref("project"),
    Column("state", String, nullable=False),
    Column("request", Json, nullable=False),
    Column("body", Json),
    ref("user", "created_by"),
    time_(),
    one_of("state", "computing", "ready", "failed"),
    Index("ix_plan_project", "project_id", "id"),
)

suggestion_run = Table("suggestion_run", metadata, *one_live("suggestion_run", "request"))

release = Table(
    "release",
    metadata,
    id_(),
    ref("project"),
    Column("version", Integer, nullable=False),
    Column("note", Text),
    maybe("certificate"),
    Column("manifest", Json, nullable=False),
    Column("blob", String, nullable=False),
    ref("user", "created_by"),
    time_(),
    UniqueConstraint("project_id", "version"),
)

job = Table(
    "job",
    metadata,
    id_(),
    Column("kind", String, nullable=False),
    Column("args", Json, nullable=False),
    Column("dedupe_key", String),
    Column("state", String, nullable=False, server_default=text("'ready'")),
    zero("attempts"),
    time_("run_after_ms"),
    time_("lease_until_ms", nullable=True),
    Column("worker", String),
    Column("progress", Json),
    Column("error", Text),
    time_(),
    time_("finished_ms", nullable=True),
    one_of("state", "ready", "running", "done", "failed"),
    Index("uq_job_live", "dedupe_key", unique=True, **only("state IN ('ready', 'running')")),
    Index("ix_job_ready", "run_after_ms", **only("state = 'ready'")),
    Index("ix_job_running", "lease_until_ms", **only("state = 'running'")),
)

idempotency = Table(
    "idempotency",
    metadata,
    ref("user", primary_key=True),
    Column("key", String, primary_key=True),
    Column("request_hash", String, nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", Json),
    time_(),
    Index("ix_idempotency_created", "created_ms"),
)

#: What changes with nearly every write: counted in several rows a project, so that writers do not wait
#: for each other; a reader adds them up.
change = Table(
    "change",
    metadata,
    ref("project", primary_key=True),
    Column("shard", Integer, primary_key=True, autoincrement=False),
    Column("version", BigInteger, nullable=False),
    Column("items", BigInteger, nullable=False, server_default=text("0")),
    Column("duplicates", BigInteger, nullable=False, server_default=text("0")),
    Column("human", BigInteger, nullable=False, server_default=text("0")),
    Column("machine", BigInteger, nullable=False, server_default=text("0")),
)

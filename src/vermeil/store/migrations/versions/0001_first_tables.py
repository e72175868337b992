"""The tables of the first version."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True)
QUEUE = sa.text("coalesce(campaign_id, 0)")
AGAIN = sa.text("(CASE WHEN kind IN ('review', 'import') THEN slot ELSE 0 END)")


def only(where: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}


def upgrade() -> None:
    for table in TABLES:
        table()


def job() -> None:
    op.create_table(
        "job",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("args", JSON, nullable=False),
        sa.Column("dedupe_key", sa.String()),
        sa.Column("state", sa.String(), server_default=sa.text("'ready'"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("run_after_ms", sa.BigInteger(), nullable=False),
        sa.Column("lease_until_ms", sa.BigInteger()),
        sa.Column("worker", sa.String()),
        sa.Column("progress", JSON),
        sa.Column("error", sa.Text()),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("finished_ms", sa.BigInteger()),
        sa.CheckConstraint("state IN ('ready', 'running', 'done', 'failed')", name=op.f("ck_job_state")),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
    )
    op.create_index("ix_job_ready", "job", ["run_after_ms"], **only("state = 'ready'"))
    op.create_index("ix_job_running", "job", ["lease_until_ms"], **only("state = 'running'"))
    op.create_index(
        "uq_job_live", "job", ["dedupe_key"], unique=True, **only("state IN ('ready', 'running')")
    )


def user() -> None:
    op.create_table(
        "user",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("disabled_ms", sa.BigInteger()),
        sa.CheckConstraint(
            "role IN ('admin', 'manager', 'reviewer', 'annotator')", name=op.f("ck_user_role")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_user"),
        sa.UniqueConstraint("folded", name="uq_user_folded"),
    )


def idempotency() -> None:
    op.create_table(
        "idempotency",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("request_hash", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", JSON),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_idempotency_user_id"),
        sa.PrimaryKeyConstraint("user_id", "key", name="pk_idempotency"),
    )
    op.create_index("ix_idempotency_created", "idempotency", ["created_ms"])


def project() -> None:
    op.create_table(
        "project",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("currency", sa.String()),
        sa.Column("suggestions", sa.String(), server_default=sa.text("'shown'"), nullable=False),
        sa.Column("few_shot", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("few_shot_at", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "suggestions IN ('shown', 'delayed', 'blind')", name=op.f("ck_project_suggestions")
        ),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("archived_ms", sa.BigInteger()),
        sa.Column("edit", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name="fk_project_created_by"),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
    )


def session() -> None:
    op.create_table(
        "session",
        sa.Column("id_hash", sa.String(), nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("csrf", sa.String(), nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_session_user_id"),
        sa.PrimaryKeyConstraint("id_hash", name="pk_session"),
    )
    op.create_index("ix_session_user", "session", ["user_id"])


def token() -> None:
    op.create_table(
        "token",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_ms", sa.BigInteger()),
        sa.Column("revoked_ms", sa.BigInteger()),
        sa.Column("last_used_ms", sa.BigInteger()),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_token_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.UniqueConstraint("hash", name="uq_token_hash"),
    )
    op.create_index("ix_token_user", "token", ["user_id"])


def batch() -> None:
    op.create_table(
        "batch",
        sa.Column("id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", JSON),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("counts", JSON),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name="fk_batch_created_by"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_batch_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_batch"),
    )
    op.create_index("ix_batch_project", "batch", ["project_id", "id"])


def campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("config", JSON, nullable=False),
        sa.Column("summary", JSON),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("finished_ms", sa.BigInteger()),
        sa.Column("reason", sa.Text()),
        sa.CheckConstraint(
            "state IN ('running', 'finished', 'failed', 'cancelled')",
            name=op.f("ck_campaign_state"),
        ),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name="fk_campaign_created_by"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_campaign_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_campaign"),
    )
    op.create_index("ix_campaign_project", "campaign", ["project_id", "id"])
    op.create_index(
        "uq_campaign_live",
        "campaign",
        ["project_id"],
        unique=True,
        **only("state = 'running'"),
    )


def change() -> None:
    op.create_table(
        "change",
        sa.Column("project_id", ID, nullable=False),
        sa.Column("shard", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("items", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("duplicates", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("human", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("machine", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_change_project_id"),
        sa.PrimaryKeyConstraint("project_id", "shard", name="pk_change"),
    )


def guideline_version() -> None:
    op.create_table(
        "guideline_version",
        sa.Column("project_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name="fk_guideline_version_created_by"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_guideline_version_project_id"),
        sa.PrimaryKeyConstraint("project_id", "version", name="pk_guideline_version"),
    )


def membership() -> None:
    op.create_table(
        "membership",
        sa.Column("project_id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("expert", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("role IN ('manager', 'reviewer', 'annotator')", name=op.f("ck_membership_role")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_membership_project_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_membership_user_id"),
        sa.PrimaryKeyConstraint("project_id", "user_id", name="pk_membership"),
    )
    op.create_index("ix_membership_user", "membership", ["user_id"])


def plan() -> None:
    op.create_table(
        "plan",
        sa.Column("id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("request", JSON, nullable=False),
        sa.Column("body", JSON),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('computing', 'ready', 'failed')", name=op.f("ck_plan_state")),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name="fk_plan_created_by"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_plan_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
    )
    op.create_index("ix_plan_project", "plan", ["project_id", "id"])


def suggestion_run() -> None:
    op.create_table(
        "suggestion_run",
        sa.Column("id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("request", JSON, nullable=False),
        sa.Column("summary", JSON),
        sa.Column("reason", sa.Text()),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("finished_ms", sa.BigInteger()),
        sa.CheckConstraint(
            "state IN ('running', 'finished', 'failed', 'cancelled')", name=op.f("ck_suggestion_run_state")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name="fk_suggestion_run_created_by"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_suggestion_run_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_suggestion_run"),
    )
    op.create_index("ix_suggestion_run_project", "suggestion_run", ["project_id", "id"])
    op.create_index(
        "uq_suggestion_run_live", "suggestion_run", ["project_id"], unique=True, **only("state = 'running'")
    )


def schema_version() -> None:
    op.create_table(
        "schema_version",
        sa.Column("project_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name="fk_schema_version_created_by"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_schema_version_project_id"),
        sa.PrimaryKeyConstraint("project_id", "version", name="pk_schema_version"),
    )


def campaign_event() -> None:
    op.create_table(
        "campaign_event",
        sa.Column("campaign_id", ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_campaign_event_campaign_id"),
        sa.PrimaryKeyConstraint("campaign_id", "seq", name="pk_campaign_event"),
    )


def certificate() -> None:
    op.create_table(
        "certificate",
        sa.Column("id", ID, nullable=False),
        sa.Column("campaign_id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_certificate_campaign_id"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_certificate_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
        sa.UniqueConstraint("campaign_id", name="uq_certificate_campaign_id"),
    )
    op.create_index("ix_certificate_project", "certificate", ["project_id"])


def item() -> None:
    op.create_table(
        "item",
        sa.Column("id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("batch_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("duplicate_of", ID),
        sa.Column("media", sa.String(), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("blob", sa.String()),
        sa.Column("width", sa.Integer()),
        sa.Column("height", sa.Integer()),
        sa.Column("pages", sa.Integer()),
        sa.Column("metadata", JSON),
        sa.Column("suggestion", JSON),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "media IN ('text', 'image', 'audio', 'document', 'html', 'json')", name=op.f("ck_item_media")
        ),
        sa.CheckConstraint("(text IS NULL) <> (blob IS NULL)", name=op.f("ck_item_content")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_item_batch_id"),
        sa.ForeignKeyConstraint(["duplicate_of"], ["item.id"], name="fk_item_duplicate_of"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_item_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_item"),
        sa.UniqueConstraint("project_id", "key", name="uq_item_project_id_key"),
    )
    op.create_index("ix_item_batch", "item", ["batch_id", "id"])
    op.create_index("ix_item_content", "item", ["project_id", "content_hash"])


def example() -> None:
    op.create_table(
        "example",
        sa.Column("project_id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("since", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until", sa.Integer()),
        sa.Column("value", JSON, nullable=False),
        sa.Column("about", sa.Text()),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text()),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_example_item_id"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_example_project_id"),
        sa.PrimaryKeyConstraint("project_id", "item_id", "since", name="pk_example"),
    )
    op.create_index("uq_example_now", "example", ["item_id"], unique=True, **only("until IS NULL"))


def ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("campaign_id", ID),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount_micros", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('label', 'verify', 'audit', 'expert', 'training', 'embedding', 'calls', 'suggestion')",
            name=op.f("ck_ledger_kind"),
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_ledger_campaign_id"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_ledger_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ledger"),
        sa.UniqueConstraint("ref", name="uq_ledger_ref"),
    )
    op.create_index("ix_ledger_campaign", "ledger", ["campaign_id", "kind", "amount_micros"])


def refusal() -> None:
    op.create_table(
        "refusal",
        sa.Column("id", ID, nullable=False),
        sa.Column("batch_id", ID, nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("key", sa.Text()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_refusal_batch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_refusal"),
    )
    op.create_index("ix_refusal_batch", "refusal", ["batch_id", "id"])


def machine_label() -> None:
    op.create_table(
        "machine_label",
        sa.Column("campaign_id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("class_name", sa.Text()),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_machine_label_campaign_id"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_machine_label_item_id"),
        sa.PrimaryKeyConstraint("campaign_id", "item_id", name="pk_machine_label"),
    )
    op.create_index("ix_machine_label_item", "machine_label", ["item_id", "campaign_id"])


def release() -> None:
    op.create_table(
        "release",
        sa.Column("id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("certificate_id", ID),
        sa.Column("manifest", JSON, nullable=False),
        sa.Column("blob", sa.String(), nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["certificate_id"], ["certificate.id"], name="fk_release_certificate_id"),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name="fk_release_created_by"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_release_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_release"),
        sa.UniqueConstraint("project_id", "version", name="uq_release_project_id_version"),
    )


def task() -> None:
    op.create_table(
        "task",
        sa.Column("id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("slot", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("page", sa.Integer()),
        sa.Column("campaign_id", ID),
        sa.Column("round", sa.Integer()),
        sa.Column("priority", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("expert", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("state", sa.String(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("worker_id", ID),
        sa.Column("lease", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("lease_until_ms", sa.BigInteger()),
        sa.Column("blind", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("suggestion", JSON),
        sa.Column("used_ms", sa.BigInteger()),
        sa.Column("overruled_ms", sa.BigInteger()),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('held', 'done')) = (worker_id IS NOT NULL)", name=op.f("ck_task_worker")
        ),
        sa.CheckConstraint(
            "kind IN ('label', 'verify', 'review', 'audit', 'gold', 'practice', 'exception', 'import')",
            name=op.f("ck_task_kind"),
        ),
        sa.CheckConstraint("state IN ('open', 'held', 'done', 'withdrawn')", name=op.f("ck_task_state")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_task_campaign_id"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_task_item_id"),
        sa.ForeignKeyConstraint(["worker_id"], ["user.id"], name="fk_task_worker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
    )
    op.create_index("ix_task_held", "task", ["project_id", "lease_until_ms"], **only("state = 'held'"))
    op.create_index("ix_task_holder", "task", ["worker_id", "project_id"], **only("state = 'held'"))
    op.create_index(
        "ix_task_round", "task", ["campaign_id", "round", "state"], **only("campaign_id IS NOT NULL")
    )
    op.create_index("ix_task_test", "task", ["project_id", "state"], **only("kind = 'gold'"))
    op.create_index(
        "uq_task_asked",
        "task",
        ["item_id", "kind", QUEUE, sa.text("coalesce(round, 0)"), "slot"],
        unique=True,
    )
    op.create_index(
        "uq_task_person",
        "task",
        ["item_id", QUEUE, "expert", "worker_id", "kind", AGAIN],
        unique=True,
        **only("worker_id IS NOT NULL"),
    )
    op.create_index(
        "ix_task_open",
        "task",
        ["project_id", QUEUE, "expert", sa.text("priority DESC"), "id"],
        **only("state = 'open'"),
    )


def answer() -> None:
    op.create_table(
        "answer",
        sa.Column("id", ID, nullable=False),
        sa.Column("task_id", ID, nullable=False),
        sa.Column("lease", sa.Integer(), nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("worker_id", ID, nullable=False),
        sa.Column("value", JSON),
        sa.Column("note", JSON),
        sa.Column("origin", JSON),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("suggestion", JSON),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("guideline_version", sa.Integer()),
        sa.Column("price_micros", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("supersedes", ID),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_answer_item_id"),
        sa.ForeignKeyConstraint(["supersedes"], ["answer.id"], name="fk_answer_supersedes"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_answer_task_id"),
        sa.ForeignKeyConstraint(["worker_id"], ["user.id"], name="fk_answer_worker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
        sa.UniqueConstraint("task_id", "lease", name="uq_answer_task_id_lease"),
    )
    op.create_index("ix_answer_item", "answer", ["item_id"])
    op.create_index("ix_answer_project", "answer", ["project_id", "id"])
    op.create_index("ix_answer_worker", "answer", ["worker_id", "project_id", "id"])


def label() -> None:
    op.create_table(
        "label",
        sa.Column("item_id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("state", sa.String(), server_default=sa.text("'unlabelled'"), nullable=False),
        sa.Column("value", JSON),
        sa.Column("class_name", sa.Text()),
        sa.Column("provenance", sa.String()),
        sa.Column("answer_id", ID),
        sa.Column("answers", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("campaign_id", ID),
        sa.Column("model_version", sa.String()),
        sa.Column("confidence", sa.Float()),
        sa.Column("created_ms", sa.BigInteger()),
        sa.Column("doubt", sa.String()),
        sa.CheckConstraint("doubt IN ('disagree', 'against_model', 'marked')", name=op.f("ck_label_doubt")),
        sa.CheckConstraint(
            "(state IN ('human', 'machine')) = (value IS NOT NULL)", name=op.f("ck_label_value")
        ),
        sa.CheckConstraint(
            "provenance IN ('human', 'imported', 'review', 'machine')", name=op.f("ck_label_provenance")
        ),
        sa.CheckConstraint(
            "state IN ('unlabelled', 'human', 'machine', 'duplicate')", name=op.f("ck_label_state")
        ),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name="fk_label_answer_id"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_label_campaign_id"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_label_item_id"),
        sa.PrimaryKeyConstraint("item_id", name="pk_label"),
    )
    op.create_index("ix_label_class", "label", ["project_id", "class_name", "state", "item_id"])
    op.create_index(
        "ix_label_doubt", "label", ["project_id", "doubt", "item_id"], **only("doubt IS NOT NULL")
    )
    op.create_index("ix_label_project", "label", ["project_id", "item_id"])
    op.create_index("ix_label_state", "label", ["project_id", "state", "item_id"])
    op.create_index(
        "ix_label_unsure", "label", ["project_id", "confidence", "item_id"], **only("state = 'machine'")
    )


# each after those it refers to
TABLES = (
    job,
    user,
    idempotency,
    project,
    session,
    token,
    batch,
    campaign,
    change,
    guideline_version,
    membership,
    plan,
    suggestion_run,
    schema_version,
    campaign_event,
    certificate,
    item,
    example,
    ledger,
    refusal,
    machine_label,
    release,
    task,
    answer,
    label,
)

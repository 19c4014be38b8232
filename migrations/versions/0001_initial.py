"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.steps import default_partitions, forbid_changes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

PARTITIONED = ("entry", "finding", "reading")
IMMUTABLE = (
    "attempt",
    "audit_line",
    "entry",
    "finding",
    "reading",
    "reading_quality",
    "release",
    "settlement_line",
    "threshold",
    "case_event",
    "assignment",
)


def upgrade() -> None:

    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("customer_class", sa.String(length=30), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("number", name=op.f("uq_account_number")),
    )
    op.create_table(
        "attempt",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("installation_id", sa.Uuid(), nullable=False),
        sa.Column("register_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("value_e4", sa.BigInteger(), nullable=False),
        sa.Column("hint", JSON, nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("band_version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("home", "id", name=op.f("pk_attempt")),
        info={"immutable": True},
    )
    op.create_index("ix_attempt_task", "attempt", ["home", "task_id"], unique=False)
    op.create_table(
        "audit_line",
        sa.Column("home", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor_kind", sa.String(length=10), nullable=False),
        sa.Column("actor_id", sa.String(length=64), nullable=False),
        sa.Column("on_behalf", sa.String(length=64), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("detail", JSON, nullable=False),
        sa.Column("personal_digest", sa.String(length=64), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("home", "seq", name=op.f("pk_audit_line")),
        info={"immutable": True},
    )
    op.create_index("ix_audit_line_subject", "audit_line", ["home", "subject_kind", "subject_id"], unique=False)
    op.create_table(
        "audit_personal",
        sa.Column("home", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.PrimaryKeyConstraint("home", "digest", name=op.f("pk_audit_personal")),
    )
    op.create_table(
        "backup",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("marks", JSON, nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup")),
    )
    op.create_table(
        "band",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("register_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("installation_id", sa.Uuid(), nullable=False),
        sa.Column("previous_id", sa.Uuid(), nullable=True),
        sa.Column("previous_e4", sa.BigInteger(), nullable=True),
        sa.Column("previous_at", sa.BigInteger(), nullable=True),
        sa.Column("previous_on", sa.Date(), nullable=True),
        sa.Column("zero_run", sa.Integer(), nullable=False),
        sa.Column("history", JSON, nullable=False),
        sa.Column("low_e4", sa.BigInteger(), nullable=True),
        sa.Column("high_e4", sa.BigInteger(), nullable=True),
        sa.Column("mid_e4", sa.BigInteger(), nullable=True),
        sa.Column("case_low_e4", sa.BigInteger(), nullable=True),
        sa.Column("case_high_e4", sa.BigInteger(), nullable=True),
        sa.Column("floor_e4", sa.BigInteger(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("basis", JSON, nullable=False),
        sa.Column("account_status", sa.String(length=20), nullable=False),
        sa.Column("limits", JSON, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("home", "period", "register_id", "version", name=op.f("pk_band")),
    )
    op.create_index("ix_band_installation", "band", ["home", "period", "installation_id"], unique=False)
    op.create_table(
        "billing_period",
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('open','closed')", name=op.f("ck_billing_period_known_state")),
        sa.PrimaryKeyConstraint("branch_id", "period", name=op.f("pk_billing_period")),
    )
    op.create_table(
        "branch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch")),
        sa.UniqueConstraint("code", name=op.f("uq_branch_code")),
    )
    op.create_table(
        "case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("subject_kind", sa.String(length=12), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("metering_point_id", sa.Uuid(), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("headline", sa.String(length=40), nullable=False),
        sa.Column("params", JSON, nullable=False),
        sa.Column("weight_e4", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("waits_for", sa.Uuid(), nullable=True),
        sa.Column("claimed_by", sa.Uuid(), nullable=True),
        sa.Column("claimed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("decision", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.CheckConstraint("state IN ('open','waiting','closed')", name=op.f("ck_case_known_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    op.create_index("ix_case_point", "case", ["metering_point_id", "period"], unique=False)
    op.create_index(
        "ix_case_queue",
        "case",
        ["branch_id", "weight_e4", "id"],
        unique=False,
        postgresql_where=sa.text("state <> 'closed'"),
        sqlite_where=sa.text("state <> 'closed'"),
    )
    op.create_index(
        "ix_case_waits",
        "case",
        ["waits_for"],
        unique=False,
        postgresql_where=sa.text("waits_for IS NOT NULL"),
        sqlite_where=sa.text("waits_for IS NOT NULL"),
    )
    op.create_index(
        "ux_case_open_subject",
        "case",
        ["subject_kind", "subject_id", "kind"],
        unique=True,
        postgresql_where=sa.text("state <> 'closed'"),
        sqlite_where=sa.text("state <> 'closed'"),
    )
    op.create_table(
        "change",
        sa.Column("home", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("audience", sa.String(length=48), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("detail", JSON, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("home", "seq", name=op.f("pk_change")),
    )
    op.create_index("ix_change_audience", "change", ["home", "audience", "seq"], unique=False)
    op.create_table(
        "day_close",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("through_seq", sa.Integer(), nullable=False),
        sa.Column("counts", JSON, nullable=False),
        sa.Column("photos", JSON, nullable=False),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("receipt_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_day_close")),
    )
    op.create_index(op.f("ix_day_close_device_id"), "day_close", ["device_id"], unique=False)
    op.create_table(
        "day_receipt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("through_seq", sa.Integer(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_receipt")),
    )
    op.create_index(op.f("ix_day_receipt_device_id"), "day_receipt", ["device_id"], unique=False)
    op.create_table(
        "entry",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("journal_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("v", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.BigInteger(), nullable=True),
        sa.Column("corrected_at", sa.BigInteger(), nullable=True),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("app_version", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("home", "month", "journal_id", name=op.f("pk_entry")),
        info={"immutable": True},
        postgresql_partition_by="RANGE (month)",
    )
    op.create_index("ix_entry_device", "entry", ["home", "device_id", "seq"], unique=False)
    op.create_index("ix_entry_entry_id", "entry", ["home", "entry_id"], unique=False)
    op.create_table(
        "entry_ids",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("receipt", JSON, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_ids")),
    )
    op.create_table(
        "export_profile",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("columns", JSON, nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_profile")),
        sa.UniqueConstraint("name", name=op.f("uq_export_profile_name")),
    )
    op.create_table(
        "field_note",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("metering_point_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place", JSON, nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("home", "id", name=op.f("pk_field_note")),
    )
    op.create_index("ix_field_note_branch", "field_note", ["branch_id", "recorded_at"], unique=False)
    op.create_index("ix_field_note_task", "field_note", ["task_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("reading_id", sa.Uuid(), nullable=True),
        sa.Column("register_id", sa.Uuid(), nullable=True),
        sa.Column("metering_point_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(length=10), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=8), nullable=False),
        sa.Column("params", JSON, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("action IN ('info','confirm','case','hold')", name=op.f("ck_finding_known_action")),
        sa.PrimaryKeyConstraint("home", "period", "id", name=op.f("pk_finding")),
        info={"immutable": True},
        postgresql_partition_by="RANGE (period)",
    )
    op.create_index("ix_finding_visit", "finding", ["home", "period", "visit_id"], unique=False)
    op.create_table(
        "head",
        sa.Column("home", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("change_seq", sa.BigInteger(), nullable=False),
        sa.Column("pruned_seq", sa.BigInteger(), nullable=False),
        sa.Column("audit_seq", sa.BigInteger(), nullable=False),
        sa.Column("audit_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("home", name=op.f("pk_head")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("sender", sa.String(length=60), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("dry_run", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("error_count", sa.Integer(), nullable=False),
        sa.Column("options", JSON, nullable=False),
        sa.Column("mapping", JSON, nullable=False),
        sa.Column("summary", JSON, nullable=False),
        sa.Column("working", sa.Boolean(), nullable=True),
        sa.Column("beat_at", sa.BigInteger(), nullable=True),
        sa.Column("started_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting','checking','writing','done','refused','failed')", name=op.f("ck_import_batch_known_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("number", name=op.f("uq_import_batch_number")),
        sa.UniqueConstraint("working", name=op.f("uq_import_batch_working")),
    )
    op.create_index("ix_import_batch_file", "import_batch", ["sha256", "kind"], unique=False)
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("run_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('waiting','running','done','dead')", name=op.f("ck_job_known_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
    )
    op.create_index("ix_job_due", "job", ["state", "run_at"], unique=False)
    op.create_index("ix_job_finished", "job", ["finished_at"], unique=False)
    op.create_table(
        "line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line")),
        sa.UniqueConstraint("number", name=op.f("uq_line_number")),
    )
    op.create_table(
        "meter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("asset_number", sa.String(length=22), nullable=False),
        sa.Column("serial_number", sa.String(length=40), nullable=False),
        sa.Column("comm_address", sa.String(length=40), nullable=False),
        sa.Column("model", sa.String(length=60), nullable=False),
        sa.Column("phases", sa.Integer(), nullable=False),
        sa.Column("rated_current_e4", sa.BigInteger(), nullable=True),
        sa.Column("rated_voltage_e4", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meter")),
        sa.UniqueConstraint("asset_number", name=op.f("uq_meter_asset_number")),
    )
    op.create_index(op.f("ix_meter_comm_address"), "meter", ["comm_address"], unique=False)
    op.create_index(op.f("ix_meter_serial_number"), "meter", ["serial_number"], unique=False)
    op.create_table(
        "meter_box",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("barcode", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("key_number", sa.String(length=40), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("columns", sa.Integer(), nullable=False),
        sa.Column("lat", sa.String(length=16), nullable=True),
        sa.Column("lon", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meter_box")),
        sa.UniqueConstraint("barcode", name=op.f("uq_meter_box_barcode")),
    )
    op.create_table(
        "pending_batch",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_pending_batch")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("role IN ('reader','supervisor','customer','admin')", name=op.f("ck_person_known_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
    )
    op.create_table(
        "phone_state",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("through_seq", sa.Integer(), nullable=False),
        sa.Column("islands", JSON, nullable=False),
        sa.Column("anchors", JSON, nullable=False),
        sa.Column("app_version", sa.String(length=40), nullable=False),
        sa.Column("skew_ms", sa.BigInteger(), nullable=True),
        sa.Column("pushed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_phone_state")),
    )
    op.create_table(
        "photo",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mime", sa.String(length=40), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=True),
        sa.Column("look_version", sa.Integer(), nullable=True),
        sa.Column("readable", sa.Boolean(), nullable=True),
        sa.Column("trouble", sa.String(length=40), nullable=True),
        sa.Column("sharpness", sa.Integer(), nullable=True),
        sa.Column("brightness", sa.Integer(), nullable=True),
        sa.Column("dark", sa.Integer(), nullable=True),
        sa.Column("glare", sa.Integer(), nullable=True),
        sa.Column("codes", JSON, nullable=True),
        sa.PrimaryKeyConstraint("home", "sha256", name=op.f("pk_photo")),
    )
    op.create_table(
        "photo_print",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("cut", sa.Integer(), nullable=False),
        sa.Column("print", sa.BigInteger(), nullable=False),
        sa.Column("band0", sa.Integer(), nullable=False),
        sa.Column("band1", sa.Integer(), nullable=False),
        sa.Column("band2", sa.Integer(), nullable=False),
        sa.Column("band3", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("home", "sha256", "cut", name=op.f("pk_photo_print")),
    )
    op.create_index("ix_photo_print_band0", "photo_print", ["band0"], unique=False)
    op.create_index("ix_photo_print_band1", "photo_print", ["band1"], unique=False)
    op.create_index("ix_photo_print_band2", "photo_print", ["band2"], unique=False)
    op.create_index("ix_photo_print_band3", "photo_print", ["band3"], unique=False)
    op.create_table(
        "photo_report",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("code", JSON, nullable=True),
        sa.Column("identifier", sa.String(length=60), nullable=True),
        sa.Column("other_meter_id", sa.Uuid(), nullable=True),
        sa.Column("other_point_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("verdict IN ('matches','other','none','unreadable')", name=op.f("ck_photo_report_known_verdict")),
        sa.PrimaryKeyConstraint("home", "visit_id", "sha256", name=op.f("pk_photo_report")),
    )
    op.create_table(
        "photo_use",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("period", sa.Integer(), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("metering_point_id", sa.Uuid(), nullable=True),
        sa.Column("installation_id", sa.Uuid(), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.Column("place", JSON, nullable=True),
        sa.Column("guide", JSON, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('owed','whole','quarantined')", name=op.f("ck_photo_use_known_state")),
        sa.PrimaryKeyConstraint("home", "visit_id", "sha256", name=op.f("pk_photo_use")),
    )
    op.create_index(
        "ix_photo_use_owed",
        "photo_use",
        ["holder_id"],
        unique=False,
        postgresql_where=sa.text("state = 'owed'"),
        sqlite_where=sa.text("state = 'owed'"),
    )
    op.create_index("ix_photo_use_owner", "photo_use", ["sha256", "owner"], unique=False)
    op.create_index("ix_photo_use_task", "photo_use", ["task_id"], unique=False)
    op.create_index("ix_photo_use_visit", "photo_use", ["visit_id"], unique=False)
    op.create_table(
        "rate_window",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("minute", sa.BigInteger(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_window")),
    )
    op.create_table(
        "reading",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("metering_point_id", sa.Uuid(), nullable=False),
        sa.Column("installation_id", sa.Uuid(), nullable=False),
        sa.Column("register_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("value_e4", sa.BigInteger(), nullable=False),
        sa.Column("value_at", sa.BigInteger(), nullable=False),
        sa.Column("occurred_at", sa.BigInteger(), nullable=True),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("obtained", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "obtained IN ('typed','optical','remote','customer','staff','estimate','correction','import')",
            name=op.f("ck_reading_known_obtained"),
        ),
        sa.CheckConstraint("(corrects_id IS NULL) OR (corrects_id <> id)", name=op.f("ck_reading_corrects_another")),
        sa.CheckConstraint("value_e4 >= 0", name=op.f("ck_reading_not_negative")),
        sa.PrimaryKeyConstraint("home", "period", "id", name=op.f("pk_reading")),
        info={"immutable": True},
        postgresql_partition_by="RANGE (period)",
    )
    op.create_index("ix_reading_register", "reading", ["home", "register_id", "period", "value_at"], unique=False)
    op.create_index(
        "ux_reading_corrects",
        "reading",
        ["home", "period", "corrects_id"],
        unique=True,
        postgresql_where=sa.text("corrects_id IS NOT NULL"),
        sqlite_where=sa.text("corrects_id IS NOT NULL"),
    )
    op.create_index(
        "ux_reading_visit",
        "reading",
        ["home", "period", "visit_id", "register_id"],
        unique=True,
        postgresql_where=sa.text("visit_id IS NOT NULL"),
        sqlite_where=sa.text("visit_id IS NOT NULL"),
    )
    op.create_table(
        "reading_quality",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("home", "period", "reading_id", "code", name=op.f("pk_reading_quality")),
        info={"immutable": True},
    )
    op.create_table(
        "release",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("metering_point_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("released_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("home", "period", "metering_point_id", "number", name=op.f("pk_release")),
        info={"immutable": True},
    )
    op.create_table(
        "route",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_route")),
        sa.UniqueConstraint("branch_id", "code", name=op.f("uq_route_branch_id_code")),
    )
    op.create_table(
        "self_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("metering_point_id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("receipt_number", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('plain','will_be_checked')", name=op.f("ck_self_report_known_kind")),
        sa.CheckConstraint("(invitation_id IS NULL) <> (person_id IS NULL)", name=op.f("ck_self_report_one_sender")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_report")),
        sa.UniqueConstraint("receipt_number", name=op.f("uq_self_report_receipt_number")),
    )
    op.create_index("ix_self_report_invitation", "self_report", ["invitation_id"], unique=False)
    op.create_index("ix_self_report_task", "self_report", ["task_id"], unique=False)
    op.create_table(
        "sender_mapping",
        sa.Column("sender", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("mapping", JSON, nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sender", "kind", name=op.f("pk_sender_mapping")),
    )
    op.create_table(
        "server_key",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("secret", sa.String(length=128), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("purpose IN ('mac','signature')", name=op.f("ck_server_key_known_purpose")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_server_key")),
    )
    op.create_index(op.f("ix_server_key_created_at"), "server_key", ["created_at"], unique=False)
    op.create_table(
        "server_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("incarnation", sa.Uuid(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_server_state_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_server_state")),
    )
    op.create_table(
        "settlement_line",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("metering_point_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("register_id", sa.Uuid(), nullable=False),
        sa.Column("from_reading_id", sa.Uuid(), nullable=True),
        sa.Column("to_reading_id", sa.Uuid(), nullable=False),
        sa.Column("from_value_e4", sa.BigInteger(), nullable=True),
        sa.Column("from_at", sa.BigInteger(), nullable=True),
        sa.Column("to_value_e4", sa.BigInteger(), nullable=False),
        sa.Column("to_at", sa.BigInteger(), nullable=False),
        sa.Column("multiplier_e4", sa.BigInteger(), nullable=False),
        sa.Column("advance_e4", sa.BigInteger(), nullable=False),
        sa.Column("energy_e4", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("home", "period", "metering_point_id", "number", "register_id", name=op.f("pk_settlement_line")),
        info={"immutable": True},
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index("ix_sign_in_attempt_account", "sign_in_attempt", ["account", "at"], unique=False)
    op.create_index("ix_sign_in_attempt_address", "sign_in_attempt", ["address", "at"], unique=False)
    op.create_index(op.f("ix_sign_in_attempt_at"), "sign_in_attempt", ["at"], unique=False)
    op.create_table(
        "threshold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(length=10), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("customer_class", sa.String(length=30), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("numbers", JSON, nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threshold")),
        info={"immutable": True},
    )
    op.create_index("ix_threshold_rule", "threshold", ["rule", "valid_from"], unique=False)
    op.create_table(
        "transformer_area",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transformer_area")),
        sa.UniqueConstraint("number", name=op.f("uq_transformer_area_number")),
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("mime", sa.String(length=40), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("fault", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('open','whole','quarantined')", name=op.f("ck_upload_known_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    op.create_index("ix_upload_expiry", "upload", ["expires_at"], unique=False)
    op.create_index("ix_upload_owner", "upload", ["owner", "created_at"], unique=False)
    op.create_table(
        "visit",
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("metering_point_id", sa.Uuid(), nullable=False),
        sa.Column("installation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("skip_code", sa.String(length=20), nullable=True),
        sa.Column("troubles", JSON, nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("meter_found", JSON, nullable=True),
        sa.Column("place", JSON, nullable=True),
        sa.Column("judged", JSON, nullable=True),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("corrected_at", sa.BigInteger(), nullable=True),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("standing", sa.String(length=12), nullable=False),
        sa.Column("sameness", sa.String(length=64), nullable=True),
        sa.CheckConstraint("outcome IN ('read','skipped','inspected')", name=op.f("ck_visit_known_outcome")),
        sa.CheckConstraint("source IN ('phone','customer','remote','office')", name=op.f("ck_visit_known_source")),
        sa.CheckConstraint("standing IN ('stands','superseded','contested','set_aside')", name=op.f("ck_visit_known_standing")),
        sa.PrimaryKeyConstraint("home", "id", name=op.f("pk_visit")),
    )
    op.create_index("ix_visit_person", "visit", ["home", "person_id", "taken_at"], unique=False)
    op.create_index("ix_visit_task", "visit", ["home", "task_id"], unique=False)
    op.create_table(
        "account_status",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "status IN ('active','paused','cut_off','temporary','vacant','closed')", name=op.f("ck_account_status_known_status")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_status_account_id")),
        sa.PrimaryKeyConstraint("account_id", "valid_from", name=op.f("pk_account_status")),
    )
    op.create_table(
        "area_line",
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["transformer_area.id"], name=op.f("fk_area_line_area_id")),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_area_line_line_id")),
        sa.PrimaryKeyConstraint("area_id", "valid_from", name=op.f("pk_area_line")),
    )
    op.create_table(
        "case_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("detail", JSON, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_event_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
        info={"immutable": True},
    )
    op.create_index(op.f("ix_case_event_case_id"), "case_event", ["case_id"], unique=False)
    op.create_table(
        "customer_grant",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_customer_grant_account_id")),
        sa.PrimaryKeyConstraint("person_id", "account_id", name=op.f("pk_customer_grant")),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("enrolled_by", sa.Uuid(), nullable=False),
        sa.Column("enrolled_at", sa.BigInteger(), nullable=False),
        sa.Column("suspended_at", sa.BigInteger(), nullable=True),
        sa.Column("app_version", sa.String(length=40), nullable=False),
        sa.Column("last_contact_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["enrolled_by"], ["person.id"], name=op.f("fk_device_enrolled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_token_hash")),
    )
    op.create_table(
        "import_fault",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=60), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("column", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("params", JSON, nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_fault_batch_id")),
        sa.PrimaryKeyConstraint("batch_id", "number", name=op.f("pk_import_fault")),
    )
    op.create_table(
        "metering_point",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("customer_class", sa.String(length=30), nullable=False),
        sa.Column("voltage", sa.String(length=20), nullable=False),
        sa.Column("contract_capacity_e4", sa.BigInteger(), nullable=True),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("hint", sa.String(length=200), nullable=False),
        sa.Column("lat", sa.String(length=16), nullable=True),
        sa.Column("lon", sa.String(length=16), nullable=True),
        sa.Column("given_lat", sa.String(length=24), nullable=True),
        sa.Column("given_lon", sa.String(length=24), nullable=True),
        sa.Column("given_datum", sa.String(length=10), nullable=True),
        sa.Column("unmetered", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "given_datum IS NULL OR given_datum IN ('WGS-84','GCJ-02','BD-09')", name=op.f("ck_metering_point_known_datum")
        ),
        sa.CheckConstraint("role IN ('settlement','check','generation')", name=op.f("ck_metering_point_known_role")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_metering_point_account_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["metering_point.id"], name=op.f("fk_metering_point_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_metering_point")),
        sa.UniqueConstraint("number", name=op.f("uq_metering_point_number")),
    )
    op.create_index(op.f("ix_metering_point_account_id"), "metering_point", ["account_id"], unique=False)
    op.create_index("ix_metering_point_branch", "metering_point", ["branch_id", "number"], unique=False)
    op.create_table(
        "person_branch",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_person_branch_branch_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_branch_person_id")),
        sa.PrimaryKeyConstraint("person_id", "branch_id", name=op.f("pk_person_branch")),
    )
    op.create_index(op.f("ix_person_branch_branch_id"), "person_branch", ["branch_id"], unique=False)
    op.create_table(
        "register",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("meter_id", sa.Uuid(), nullable=False),
        sa.Column("obis", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("energy", sa.String(length=10), nullable=False),
        sa.Column("band", sa.String(length=12), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("digits", sa.Integer(), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("band IN ('total','sharp','peak','flat','valley','deep')", name=op.f("ck_register_known_band")),
        sa.CheckConstraint("direction IN ('forward','reverse')", name=op.f("ck_register_known_direction")),
        sa.CheckConstraint("energy IN ('active','reactive')", name=op.f("ck_register_known_energy")),
        sa.CheckConstraint("kind IN ('cumulative','demand','balance','count')", name=op.f("ck_register_known_kind")),
        sa.CheckConstraint("digits BETWEEN 1 AND 9 AND decimals BETWEEN 0 AND 4", name=op.f("ck_register_dial_size")),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_register_meter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register")),
        sa.UniqueConstraint("meter_id", "obis", name=op.f("uq_register_meter_id_obis")),
    )
    op.create_table(
        "route_schedule",
        sa.Column("route_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("frequency", sa.String(length=10), nullable=False),
        sa.Column("reading_day", sa.Integer(), nullable=False),
        sa.Column("walks", sa.Integer(), nullable=False),
        sa.CheckConstraint("frequency IN ('monthly','odd','even','several')", name=op.f("ck_route_schedule_known_frequency")),
        sa.CheckConstraint("reading_day BETWEEN 1 AND 31", name=op.f("ck_route_schedule_day_of_month")),
        sa.ForeignKeyConstraint(["route_id"], ["route.id"], name=op.f("fk_route_schedule_route_id")),
        sa.PrimaryKeyConstraint("route_id", "valid_from", name=op.f("pk_route_schedule")),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("route_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("window_from", sa.Date(), nullable=False),
        sa.Column("window_to", sa.Date(), nullable=False),
        sa.CheckConstraint("state IN ('planned','downloaded','reading','reviewed','released')", name=op.f("ck_run_known_state")),
        sa.ForeignKeyConstraint(["route_id"], ["route.id"], name=op.f("fk_run_route_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sa.UniqueConstraint("route_id", "period", "number", name=op.f("uq_run_route_id_period_number")),
    )
    op.create_index("ix_run_branch_period", "run", ["branch_id", "period"], unique=False)
    op.create_table(
        "session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_session_token_hash")),
    )
    op.create_index(op.f("ix_session_expires_at"), "session", ["expires_at"], unique=False)
    op.create_index(op.f("ix_session_person_id"), "session", ["person_id"], unique=False)
    op.create_table(
        "device_person",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_device_person_device_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_device_person_person_id")),
        sa.PrimaryKeyConstraint("device_id", "person_id", name=op.f("pk_device_person")),
    )
    op.create_index(op.f("ix_device_person_person_id"), "device_person", ["person_id"], unique=False)
    op.create_table(
        "exclusion",
        sa.Column("metering_point_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=False),
        sa.Column("approved_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["metering_point_id"], ["metering_point.id"], name=op.f("fk_exclusion_metering_point_id")),
        sa.PrimaryKeyConstraint("metering_point_id", "period", name=op.f("pk_exclusion")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("metering_point_id", sa.Uuid(), nullable=False),
        sa.Column("meter_id", sa.Uuid(), nullable=False),
        sa.Column("box_id", sa.Uuid(), nullable=True),
        sa.Column("floor", sa.String(length=20), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("column", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("installed_at", sa.BigInteger(), nullable=True),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_installation_ends_after_start")),
        sa.ForeignKeyConstraint(["box_id"], ["meter_box.id"], name=op.f("fk_installation_box_id")),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_installation_meter_id")),
        sa.ForeignKeyConstraint(["metering_point_id"], ["metering_point.id"], name=op.f("fk_installation_metering_point_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
        sa.UniqueConstraint(
            "metering_point_id", "meter_id", "valid_from", name=op.f("uq_installation_metering_point_id_meter_id_valid_from")
        ),
    )
    op.create_index(op.f("ix_installation_box_id"), "installation", ["box_id"], unique=False)
    op.create_index(op.f("ix_installation_meter_id"), "installation", ["meter_id"], unique=False)
    op.create_index(op.f("ix_installation_metering_point_id"), "installation", ["metering_point_id"], unique=False)
    op.create_table(
        "point_area",
        sa.Column("metering_point_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["transformer_area.id"], name=op.f("fk_point_area_area_id")),
        sa.ForeignKeyConstraint(["metering_point_id"], ["metering_point.id"], name=op.f("fk_point_area_metering_point_id")),
        sa.PrimaryKeyConstraint("metering_point_id", "valid_from", name=op.f("pk_point_area")),
    )
    op.create_index(op.f("ix_point_area_area_id"), "point_area", ["area_id"], unique=False)
    op.create_table(
        "point_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("metering_point_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("detail", JSON, nullable=False),
        sa.ForeignKeyConstraint(["metering_point_id"], ["metering_point.id"], name=op.f("fk_point_event_metering_point_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_event")),
    )
    op.create_index(op.f("ix_point_event_metering_point_id"), "point_event", ["metering_point_id"], unique=False)
    op.create_table(
        "route_stop",
        sa.Column("route_id", sa.Uuid(), nullable=False),
        sa.Column("metering_point_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["metering_point_id"], ["metering_point.id"], name=op.f("fk_route_stop_metering_point_id")),
        sa.ForeignKeyConstraint(["route_id"], ["route.id"], name=op.f("fk_route_stop_route_id")),
        sa.PrimaryKeyConstraint("route_id", "metering_point_id", "valid_from", name=op.f("pk_route_stop")),
    )
    op.create_index("ix_route_stop_point", "route_stop", ["metering_point_id"], unique=False)
    op.create_table(
        "installation_multiplier",
        sa.Column("installation_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("multiplier_e4", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("multiplier_e4 > 0", name=op.f("ck_installation_multiplier_positive")),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installation.id"], name=op.f("fk_installation_multiplier_installation_id")
        ),
        sa.PrimaryKeyConstraint("installation_id", "valid_from", name=op.f("pk_installation_multiplier")),
    )
    op.create_table(
        "installation_register",
        sa.Column("installation_id", sa.Uuid(), nullable=False),
        sa.Column("register_id", sa.Uuid(), nullable=False),
        sa.Column("initial_e4", sa.BigInteger(), nullable=False),
        sa.Column("final_e4", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["installation_id"], ["installation.id"], name=op.f("fk_installation_register_installation_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_installation_register_register_id")),
        sa.PrimaryKeyConstraint("installation_id", "register_id", name=op.f("pk_installation_register")),
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("metering_point_id", sa.Uuid(), nullable=False),
        sa.Column("installation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_from", sa.Date(), nullable=False),
        sa.Column("due_to", sa.Date(), nullable=False),
        sa.Column("frozen_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("follows_id", sa.Uuid(), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('regular','first','make_up','re_read','field_check','special')", name=op.f("ck_task_known_kind")
        ),
        sa.CheckConstraint(
            "state IN ('open','read','skipped','returned','contested','closed_elsewhere','cancelled')",
            name=op.f("ck_task_known_state"),
        ),
        sa.ForeignKeyConstraint(["installation_id"], ["installation.id"], name=op.f("fk_task_installation_id")),
        sa.ForeignKeyConstraint(["metering_point_id"], ["metering_point.id"], name=op.f("fk_task_metering_point_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_task_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        postgresql_with={"fillfactor": 70},
    )
    op.create_index("ix_task_branch", "task", ["branch_id", "period"], unique=False)
    op.create_index("ix_task_holder", "task", ["holder_id"], unique=False)
    op.create_index("ix_task_point", "task", ["metering_point_id", "period"], unique=False)
    op.create_index("ix_task_run", "task", ["run_id", "sequence"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("from_holder_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_assignment_task_id")),
        sa.PrimaryKeyConstraint("task_id", "version", name=op.f("pk_assignment")),
        info={"immutable": True},
    )
    op.create_table(
        "holding",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('read','skipped','returned','moved','contested','closed_elsewhere','cancelled','open')",
            name=op.f("ck_holding_known_state"),
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_holding_task_id")),
        sa.PrimaryKeyConstraint("task_id", "holder_id", name=op.f("pk_holding")),
        postgresql_with={"fillfactor": 70},
    )
    op.create_index("ix_holding_branch", "holding", ["branch_id", "period"], unique=False)
    op.create_index("ix_holding_holder", "holding", ["holder_id", "period"], unique=False)
    op.create_index("ix_holding_run", "holding", ["run_id"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("metering_point_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_invitation_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_index(op.f("ix_invitation_task_id"), "invitation", ["task_id"], unique=False)

    default_partitions(*PARTITIONED)
    forbid_changes(*IMMUTABLE)

"""Steps that migrations share. What a numbered migration once did must not change: add new functions, leave these."""

from alembic import op


def forbid_changes(*tables: str) -> None:
    """Have the database itself refuse to update or delete rows of some tables (DESIGN, P5 and P9)."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is immutable', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
        )
        for table in tables:
            row, whole = "FOR EACH ROW EXECUTE FUNCTION refuse_change()", "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            op.execute(f'CREATE TRIGGER immutable_rows BEFORE UPDATE OR DELETE ON "{table}" {row}')
            op.execute(f'CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON "{table}" {whole}')
        return
    for table in tables:
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f'CREATE TRIGGER "{table}_no_{event.lower()}" BEFORE {event} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{table} is immutable'); END"
            )


def default_partitions(*tables: str) -> None:
    """Give partitioned tables the partition that takes what has no other."""
    if op.get_bind().dialect.name == "postgresql":
        for table in tables:
            op.execute(f'CREATE TABLE "{table}_default" PARTITION OF "{table}" DEFAULT')

"""The database's own guard over the log: no line can be changed or taken out, whatever program tries."""

from sqlalchemy import Connection

GUARDED = "audit_entry"


def guard(connection: Connection) -> None:
    """Install the guard."""
    if connection.dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {GUARDED}_no_{verb.lower()} BEFORE {verb} ON {GUARDED} "
                "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
            )
        return
    connection.exec_driver_sql(
        f"CREATE FUNCTION {GUARDED}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"
    )
    connection.exec_driver_sql(
        f"CREATE TRIGGER {GUARDED}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {GUARDED} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {GUARDED}_refuse()"
    )


def unguard(connection: Connection) -> None:
    """Take the guard away, as the downgrade of the first migration does."""
    if connection.dialect.name == "sqlite":
        for verb in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER {GUARDED}_no_{verb}")
        return
    connection.exec_driver_sql(f"DROP TRIGGER {GUARDED}_append_only ON {GUARDED}")
    connection.exec_driver_sql(f"DROP FUNCTION {GUARDED}_refuse()")

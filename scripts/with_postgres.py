"""Runs a command beside a PostgreSQL server of its own: `python scripts/with_postgres.py COMMAND… ` gets the address as last argument.

The server lives in a temporary folder, listens on a free port of this machine only, and is gone afterwards. PostgreSQL refuses
to run as root, so root starts it as the user `postgres`, which Debian's package creates.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoPostgres(RuntimeError):
    """PostgreSQL's programs are not installed."""


def programs() -> Path:
    """The folder of the newest installed server's programs.

    Raises NoPostgres.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    if not found:
        raise NoPostgres("PostgreSQL is not installed: apt-get install postgresql")
    return found[-1].parent


@contextmanager
def temporary_server() -> Iterator[str]:
    """An empty server; gives its address without a database name."""
    folder = Path(tempfile.mkdtemp(prefix="partnership-postgres-"))
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bin_folder, data = programs(), folder / "data"

    def call(*arguments: str) -> None:
        subprocess.run([*as_user, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    try:
        call(
            str(bin_folder / "initdb"),
            "-D",
            str(data),
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c max_connections=60"
        call(str(bin_folder / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
        finally:
            call(str(bin_folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with temporary_server() as address:
        sys.exit(subprocess.run([*sys.argv[1:], address], check=False).returncode)

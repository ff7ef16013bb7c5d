"""Backup and restore of a whole site: the database and the data folder's files, in one tar file.

SQLite is copied by its own backup API, so that a running server loses nothing; PostgreSQL by `pg_dump` in its
custom format, restored by `pg_restore`.
"""

import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from app.core.settings import Settings

FOLDERS = ("pictures", "packs")  # of the data folder: everything that is not the database


class BackupFailed(Exception):
    """A backup or a restore could not be made; the words say why and what to do."""


def backup(settings: Settings, to: Path) -> int:
    """Write a backup file. Returns its size in bytes. Raises: BackupFailed."""
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "database"
        if settings.url.startswith("sqlite"):
            _copy_sqlite(_sqlite_file(settings), dump)
        else:
            _run(["pg_dump", "--format=custom", f"--file={dump}", _postgres(settings)])
        part = to.with_name(to.name + ".part")
        with tarfile.open(part, "w:gz", compresslevel=6) as tar:
            tar.add(dump, "database")
            for name in FOLDERS:
                if (settings.data_folder / name).is_dir():
                    tar.add(settings.data_folder / name, name)
        part.replace(to)
    return to.stat().st_size


def restore(settings: Settings, source: Path, *, replace: bool = False) -> None:
    """Put a backup's content into this site. Raises: BackupFailed, also where a database is and replace is
    False.
    """
    if not source.is_file():
        raise BackupFailed(f"There is no file {source}.")
    with tempfile.TemporaryDirectory() as folder:
        try:
            with tarfile.open(source) as tar:
                tar.extractall(folder, filter="data")
        except (tarfile.TarError, OSError, EOFError) as fault:
            raise BackupFailed(f"{source} is not a backup of ours, or it is damaged.") from fault
        dump = Path(folder) / "database"
        if not dump.is_file():
            raise BackupFailed(f"{source} holds no database.")
        settings.data_folder.mkdir(parents=True, exist_ok=True)
        _restore_database(settings, dump, replace)
        for name in FOLDERS:
            if (Path(folder) / name).is_dir():
                shutil.rmtree(settings.data_folder / name, ignore_errors=True)
                shutil.move(Path(folder) / name, settings.data_folder / name)


def _restore_database(settings: Settings, dump: Path, replace: bool) -> None:
    if not settings.url.startswith("sqlite"):
        clean = ["--clean", "--if-exists"] if replace else []
        _run(
            [
                "pg_restore",
                "--exit-on-error",
                "--no-owner",
                *clean,
                f"--dbname={_postgres(settings)}",
                str(dump),
            ]
        )
        return
    with dump.open("rb") as file:
        if not file.read(16).startswith(b"SQLite format 3"):
            raise BackupFailed("This backup is of PostgreSQL: set DATABASE_URL to restore it there.")
    target = _sqlite_file(settings)
    if target.exists() and not replace:
        raise BackupFailed(
            f"There is a database at {target} already. Add --replace to put the backup in its place."
        )
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    shutil.move(dump, target)


def _copy_sqlite(source: Path, to: Path) -> None:
    if not source.exists():
        raise BackupFailed(
            f"There is no database at {source}: start the server once, or set FIVE_TRUTHS_DATA."
        )
    reading, writing = sqlite3.connect(source), sqlite3.connect(to)
    try:
        reading.backup(writing)
    finally:
        reading.close()
        writing.close()


def _sqlite_file(settings: Settings) -> Path:
    return Path(settings.url.partition(":///")[2])


def _postgres(settings: Settings) -> str:
    return settings.url.replace("postgresql+psycopg://", "postgresql://")


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own words, no shell
    except FileNotFoundError as fault:
        raise BackupFailed(f"{command[0]} is not on this machine: install the PostgreSQL client.") from fault
    except subprocess.CalledProcessError as fault:
        host = urlsplit(command[-1]).hostname or "the database"
        raise BackupFailed(f"{command[0]} failed at {host}: {fault.stderr.strip()[:400]}") from fault

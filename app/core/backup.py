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

from sqlalchemy import inspect

from app.core.db import make_engine
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
                _add_files(tar, settings.data_folder / name)
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


def _add_files(tar: tarfile.TarFile, folder: Path) -> None:
    """Add what lies in a folder of the data folder; a running server may take files away meanwhile."""
    for path in sorted(folder.rglob("*")):
        try:
            if path.is_file() and not path.name.startswith("."):  # a dot: being written just now
                tar.add(path, str(path.relative_to(folder.parent)))
        except FileNotFoundError:
            continue


def _restore_database(settings: Settings, dump: Path, replace: bool) -> None:
    with dump.open("rb") as file:
        is_sqlite = file.read(16).startswith(b"SQLite format 3")
    if is_sqlite != settings.url.startswith("sqlite"):
        asked = "unset DATABASE_URL" if is_sqlite else "set DATABASE_URL"
        kind = "SQLite" if is_sqlite else "PostgreSQL"
        raise BackupFailed(f"This backup is of {kind}: {asked} to restore it there.")
    if not replace and _is_in_use(settings):
        raise BackupFailed("There is a database already. Add --replace to put the backup in its place.")
    if not is_sqlite:
        clean = ["--clean", "--if-exists"] if replace else []
        options = ["--single-transaction", "--no-owner", *clean, f"--dbname={_postgres(settings)}"]
        _run(["pg_restore", *options, str(dump)])
        return
    target = _sqlite_file(settings)
    part = target.with_name(target.name + ".part")  # beside the target, so that it takes its place at once
    shutil.move(dump, part)
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    part.replace(target)


def _is_in_use(settings: Settings) -> bool:
    """Whether there is a database to lose."""
    if settings.url.startswith("sqlite"):
        return _sqlite_file(settings).exists()
    engine = make_engine(settings.url)
    try:
        return bool(inspect(engine).get_table_names())
    finally:
        engine.dispose()


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

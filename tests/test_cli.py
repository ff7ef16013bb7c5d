import io
import json
import shutil
import signal
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import Session

from app.cli import main
from app.core.db import make_engine
from app.core.settings import Settings
from app.models.course import Course
from tests.builders import PASSWORD, World, a_course
from tests.builders_people import a_team
from tests.databases import new_postgres
from tests.fingerprint import fingerprint
from tests.journeys.running import Browser, Server, cli, environment

COMMANDS = (
    "serve", "seed", "advance", "verify", "export", "backup", "restore", "user", "rules", "rule",
    "read-reply", "simulate", "examine", "scenario",
)  # fmt: skip


@dataclass
class Operator:
    """Somebody at the command line of a site with one course."""

    folder: Path
    world: World
    capture: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Exit code, standard output, standard error of a command."""
        self.capture.readouterr()
        try:
            code = main(list(arguments))
        except SystemExit as end:
            code = int(end.code or 0)
        said = self.capture.readouterr()
        return code, said.out, said.err

    @property
    def file(self) -> Path:
        """The database's file."""
        return self.folder / "five-truths.sqlite3"


@pytest.fixture
def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Operator:
    monkeypatch.setenv("FIVE_TRUTHS_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    made = Operator(tmp_path, None, capsys)  # type: ignore[arg-type]
    code, _, said = made("verify", "--all")  # any command makes the database
    assert code == 0, said
    with Session(make_engine(Settings(tmp_path).url), expire_on_commit=False) as session:
        made.world = a_course(session)
        for name in ("Harbour", "Lantern", "Junk"):
            a_team(made.world, name)
    return made


def typing(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """What stands on standard input."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(words))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(operator: Operator, name: str) -> None:
    code, said, _ = operator(name, "--help")
    assert code == 0 and said.startswith(f"usage: five-truths {name}") and "--json" in said
    assert name in operator("--help")[1]


@pytest.mark.parametrize(
    "asked",
    [[], ["sail"], ["serve", "--port", "x"], ["advance", "--days", "0"], ["restore"], ["verify", "-x"]],
)
def test_what_is_asked_wrongly_ends_with_2(operator: Operator, asked: list[str]) -> None:
    code, _, said = operator(*asked)
    assert code == 2 and said.startswith("usage:")


def test_verify_says_that_every_log_is_whole(operator: Operator) -> None:
    code, said, _ = operator("verify", "--json")
    facts = json.loads(said)
    assert code == 0 and facts["is_whole"] is True and facts["records"] == 3 and facts["first_fault"] is None
    code, said, _ = operator("verify", "--all")
    assert code == 0 and said.count("every record is as it was sealed.") == 2


def test_a_byte_changed_behind_the_trigger_is_found_and_its_record_named(operator: Operator) -> None:
    with sqlite3.connect(operator.file) as database:
        with pytest.raises(sqlite3.DatabaseError, match="append-only"):
            database.execute("UPDATE record SET outcome = 'refused' WHERE number = 1")
        database.execute("DROP TRIGGER record_keeps_update")
        (body,) = database.execute(
            "SELECT body FROM record WHERE number = 1 AND action = 'team.create'"
        ).fetchone()
        changed = body.replace(b'"outcome":"done"', b'"outcome":"dune"')
        assert len(changed) == len(body) and changed != body
        database.execute("UPDATE record SET body = ? WHERE number = 1 AND action = 'team.create'", [changed])
    database.close()
    code, said, _ = operator("verify", "--course", "Trade practice")
    assert code == 1 and "record 1:" in said
    code, said, _ = operator("verify", "--all", "--json")
    facts = [json.loads(line) for line in said.splitlines()]
    assert code == 1 and [each["is_whole"] for each in facts].count(False) == 1
    assert next(each for each in facts if not each["is_whole"])["first_fault"]["number"] == 1


def test_a_raw_byte_changed_in_the_file_is_found_and_its_record_named(operator: Operator) -> None:
    with sqlite3.connect(operator.file) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        number, body = database.execute(
            "SELECT number, body FROM record WHERE action = 'team.create' ORDER BY number DESC"
        ).fetchone()
    database.close()
    content = bytearray(operator.file.read_bytes())
    at = content.find(body)
    assert at > 0 and content.count(body) == 1
    content[at + 20] ^= 1
    operator.file.write_bytes(content)
    code, said, _ = operator("verify", "--course", "Trade practice", "--json")
    assert code == 1 and json.loads(said)["first_fault"]["number"] == number


def test_a_file_that_is_no_database_is_told_and_nothing_else(operator: Operator) -> None:
    operator.file.write_bytes(b"not a database at all, just some text that somebody put here" * 40)
    for ending in ("-wal", "-shm"):
        operator.file.with_name(operator.file.name + ending).unlink(missing_ok=True)
    code, said, wrong = operator("verify", "--all")
    assert code == 3 and said == "" and "damaged" in wrong and "Traceback" not in wrong


def test_a_database_that_does_not_answer_is_told(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    code, _, wrong = operator("verify", "--all")
    assert code == 3 and "does not answer" in wrong and "Traceback" not in wrong


def test_a_wrong_setting_is_named(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "eighty")
    code, _, wrong = operator("verify", "--all")
    assert code == 3 and "PORT" in wrong


def test_a_course_that_is_not_there_or_not_the_only_one_is_asked_for(operator: Operator) -> None:
    a_course(operator.world.session, "Second course")
    for asked in ([], ["--course", "third"]):
        code, _, wrong = operator("verify", *asked)
        assert code == 3 and "--course" in wrong and "Second course" in wrong
    assert operator("verify", "--course", str(operator.world.course_id))[0] == 0


def test_the_evidence_is_exported_one_record_a_line(operator: Operator) -> None:
    to = operator.folder / "evidence.jsonl"
    code, said, _ = operator("export", "--to", str(to), "--json")
    assert code == 0 and json.loads(said)["records"] == 3
    lines = [json.loads(line) for line in to.read_text("utf-8").splitlines()]
    assert [line["record"]["action"] for line in lines] == ["team.create"] * 3
    code, _, wrong = operator("export", "--to", str(operator.folder / "no/such/folder"))
    assert code == 3 and "no/such/folder" in wrong


def test_a_course_goes_on_by_mornings(operator: Operator) -> None:
    code, said, _ = operator("advance", "--days", "2", "--json")
    facts = json.loads(said)
    assert code == 0 and facts["at"].startswith("2026-09-03T00:00:00") and facts["actions"] == 2
    operator.world.session.expire_all()
    course = operator.world.session.get_one(Course, operator.world.course_id)
    assert course.clock_at.isoformat() == "2026-09-03T00:00:00+00:00"


def test_backup_and_restore_go_the_whole_way(operator: Operator) -> None:
    engine = make_engine(Settings(operator.folder).url)
    before, file = fingerprint(engine), operator.folder / "site.backup"
    code, said, _ = operator("backup", str(file), "--json")
    assert code == 0 and json.loads(said)["bytes"] == file.stat().st_size
    code, _, wrong = operator("restore", str(file))
    assert code == 3 and "--replace" in wrong
    engine.dispose()
    operator.world.session.get_bind().dispose()
    shutil.rmtree(operator.folder / "pictures", ignore_errors=True)
    assert operator("restore", str(file), "--replace")[0] == 0
    assert fingerprint(engine) == before
    assert operator("verify", "--all")[0] == 0


def test_the_operator_makes_an_administrator_who_can_sign_in(tmp_path: Path) -> None:
    told = environment(tmp_path)
    made = cli(told, "user", "lou@school.example", "--administrator", "--json", typed=f"{PASSWORD}\n")
    assert made.returncode == 0 and json.loads(made.stdout)["email"] == "lou@school.example", made.stderr
    with Server(told) as server:
        browser = Browser(server.url)
        assert browser.sign_in("lou@school.example", "not this one").status_code == 422
        assert browser.sign_in("lou@school.example", PASSWORD).headers["location"] == "/site"
        assert browser.page("/site").status_code == 200


def test_a_password_is_set_anew(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, f"{PASSWORD}\n")
    code, said, _ = operator("user", "ada@school.example", "--name", "Ada")
    assert (code, said) == (0, "ada@school.example can sign in.\n")
    typing(monkeypatch, "another long password\n")
    assert operator("user", "ADA@school.example")[0] == 0


@pytest.mark.parametrize(
    ("email", "typed", "words"),
    [
        ("ada@school.example", "short", "password"),
        ("ada@school.example", "", "password"),
        ("ada", PASSWORD, "mail"),
    ],
)
def test_an_account_that_cannot_be_is_refused_in_a_sentence(
    operator: Operator, monkeypatch: pytest.MonkeyPatch, email: str, typed: str, words: str
) -> None:
    typing(monkeypatch, typed)
    code, said, wrong = operator("user", email)
    assert code == 3 and said == "" and words in wrong.lower() and wrong.count("\n") == 1
    assert not typed or typed not in wrong


def test_an_account_does_not_become_an_administrators_unnoticed(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        typing(monkeypatch, f"{PASSWORD}\n")
        code, _, wrong = operator("user", "teacher-trade-practice@school.example", "--administrator")
        assert code == 3 and "Name another address" in wrong


def test_a_database_of_a_newer_program_is_refused_in_a_sentence(operator: Operator) -> None:
    with sqlite3.connect(operator.file) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    for command in (["verify", "--all"], ["serve", "--port", "1"], ["advance"]):
        code, _, wrong = operator(*command)
        assert code == 3 and "newer version" in wrong and "Upgrade the program" in wrong


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    told = environment(tmp_path)
    with Server(told) as server:
        second = cli(told, "serve", "--port", str(server.port))
        assert second.returncode == 3 and "address already in use" in second.stderr


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_two_servers_that_start_at_once_migrate_once(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "sqlite":
        two_servers(environment(tmp_path))
        return
    with new_postgres(request.getfixturevalue("postgres_server")) as url:
        two_servers(environment(tmp_path, url))


def two_servers(told: dict[str, str]) -> None:
    """Both start on an empty database, one of them with two workers, both answer, and there is one site."""
    servers = [Server(told), Server(told | {"FIVE_TRUTHS_WORKERS": "2"})]
    for server in servers:
        server.begin()
    try:
        for server in servers:
            server.await_answer()
    finally:
        for server in servers:
            server.end(signal.SIGTERM)
    assert "Traceback" not in servers[0].said()
    assert cli(told, "verify", "--all").returncode == 0

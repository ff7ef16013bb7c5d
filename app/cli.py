"""The operator's command line: `five-truths COMMAND` or `python -m app.cli COMMAND`.

Exit codes: 0 done; 1 the answer is no (a log that does not verify); 2 asked wrongly; 3 could not be done.
With `--json` a command prints its facts as one JSON object.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from app.actions.given import FieldRefused
from app.cli_examine import add_examine
from app.cli_read_reply import add_read_reply
from app.cli_rules import add_rules
from app.cli_scenario import Line, add_scenario
from app.cli_simulate import add_simulate
from app.cli_spar import add_spar
from app.core.backup import BackupFailed, backup, restore
from app.core.canonical import plain
from app.core.db import make_engine
from app.core.migrate import DatabaseNewer, migrate
from app.core.settings import Settings, settings_from
from app.core.words import sentence
from app.models.course import SITE, Course
from app.trade.refusal import Refusal
from seed.site import found_site

Command = Callable[[argparse.Namespace, Settings], int]


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and do what it says. Returns the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        return int(asked.run(asked, settings_from()))
    except (Refusal, ValidationError) as fault:
        words = _why(fault)
    except DatabaseNewer:
        words = "this database was made by a newer version. Upgrade the program first."
    except DBAPIError as fault:
        words = f"the database does not answer, or it is damaged: {fault.orig}"
    except OSError as fault:
        words = f"{fault.filename}: {fault.strerror}" if fault.filename and fault.strerror else str(fault)
    except (CannotDo, BackupFailed, ValueError) as fault:
        words = str(fault)
    print(f"five-truths: {words.strip()}", file=sys.stderr)
    return 3


def _why(fault: Refusal | ValidationError) -> str:
    """The sentences of what was refused; never what was typed, which may be a password."""
    if isinstance(fault, Refusal):
        return sentence(fault.code, fault.figures)
    causes = (error.get("ctx", {}).get("error") for error in fault.errors(include_input=False))
    return " ".join(
        sentence(each.refusal.code, each.refusal.figures) for each in causes if isinstance(each, FieldRefused)
    )


class CannotDo(Exception):
    """The command cannot be carried out; the words say why."""


def ready(settings: Settings, *, is_lasting: bool = True) -> Engine:
    """An engine over a database that is up to date."""
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    wait = settings.lock_wait_seconds
    engine = make_engine(settings.url, is_lasting=is_lasting, lock_wait_seconds=wait)
    migrate(engine)
    with Session(engine) as session:
        found_site(session)
    return engine


def tell(asked: argparse.Namespace, facts: Mapping[str, Any], words: str) -> None:
    """Print the facts as JSON, or the words."""
    print(json.dumps(plain(facts), ensure_ascii=False) if asked.json else words)


def the_course(session: Session, wanted: str | None) -> Course:
    """The course by id or title; the only one where none is named. Raises CannotDo."""
    courses = list(session.exec(select(Course).where(col(Course.id) != SITE).order_by(col(Course.id))))
    fitting = [course for course in courses if not wanted or wanted in (str(course.id), course.title)]
    if len(fitting) != 1:
        names = "; ".join(f"{course.id} {course.title}" for course in courses) or "none"
        raise CannotDo(f"name one course by --course ID. There are: {names}")
    return fitting[0]


def serve(asked: argparse.Namespace, settings: Settings) -> int:
    """Serve pages and let the world's time pass."""
    from app.serving import run_server

    ready(settings).dispose()
    try:
        run_server(settings, asked.host or settings.host, asked.port or settings.port)
    except SystemExit as fault:  # uvicorn has said why, such as a port that is taken
        return 3 if fault.code else 0
    return 0


def seed(asked: argparse.Namespace, settings: Settings) -> int:
    """Load the reference data and make the demo course, unless it is there."""
    from seed.load import seed_site

    facts = seed_site(
        ready(settings, is_lasting=False), settings.data_folder, demo=not asked.empty, say=_say(asked)
    )
    tell(asked, facts, facts["words"])
    return 0


def advance(asked: argparse.Namespace, settings: Settings) -> int:
    """Let a course's time pass to a number of mornings from now."""
    from app.core.clock import next_morning
    from app.world.worker import step_to

    with Session(ready(settings)) as session:
        course = the_course(session, asked.course)
        course_id, until, done = course.id, course.clock_at, 0
        for _ in range(asked.days):
            until = next_morning(until)
            done += step_to(session, course_id, until)
    tell(
        asked,
        {"course": course_id, "at": until, "actions": done},
        f"{done} actions; the course is at {until}.",
    )
    return 0


def verify(asked: argparse.Namespace, settings: Settings) -> int:
    """Check a course's log record by record. Exit code 1 names the first bad record."""
    from app.queries.teaching.verify import verify_course

    with Session(ready(settings)) as session:
        every = select(Course.id).order_by(col(Course.id))
        ids = list(session.exec(every)) if asked.all else [the_course(session, asked.course).id]
        verdicts = {course_id: verify_course(session, course_id) for course_id in ids}
    for course_id, verdict in verdicts.items():
        fault = verdict.first_fault
        words = sentence(fault.code, fault.figures) if fault else "every record is as it was sealed."
        at = f"record {fault.number}: " if fault and fault.number is not None else ""
        facts = {"course": course_id, "is_whole": fault is None, **asdict(verdict), "words": words}
        tell(asked, facts, f"{course_id}: {verdict.records} records, {at}{words}")
    return 0 if all(verdict.first_fault is None for verdict in verdicts.values()) else 1


def export(asked: argparse.Namespace, settings: Settings) -> int:
    """Write a course's evidence as JSON lines, one sealed record a line."""
    from app.actions.actor import operator
    from app.queries.teaching.evidence import exported
    from app.queries.teaching.verify import verify_course

    with Session(ready(settings)) as session:
        course_id, count = the_course(session, asked.course).id, 0
        if (fault := verify_course(session, course_id, thorough=False).first_fault) is not None:
            words = sentence(fault.code, fault.figures)
            raise CannotDo(f"record {fault.number}: {words} Nothing was exported.")
        with Path(asked.to).open("wb") if asked.to != "-" else nullcontext(sys.stdout.buffer) as out:
            for line in exported(session, operator(course_id)):
                out.write(line)
                count += 1
    if asked.to != "-":
        facts = {"course": course_id, "records": count, "file": asked.to}
        tell(asked, facts, f"{count} records in {asked.to}")
    return 0


def back_up(asked: argparse.Namespace, settings: Settings) -> int:
    """Write the whole site into one file; the server may go on running."""
    size = backup(settings, Path(asked.file))
    tell(asked, {"file": asked.file, "bytes": size}, f"{asked.file}: {size:,} bytes")
    return 0


def put_back(asked: argparse.Namespace, settings: Settings) -> int:
    """Restore the whole site from a backup file; stop the server first."""
    restore(settings, Path(asked.file), replace=asked.replace)
    ready(settings).dispose()
    tell(asked, {"file": asked.file}, f"restored from {asked.file}")
    return 0


def user(asked: argparse.Namespace, settings: Settings) -> int:
    """Make an account, or set a new password; the password is read from standard input."""
    from app.actions.actor import operator
    from app.actions.perform import perform
    from app.models.person import Person
    from app.trade.letters.mail_address import mail_key

    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CannotDo("no password: type it on standard input and press Enter")
    with Session(ready(settings)) as session:
        person = session.exec(select(Person).where(Person.email_key == mail_key(asked.email))).first()
        if person is None:
            given = {
                "email": asked.email, "name": asked.name or asked.email.partition("@")[0],
                "password": password, "is_administrator": asked.administrator,
            }  # fmt: skip
            person_id = perform(session, operator(), "person.create", SITE, given).must().made_id
        elif asked.administrator and not person.is_administrator:
            raise CannotDo(
                f"{asked.email} has an account already. Name another address for an administrator."
            )
        else:
            person_id, given = person.id, {"password": password}
            perform(session, operator(), "person.change_password", person_id, given).must()
    tell(asked, {"person": person_id, "email": asked.email}, f"{asked.email} can sign in.")
    return 0


def _say(asked: argparse.Namespace) -> Callable[[str], None]:
    if asked.json:
        return lambda line: None
    return lambda line: print(line, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("five-truths", description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Command) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        made.add_argument("--json", action="store_true", help="print the facts as JSON")
        made.set_defaults(run=run)
        return made

    serving = command("serve", serve)
    serving.add_argument("--host", help="address to listen on (HOST)")
    serving.add_argument("--port", type=int, help="port to listen on (PORT)")
    seeding = command("seed", seed)
    seeding.add_argument("--empty", action="store_true", help="reference data only, no demo course")
    advancing = command("advance", advance)
    advancing.add_argument(
        "--days", type=int, default=1, choices=range(1, 401), metavar="N", help="how many mornings"
    )
    verifying = command("verify", verify)
    verifying.add_argument("--all", action="store_true", help="every course and the site's own log")
    exporting = command("export", export)
    exporting.add_argument("--to", default="-", metavar="FILE", help="where to (default: standard output)")
    for with_course in (advancing, verifying, exporting):
        with_course.add_argument("--course", metavar="ID", help="id or title; needed where there are several")
    command("backup", back_up).add_argument("file")
    restoring = command("restore", put_back)
    restoring.add_argument("file")
    restoring.add_argument(
        "--replace", action="store_true", help="put it in the place of the present database"
    )
    for add in (add_rules, add_examine, add_simulate, add_spar):
        add(command)
    add_read_reply(command)
    add_scenario(command, Line(ready, tell, the_course))
    using = command("user", user)
    using.add_argument("email")
    using.add_argument("--name")
    using.add_argument("--administrator", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main())

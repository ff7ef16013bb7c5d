"""The sites that are measured: a small demo course, and the same with a market of 2,000 listings.

Built once and kept under var/bench by a hash of all that makes them; every path that writes works on a copy.
"""

import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, insert
from sqlmodel import Session, SQLModel, select

from app.actions.actor import Actor
from app.actions.perform import perform
from app.actions.registry import load_all
from app.cli import ready
from app.core.clock import home_date
from app.core.db import housekeeping, make_engine
from app.core.ids import named_id
from app.core.search_words import kept_words
from app.core.settings import Settings
from app.models.course import SITE, Course
from app.models.inquiry import Inquiry
from app.models.listing import Listing
from app.models.person import Person
from app.models.quotation import Quotation
from app.models.team import TeamMember
from app.trade.letters.mail_address import mail_key
from seed.demo import seed_demo
from seed.site import refresh_reference

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / "var" / "bench"
PICTURES = BENCH / "pictures"  # drawn once, however often the site is built anew
FILE = "five-truths.sqlite3"
DAYS, LISTINGS, DRAFTS = 40, 2000, 450
SELLER, TEACHER = "captain@demo.example", "teacher@demo.example"
_KEY_BITS = 2**63 - 1
_MADE_OF = (
    "alembic/versions/*.py", "app/actions/*.py", "app/models/*.py", "app/world/**/*.py", "bench/world.py",
    "seed/**/*.py", "seed/**/*.toml", "seed/**/*.csv",
)  # fmt: skip
_WORDS = (
    "linen", "oak", "ceramic", "steel", "glass", "cotton", "wool", "bamboo", "travel", "garden", "winter",
    "office", "kitchen", "folding", "portable", "gift",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """A site to measure: its folder, and what the requests name. ids are texts."""

    folder: Path
    course_id: str
    cookie: str
    bearer: str
    teacher_bearer: str
    seller_id: str
    team_id: str
    listings: tuple[str, ...]
    drafts: tuple[str, ...]

    def demo(self) -> Path:
        """The data folder of the demo course alone."""
        return self.folder / "demo"

    def market(self) -> Path:
        """The data folder with the great market."""
        return self.folder / "market"

    def seller(self) -> Actor:
        """The seller as the door knows them."""
        return Actor(
            "person", self.seller_id, UUID(self.course_id), person_id=UUID(self.seller_id),
            course_role="student", team_id=UUID(self.team_id), duties=frozenset({"lead", "sales"}),
        )  # fmt: skip


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """A copy of a site's database in a folder of its own, gone afterwards."""
    with TemporaryDirectory(prefix="five-truths-bench-") as made:
        shutil.copyfile(folder / FILE, Path(made) / FILE)
        yield Path(made)


def engine_of(folder: Path) -> Engine:
    """The engine over a site's database, as the server opens it."""
    return make_engine(Settings(data_folder=folder).url)


def found_world() -> World:
    """The world, built now if its parts have changed since the last time."""
    load_all()
    folder = BENCH / f"site-{_hash()}"
    if not folder.is_dir():
        print("building the site to be measured; kept for the next time", file=sys.stderr, flush=True)
        for old in folder.parent.glob("site-*"):
            shutil.rmtree(old)
        partial = folder.with_suffix(".part")
        _build(partial)
        partial.rename(folder)
    told = json.loads((folder / "world.json").read_text("utf-8"))
    lists = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
    return World(**(told | lists | {"folder": folder}))


def _hash() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _MADE_OF for path in ROOT.glob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _build(folder: Path) -> None:
    demo, market = folder / "demo", folder / "market"
    engine = ready(Settings(data_folder=demo), is_lasting=False)
    with Session(engine) as session:
        refresh_reference(session)
        course_id = seed_demo(session, PICTURES, lambda words: print(" ", words, file=sys.stderr), DAYS)
        told = _people(session, course_id)
    _close(engine)
    market.mkdir()
    shutil.copyfile(demo / FILE, market / FILE)
    engine = engine_of(market)
    with Session(engine) as session:
        told["listings"] = _add_listings(session, course_id)
        told["drafts"] = _add_drafts(session, course_id, UUID(told["team_id"]))
    _close(engine)
    world = asdict(World(folder=Path(), course_id=str(course_id), **told)) | {"folder": ""}
    (folder / "world.json").write_text(json.dumps(world), "utf-8")


def _close(engine: Engine) -> None:
    """Leave one file without a log beside it, fit to be copied."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _people(session: Session, course_id: UUID) -> dict[str, Any]:
    """A seller and the instructor, signed in."""
    seller, teacher = (_account(session, mail) for mail in (SELLER, TEACHER))
    for person_id, token in ((seller, "cookie-of-the-seller"), (teacher, "cookie-of-the-teacher")):
        person = Actor("person", str(person_id), SITE, person_id=person_id)
        perform(session, person, "person.sign_in", person_id, {"token": token}).must()
        given = {"course_id": course_id, "token": token}
        perform(session, person, "person.open_course", person_id, given).must()
        given |= {"name": "bench", "token": f"bearer-{token}"}
        perform(session, person, "person.make_token", person_id, given).must()
    team_id = session.exec(select(TeamMember.team_id).where(TeamMember.person_id == seller)).one()
    return {
        "cookie": "cookie-of-the-seller", "bearer": "bearer-cookie-of-the-seller",
        "teacher_bearer": "bearer-cookie-of-the-teacher", "seller_id": str(seller), "team_id": str(team_id),
    }  # fmt: skip


def _account(session: Session, mail: str) -> UUID:
    return session.exec(select(Person.id).where(Person.email_key == mail_key(mail))).one()


def _add_listings(session: Session, course_id: UUID) -> list[str]:
    """Fill the market up to its size with variations of what the teams have listed."""
    wanted = select(Listing).where(Listing.course_id == course_id, Listing.state == "published")
    held = [row.model_dump() for row in session.exec(wanted.order_by(Listing.id))]
    made = [_varied(held[n % len(held)], n) for n in range(LISTINGS - len(held))]
    _insert(session, Listing, made)
    return [str(row["id"]) for row in made[:400]]


def _varied(source: dict[str, Any], n: int) -> dict[str, Any]:
    first, second = _WORDS[n % len(_WORDS)], _WORDS[n // len(_WORDS) % len(_WORDS)]
    title = f"{source['title'][:150]}, {first} {second} {n}"
    listing_id = named_id(source["published_at"] + timedelta(seconds=n), "bench", n)
    return source | {
        "id": listing_id, "title": title, "price_usd": source["price_usd"] + n % 97, "quality": 40 + n % 60,
        "rating_sum": n % 41, "rating_count": n % 41 // 4, "search_key": listing_id.int & _KEY_BITS,
        "search_title": kept_words(title),
    }  # fmt: skip


def _add_drafts(session: Session, course_id: UUID, team_id: UUID) -> list[str]:
    """Drafts to be sent, each in a talk of its own, like one that the team has sent."""
    sent = select(Quotation).where(Quotation.team_id == team_id, Quotation.sent_at.is_not(None))
    quotation = session.exec(sent.order_by(Quotation.number)).first()
    if quotation is None:
        raise LookupError("no team has quoted yet: let more days pass")
    inquiry = session.get_one(Inquiry, quotation.inquiry_id).model_dump()
    today = home_date(session.get_one(Course, course_id).clock_at)
    talks, drafts = [], []
    for n in range(DRAFTS):
        talk_id, draft_id = (named_id(inquiry["opened_at"], "bench", word, n) for word in ("talk", "draft"))
        talks.append(
            inquiry | {
                "id": talk_id, "stable_name": f"bench:{n}", "number": 10_000 + n, "state": "waiting",
                "closing": {}, "reply_due_at": None, "first_reply_at": None, "closed_at": None,
            }
        )  # fmt: skip
        drafts.append(
            quotation.model_dump() | {
                "id": draft_id, "inquiry_id": talk_id, "number": 10_000 + n, "revision": 1, "version": 1,
                "state": "draft", "valid_until": today + timedelta(days=30), "sent_at": None, "answer": {},
            }
        )  # fmt: skip
    _insert(session, Inquiry, talks)
    _insert(session, Quotation, drafts)
    return [str(row["id"]) for row in drafts]


def _insert(session: Session, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    with housekeeping(session):
        session.execute(insert(model), rows)

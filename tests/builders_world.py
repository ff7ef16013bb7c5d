"""One small site with everything in it: two courses alike, and in the first a team whose deals run.

Made once for a test session and copied for each test: a rule-based player carries the first team's deals, so
that every word has rows.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, select

from app.actions.actor import Actor, operator
from app.actions.perform import perform
from app.core.clock import home_time
from app.core.db import housekeeping, make_engine
from app.core.ids import named_id
from app.models.call import Call
from app.models.complaint import Complaint
from app.models.consumer_order import ConsumerOrder
from app.models.course import SITE, Course
from app.models.inquiry import Inquiry
from app.models.instruction import Instruction
from app.models.insurance_claim import InsuranceClaim
from app.models.laboratory_test import LaboratoryTest
from app.models.listing import Listing
from app.models.order import Order
from app.models.pack import Pack
from app.models.parcel_return import ParcelReturn
from app.models.shipment import InsurancePolicy, Shipment
from app.models.team import Team
from app.world.worker import step_to
from tests.builders import World, a_person
from tests.builders_listing import a_product, with_reference
from tests.databases import build_schema

FIRST_DAY = date(2026, 9, 1)
DAYS = 97
OPEN_LINK = "open-link-that-is-long-enough-to-be-one"
# Who sits where: the first team's duties lie with different people.
SEATS = {
    "lead": ("team_one", ("lead",)),
    "product": ("team_one", ("product", "marketing")),
    "sales": ("team_one", ("sales", "logistics")),
    "documents": ("team_one", ("documents", "finance")),
    "other_team": ("team_two", ("lead",)),
}
STAFF = {
    "manager": ("enterprise_one", "product_manager"),
    "liaison": ("enterprise_one", "liaison"),
    "other_enterprise": ("enterprise_two", "product_manager"),
}
_ELEMENTS = [
    ["品牌类型", "1"], ["出口享惠情况", "0"], ["用途", "餐饮用"], ["材质", "炻器"], ["种类", "马克杯"],
    ["品牌", "Kiln"], ["型号", "MUG-01"], ["GTIN", "无"], ["CAS", "无"], ["其他", "无"],
]  # fmt: skip
_USCC = {"enterprise_one": "91445100MA4UL7K29T", "enterprise_two": "91440300MA5DR3N85X"}


@dataclass(frozen=True)
class Seat:
    """One person, and what they are: `token` is the session's cookie, `bearer` the API token (of a course, so
    the administrator has none).
    """

    person_id: str
    token: str
    bearer: str
    course: str = ""
    team: str = ""
    duties: tuple[str, ...] = ()
    enterprise: str = ""
    staff_role: str = ""
    teaches: bool = False
    administers: bool = False


@dataclass(frozen=True)
class Site:
    """The small site: its file, and its ids and people by name. People of course two end in `_two`."""

    path: Path
    ids: dict[str, str] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)

    def save(self) -> None:
        """Write the names beside the database."""
        told = {"ids": self.ids, "seats": {name: asdict(seat) for name, seat in self.seats.items()}}
        self.path.with_suffix(".json").write_text(json.dumps(told), "utf-8")

    def copied_to(self, path: Path) -> "Site":
        """The same site in a file of a test's own."""
        path.write_bytes(self.path.read_bytes())
        return Site(path, self.ids, self.seats)


def build_site(path: Path) -> Site:
    """Make the small site: tables, two courses, people, and the first team's deals of some weeks."""
    engine = make_engine(f"sqlite+pysqlite:///{path}")
    build_schema(engine)
    site = Site(path)
    with Session(engine, expire_on_commit=False) as session:
        with_reference(session)
        for course, ending in (("course_one", ""), ("course_two", "_two")):
            _a_course(session, site, course, ending)
        person_id = a_person(session, "Lou", administrator=True)
        _sign_in(session, site, "administrator", person_id, None, administers=True)
        _run(session, UUID(site.ids["course_one"]), UUID(site.ids["team_one"]))
        _leave_open(session, site)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return site


def _a_course(session: Session, site: Site, course: str, ending: str) -> None:
    teacher = a_person(session, f"kim{ending}")
    given = {"title": course, "starts_on": FIRST_DAY, "seed": f"seed-{course}", "instructor_id": teacher}
    course_id = perform(session, operator(), "course.open", SITE, given).must().made_id
    assert course_id
    site.ids[course] = str(course_id)
    instructor = Actor("person", str(teacher), course_id, person_id=teacher, course_role="instructor")
    world = World(session, course_id, instructor)
    _sign_in(session, site, f"instructor{ending}", teacher, course_id, course=course, teaches=True)
    for name in ("enterprise_one", "enterprise_two"):
        _an_enterprise(world, site, name, ending)
    for name in ("team_one", "team_two"):
        _a_team(world, site, name, ending)
    for role, (team, duties) in SEATS.items():
        _a_student(world, site, role + ending, team + ending, duties, course)
    for role, (enterprise, staff_role) in STAFF.items():
        _a_member_of_staff(world, site, role + ending, enterprise + ending, staff_role, course)


def _an_enterprise(world: World, site: Site, name: str, ending: str) -> None:
    words = {
        "slug": name.replace("_", "-"), "name": f"Kiln {name}", "name_zh": "窑坊", "uscc": _USCC[name],
        "address": "1 Kiln Road, Ningbo", "address_zh": "宁波市窑路1号", "contact": "Qian Li",
        "about": "Table ware.", "about_zh": "餐具。", "port": "CNNGB", "industry": "home",
    }  # fmt: skip
    made = world.act(operator(world.course_id), "enterprise.create", world.course_id, **words).made_id
    assert made
    pack = Pack(
        id=named_id(home_time(FIRST_DAY), made, "pack"), course_id=world.course_id, enterprise_id=made,
        number=1, state="imported", file_name="pack.zip", digest=str(made), size_bytes=1,
    )  # fmt: skip
    with housekeeping(world.session):
        world.session.add(pack)
    site.ids[name + ending] = str(made)
    site.ids[f"pack_of_{name}{ending}"] = str(pack.id)
    product_id = a_product(world.session, world.course_id, made, pack.id, elements=_ELEMENTS)
    site.ids[f"product_of_{name}{ending}"] = str(product_id)


def _a_team(world: World, site: Site, name: str, ending: str) -> None:
    team_id = world.act(world.instructor, "team.create", world.course_id, name=name).made_id
    assert team_id
    company = {
        "company_name": f"Ningbo {name} Trading", "company_name_zh": "宁波海川进出口有限公司",
        "address": "Ningbo",
    }  # fmt: skip
    version = world.session.get_one(Team, team_id).version
    world.act(world.instructor, "team.set_company", team_id, **company, version=version)
    site.ids[name + ending] = str(team_id)


def _a_student(world: World, site: Site, role: str, team: str, duties: tuple[str, ...], course: str) -> None:
    person_id = a_person(world.session, role)
    world.act(world.instructor, "course.add_member", world.course_id, email=f"{role}@school.example")
    team_id = UUID(site.ids[team])
    world.act(world.instructor, "team.place", team_id, person_id=person_id, duties=list(duties))
    _sign_in(world.session, site, role, person_id, world.course_id, course=course, team=team, duties=duties)


def _a_member_of_staff(
    world: World, site: Site, role: str, enterprise: str, staff_role: str, course: str
) -> None:
    person_id = a_person(world.session, role)
    token = f"invitation-of-{role}-that-is-long-enough"
    given = {"role": staff_role, "enterprise_id": UUID(site.ids[enterprise]), "token": token}
    world.act(world.instructor, "invitation.make", world.course_id, **given)
    person = Actor("person", str(person_id), world.course_id, person_id=person_id)
    perform(world.session, person, "invitation.accept", world.course_id, {"token": token}).must()
    _sign_in(
        world.session, site, role, person_id, world.course_id,
        course=course, enterprise=enterprise, staff_role=staff_role,
    )  # fmt: skip


def _sign_in(
    session: Session, site: Site, name: str, person_id: UUID, course_id: UUID | None, **said: object
) -> None:
    person = Actor("person", str(person_id), SITE, person_id=person_id)
    token, bearer = f"cookie-of-{name}-{person_id}", ""
    perform(session, person, "person.sign_in", person_id, {"token": token}).must()
    if course_id is not None:
        given = {"course_id": course_id, "token": token}
        perform(session, person, "person.open_course", person_id, given).must()
        bearer = f"bearer-of-{name}-{person_id}"
        asked = {"name": "tests", "course_id": course_id, "token": bearer}
        perform(session, person, "person.make_token", person_id, asked).must()
    site.seats[name] = Seat(str(person_id), token, bearer, **said)  # type: ignore[arg-type]


def _run(session: Session, course_id: UUID, team_id: UUID) -> None:
    """Let a strong player run the first team; then the people have it."""
    actor = operator(course_id)
    for name, value in (("buyers_per_day", "0.15"), ("consumers_per_day", "0.2")):
        perform(session, actor, "course.set_house", course_id, {"name": name, "value": value}).must()
    perform(session, actor, "team.play", team_id, {"skill": "strong"}).must()
    perform(session, actor, "course.begin", course_id).must()
    first = session.exec(select(Course).where(Course.id == course_id)).one().starts_on
    for day in range(1, DAYS + 1):
        step_to(session, course_id, home_time(first + timedelta(days=day)))
        session.expunge_all()
    perform(session, actor, "team.play", team_id, {"skill": ""}).must()


def _leave_open(session: Session, site: Site) -> None:
    """What deals do not make: an application that waits, an unused link, a rate of its own, an attempt."""
    course_id = UUID(site.ids["course_one"])
    team_id, person_id = UUID(site.ids["team_two"]), UUID(site.seats["other_team"].person_id)
    lead = Actor(
        "person", str(person_id), course_id, person_id=person_id, course_role="student", team_id=team_id,
        duties=frozenset({"lead"}),
    )  # fmt: skip
    enterprise_id = UUID(site.ids["enterprise_one"])
    perform(session, lead, "partnership.apply", enterprise_id, {"pitch": "We sell mugs in Germany."}).must()
    link = {"role": "student", "token": OPEN_LINK}
    perform(session, operator(course_id), "invitation.make", course_id, link).must()
    own_rate = {
        "kind": "duty", "key": "IN/691200", "value": "20", "unit": "percent", "valid_from": "2026-01-01",
        "source": "The tariff of India", "reason": "The reference has no Indian tariff.",
    }  # fmt: skip
    perform(session, operator(course_id), "rate.override", course_id, own_rate).must()
    stop = {"kind": "bank_stop", "starts_on": FIRST_DAY + timedelta(days=DAYS + 5), "days": 2}
    perform(session, operator(course_id), "world_event.set", course_id, stop).must()
    first_id, first_person = UUID(site.ids["team_one"]), UUID(site.seats["lead"].person_id)
    first_lead = replace(lead, name=str(first_person), person_id=first_person, team_id=first_id)
    answer = {"kind": "find", "level": 1, "number": 1, "marks": {"packing_list": {"marks": "X01"}}}
    perform(session, first_lead, "practice.hand_in", first_id, answer).must()
    open_talk = select(Inquiry.id).where(
        Inquiry.team_id == first_id, col(Inquiry.state).in_(("waiting", "answered"))
    )
    without = open_talk.where(col(Inquiry.id).not_in(select(Call.inquiry_id)))
    for inquiry_id in session.exec(without.order_by(Inquiry.stable_name).limit(1)).all():
        perform(session, first_lead, "call.ask", inquiry_id).must()
    _leave_complaint(session, course_id, first_id)
    _leave_letter(session, course_id, first_id)
    _leave_return(session, course_id, first_id)
    _leave_claim(session, course_id, first_id)
    _leave_test(session, course_id, first_id)


def _leave_letter(session: Session, course_id: UUID, team_id: UUID) -> None:
    """A letter with an account that waits for a decision."""
    now = session.get_one(Course, course_id).clock_at
    left = Instruction(
        id=named_id(now, team_id, "instruction"), course_id=course_id, team_id=team_id,
        stable_name="left open", number=900, purpose="refund", sender="Acme", body="Please send it on.",
        currency="USD", amount=Decimal(10), truth={"is_true": False, "kind": "overpayment", "signs": []},
        received_at=now, due_at=now + timedelta(days=5),
    )  # fmt: skip
    with housekeeping(session):
        session.add(left)


def _leave_claim(session: Session, course_id: UUID, team_id: UUID) -> None:
    """A claim on the insurer that asks for papers; harm is too rare to come about by itself."""
    sent = select(Shipment).where(Shipment.team_id == team_id).order_by(col(Shipment.number))
    shipment = session.exec(sent).first()
    assert shipment is not None
    now = session.get_one(Course, course_id).clock_at
    own = {"course_id": course_id, "team_id": team_id, "order_id": shipment.order_id}
    policy = InsurancePolicy(
        id=named_id(now, shipment.id, "policy"), shipment_id=shipment.id, number="HH1", clauses="ICC (A)",
        insured_usd=Decimal(1100), premium_usd=Decimal(5), issued_on=date(2026, 9, 1), **own,
    )  # fmt: skip
    claim = InsuranceClaim(
        id=named_id(now, shipment.id, "claim"), shipment_id=shipment.id, policy_id=policy.id,
        state="queried", peril="wetting", claimed_usd=Decimal(100), filed_at=now, **own,
    )  # fmt: skip
    with housekeeping(session):
        session.add(policy)
        session.flush()
        session.add(claim)


def _leave_test(session: Session, course_id: UUID, team_id: UUID) -> None:
    """A laboratory test that waits for the team's order."""
    row = session.exec(select(Listing).where(Listing.team_id == team_id).order_by(col(Listing.id))).first()
    assert row is not None
    now = session.get_one(Course, course_id).clock_at
    left = LaboratoryTest(
        id=named_id(now, team_id, "laboratory test"), course_id=course_id, team_id=team_id,
        product_id=row.product_id, listing_id=row.id, stable_name="left open", state="quoted",
        certificate="KC", kind="electrical", fee_rmb=Decimal(1), days=5, valid_until=now.date(), asked_at=now,
    )  # fmt: skip
    with housekeeping(session):
        session.add(left)


def _leave_complaint(session: Session, course_id: UUID, team_id: UUID) -> None:
    """A complaint that waits for an answer, where the deals of the player gave no cause for one."""
    if session.exec(select(Complaint).where(Complaint.team_id == team_id)).first() is not None:
        return
    order = session.exec(select(Order).where(Order.team_id == team_id).order_by(col(Order.number))).first()
    assert order is not None
    now = session.get_one(Course, course_id).clock_at
    left = Complaint(
        id=named_id(now, order.id, "complaint"), course_id=course_id, team_id=team_id, order_id=order.id,
        buyer_id=order.buyer_id, stable_name="left open", reasons=[{"code": "late", "figures": {"days": 9}}],
        wanted_usd=Decimal(60), loss={"late": "55.00"}, lodged_at=now,
    )  # fmt: skip
    with housekeeping(session):
        session.add(left)


def _leave_return(session: Session, course_id: UUID, team_id: UUID) -> None:
    """A return that waits for an answer."""
    parcel = session.exec(
        select(ConsumerOrder).where(ConsumerOrder.team_id == team_id).order_by(col(ConsumerOrder.number))
    ).all()  # fmt: skip
    taken = set(session.exec(select(ParcelReturn.order_id)))
    order = next(each for each in parcel if each.id not in taken)
    now = session.get_one(Course, course_id).clock_at
    left = ParcelReturn(
        id=named_id(now, order.id, "return"), course_id=course_id, team_id=team_id, order_id=order.id,
        buyer_id=order.buyer_id, listing_id=order.listing_id, stable_name="left open", reason="late",
        figures={"days": 9}, request="It came late.", asked_at=now,
    )  # fmt: skip
    with housekeeping(session):
        session.add(left)

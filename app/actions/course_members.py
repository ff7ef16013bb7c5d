"""The verbs by which a course gets its people: one added, one removed, a whole class list imported."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from app.actions.act import Act
from app.actions.given import Line, Name, Whole, secret, words
from app.actions.membership import COURSE_ROLES, join_course, leave_seat, new_team, take_seat
from app.actions.policies import administers, teaches
from app.actions.registry import Facts, Given, action
from app.core.clock import wall_now
from app.core.passwords import token_digest
from app.models.course import Course, CourseMember
from app.models.invitation import INVITATION_DAYS, Invitation
from app.models.person import Person
from app.models.team import Team, name_key
from app.trade.class_list import STUDENTS, Known, Student, faults_of
from app.trade.letters.mail_address import mail_key
from app.trade.refusal import RuleBroken


class AddMember(Given):
    """The mail address of an account, the role in the course, and a student's number."""

    email: Name = words()
    role: str = "student"
    student_number: Line = ""


@action("course.add_member", Course, AddMember, allow=teaches() | administers())
def add_member(act: Act, course: Course, given: AddMember) -> Facts:
    """Let somebody who has an account into the course, as a student or as another instructor.

    Raises: RuleBroken("course.role_unknown" | "course.no_such_account" | "course.is_member").
    """
    if given.role not in COURSE_ROLES:
        raise RuleBroken("course.role_unknown", "role")
    query = select(Person.id).where(
        Person.email_key == mail_key(given.email), col(Person.is_active).is_(True)
    )
    person_id = act.session.exec(query).first()
    if person_id is None:
        raise RuleBroken("course.no_such_account", "email")
    if act.rows(CourseMember, person_id=person_id, role=given.role, is_active=True):
        raise RuleBroken("course.is_member", "email")
    _keep_an_instructor(act, person_id, given.role)
    join_course(act, person_id, given.role, given.student_number)
    if given.role == "instructor":
        leave_seat(act, person_id)
    return {"role": given.role}


class RemoveMember(Given):
    """Which member of the course."""

    person_id: UUID


@action("course.remove_member", Course, RemoveMember, allow=teaches() | administers())
def remove_member(act: Act, course: Course, given: RemoveMember) -> Facts:
    """Take somebody out of the course and out of their team; what they did stays in the record.

    Raises: RuleBroken("course.not_a_member" | "course.needs_instructor").
    """
    members = act.rows(CourseMember, person_id=given.person_id, is_active=True)
    if not members:
        raise RuleBroken("course.not_a_member", "person_id")
    _keep_an_instructor(act, given.person_id, "")
    members[0].is_active = False
    return {"role": members[0].role, "left_team": leave_seat(act, given.person_id)}


class ClassRow(Given):
    """One student of the list; `row` is where they stand in it, `team` is a team's name or empty."""

    row: Whole
    name: Name
    student_number: Name
    email: Name
    team: Line = ""


class ImportClass(Given):
    """The rows of a class list, and a fresh invitation token for each of them, in the same order."""

    rows: list[ClassRow] = words()
    tokens: list[str] = secret()


@action("course.import_class", Course, ImportClass, allow=teaches() | administers())
def import_class(act: Act, course: Course, given: ImportClass) -> Facts:
    """Import a class list: who has an account joins at once, the others get an invitation link each.

    Teams that the list names are filled; those that the course does not have are made. All rows or none.
    Raises: RuleBroken("class_list.nothing" | "class_list.too_long" | "class_list.changed").
    """
    if not given.rows or len(given.rows) != len(given.tokens):
        raise RuleBroken("class_list.nothing")
    if len(given.rows) > STUDENTS:
        raise RuleBroken("class_list.too_long", "rows", rows=len(given.rows), limit=STUDENTS)
    students = [Student(row.row, row.name, row.student_number, row.email, row.team) for row in given.rows]
    if faults := faults_of(students, _known(act)):
        raise RuleBroken("class_list.changed", "rows", row=faults[0].row, value=faults[0].value)
    accounts = _accounts(act, students)
    joined = 0
    for student, token in zip(students, given.tokens, strict=True):
        team = _team(act, student)
        person_id = accounts.get(mail_key(student.email))
        if person_id is None:
            _invite(act, student, team, token)
            continue
        joined += 1
        join_course(act, person_id, "student", student.student_number)
        if team:
            take_seat(act, team, person_id)
    return {"students": len(students), "joined": joined, "invited": len(students) - joined}


def _keep_an_instructor(act: Act, person_id: UUID, role: str) -> None:
    teachers = [member.person_id for member in act.rows(CourseMember, role="instructor", is_active=True)]
    if role != "instructor" and teachers == [person_id]:
        raise RuleBroken("course.needs_instructor", "person_id")


def _known(act: Act) -> Known:
    """What the course has already, as the check of a class list wants it."""
    members = select(Person.email_key, CourseMember.student_number).where(
        CourseMember.course_id == act.course.id,
        CourseMember.person_id == Person.id,
        col(CourseMember.is_active).is_(True),
    )
    found = list(act.session.exec(members))
    invited = [row for row in act.rows(Invitation, role="student") if row.is_open(wall_now())]
    numbers = {number for _, number in found} | {row.student_number for row in invited}
    return Known(
        frozenset(key for key, _ in found),
        frozenset(row.email_key for row in invited),
        frozenset(numbers - {""}),
    )


def _accounts(act: Act, students: list[Student]) -> dict[str, UUID]:
    """Mail key -> person, of the students who have an account."""
    keys = [mail_key(student.email) for student in students]
    query = select(Person.email_key, Person.id).where(col(Person.email_key).in_(keys))
    return dict(act.session.exec(query.where(col(Person.is_active).is_(True))).all())


def _team(act: Act, student: Student) -> Team | None:
    if not student.team:
        return None
    found = act.rows(Team, name_key=name_key(student.team))
    return found[0] if found else new_team(act, student.team)


def _invite(act: Act, student: Student, team: Team | None, token: str) -> None:
    act.add(
        Invitation(
            token_hash=token_digest(token),
            email=student.email,
            email_key=mail_key(student.email),
            name=student.name,
            role="student",
            team_id=team.id if team else None,
            student_number=student.student_number,
            wall_expires_at=wall_now() + timedelta(days=INVITATION_DAYS),
        )
    )

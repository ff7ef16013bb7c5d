"""Signing in and what every request meets: sessions, form tokens, keys, bodies, languages, refusals."""

import re
from datetime import timedelta

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import Engine
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.actions.actor import operator
from app.actions.perform import perform
from app.core.clock import wall_now
from app.core.guard import doing
from app.core.ids import fresh_id
from app.core.passwords import token_digest
from app.core.settings import Settings
from app.main import build
from app.models.evidence import Record
from app.models.person import LoginSession, SignInTry
from app.models.team import Team
from tests.builders import PASSWORD, World, a_course, a_person
from tests.clients import Client, application

HTML = {"accept": "text/html"}
JSON = {"accept": "application/json"}


@pytest.fixture
def world(sqlite_session: Session) -> World:
    return a_course(sqlite_session)


@pytest.fixture
def app(sqlite_engine: Engine, tmp_path: object) -> object:
    return application(sqlite_engine, tmp_path)


@pytest.fixture
def teacher(app: object, world: World) -> Client:
    return Client(app, world.session, world.instructor.person_id, world.course_id)


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> object:
    return client.form("/sign-in", page="/sign-in", email=email, password=password, **more)


def token_in(page: object) -> str:
    return re.search(r'name="form_token" value="([^"]+)"', page.text).group(1)


def records(world: World) -> int:
    world.session.rollback()  # what the application wrote meanwhile
    return len(world.session.exec(select(Record.number).where(Record.course_id == world.course_id)).all())


def test_the_right_password_opens_a_session_and_leads_home(app: object, sqlite_session: Session) -> None:
    a_person(sqlite_session, "Li", password=PASSWORD)
    client = Client(app)
    answer = sign_in(client, " LI@school.example ")
    assert answer.status_code == 303 and answer.headers["location"] == "/courses"
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("session="))
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" not in cookie
    assert client.page("/account").status_code == 200
    stored = sqlite_session.exec(select(LoginSession.token_hash)).all()
    value = client.http.cookies["session"]
    assert stored == [token_digest(value)] and value not in stored


def test_wrong_name_wrong_password_and_suspended_account_get_the_same_answer(
    app: object, sqlite_session: Session
) -> None:
    a_person(sqlite_session, "Li", password=PASSWORD)
    gone = a_person(sqlite_session, "Gone", password=PASSWORD)
    perform(sqlite_session, operator(), "person.set_active", gone, {"is_active": False}).must()
    asked = [
        ("li@school.example", "wrong password"),
        ("no@school.example", "x"),
        ("gone@school.example", PASSWORD),
    ]
    answers = [
        Client(app).http.post(
            "/sign-in", data={"email": mail, "password": word}, headers=JSON | {"x-form-token": "x"}
        )
        for mail, word in asked
    ]
    assert {answer.status_code for answer in answers} == {403}  # no form of ours: not even tried
    bodies = []
    for mail, word in asked:
        client = Client(app)
        body = client.post("/sign-in", {"email": mail, "password": word}).json()
        body.pop("request_id")
        bodies.append(body)
    assert bodies[0] == bodies[1] == bodies[2] and bodies[0]["code"] == "person.sign_in_wrong"


def test_an_unknown_name_costs_the_same_work_as_a_wrong_password(
    app: object, sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_person(sqlite_session, "Li", password=PASSWORD)
    plain, work = Argon2Hasher.verify, []
    monkeypatch.setattr(
        Argon2Hasher, "verify", lambda self, word, kept: work.append(kept[:30]) or plain(self, word, kept)
    )
    for mail in ("li@school.example", "nobody@school.example"):
        assert sign_in(Client(app), mail, "not the password").status_code == 422
    known, unknown = work  # one hash each, with the same costs
    assert known == unknown and "m=19456,t=2,p=1" in known


def test_a_password_is_taken_exactly_as_typed(app: object, sqlite_session: Session) -> None:
    a_person(sqlite_session, "Li", password=f"  {PASSWORD} ")
    assert sign_in(Client(app), "li@school.example", PASSWORD).status_code == 422
    assert sign_in(Client(app), "li@school.example", f"  {PASSWORD} ").status_code == 303
    assert sign_in(Client(app), "li@school.example", "x" * 300).status_code == 422


def test_ten_wrong_sign_ins_slow_down_one_account_from_one_address(
    app: object, sqlite_session: Session
) -> None:
    a_person(sqlite_session, "Li", password=PASSWORD)
    a_person(sqlite_session, "Wang", password=PASSWORD)
    client = Client(app)
    with doing("housekeeping"):
        for n in range(9):
            sqlite_session.add(a_try(n, "li@school.example", "testclient"))
        sqlite_session.commit()
    assert sign_in(client, "li@school.example", "wrong password").status_code == 422
    slowed = client.post("/sign-in", {"email": "li@school.example", "password": PASSWORD})
    assert slowed.status_code == 429 and slowed.headers["retry-after"] == "30"
    assert sign_in(client, "wang@school.example").status_code == 303


@pytest.mark.parametrize(
    ("count", "mail", "address"), [(50, "li@school.example", ""), (100, "", "testclient")]
)
def test_fifty_an_hour_for_an_account_and_a_hundred_for_an_address(
    app: object, sqlite_session: Session, count: int, mail: str, address: str
) -> None:
    a_person(sqlite_session, "Li", password=PASSWORD)
    with doing("housekeeping"):
        for n in range(count - 1):
            sqlite_session.add(a_try(n, mail or f"p{n}@x.example", address or f"10.0.0.{n}"))
        sqlite_session.commit()
    assert sign_in(Client(app), "li@school.example").status_code == 303
    with doing("housekeeping"):
        sqlite_session.add(a_try(count, mail or "last@x.example", address or "10.0.1.1"))
        sqlite_session.commit()
    assert sign_in(Client(app), "li@school.example").status_code == 429


def test_sixty_of_a_class_sign_in_from_one_address_within_a_minute(
    app: object, sqlite_session: Session
) -> None:
    a_person(sqlite_session, "Li", password=PASSWORD)
    client = Client(app)
    token = client.token()
    for _ in range(60):
        given = {"email": "li@school.example", "password": PASSWORD, "form_token": token}
        answer = client.http.post("/sign-in", data=given, headers=HTML)
        assert answer.status_code == 303
        client.http.cookies.delete("session")


def a_try(n: int, mail: str, address: str) -> SignInTry:
    wall = wall_now() - timedelta(seconds=n)
    return SignInTry(id=fresh_id(), email_key=mail, address=address, wall_at=wall)


@pytest.mark.parametrize(
    "next_page",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\tx",
        "/a\r\nx: y",
        "x",
    ],
)
def test_the_next_page_is_always_one_of_ours(app: object, sqlite_session: Session, next_page: str) -> None:
    a_person(sqlite_session, "Li", password=PASSWORD)
    client = Client(app)
    shown = client.http.get("/sign-in", params={"next": next_page}, headers=HTML)
    assert 'name="next" value=""' in shown.text
    answer = client.form("/sign-in", email="li@school.example", password=PASSWORD, next=next_page)
    assert answer.headers.get("location", "/courses") == "/courses"


def test_a_page_that_needs_a_sign_in_comes_back_to_itself(app: object, sqlite_session: Session) -> None:
    a_person(sqlite_session, "Li", password=PASSWORD)
    client = Client(app)
    sent = client.page("/account")
    assert sent.status_code == 303 and sent.headers["location"] == "/sign-in?next=/account"
    answer = sign_in(client, "li@school.example", next="/account")
    assert answer.headers["location"] == "/account"
    assert client.json("/account").status_code == 200
    assert Client(app).json("/account").json()["code"] == "door.sign_in_needed"


@pytest.mark.parametrize(
    "path", ["/teams/中文", "/teams/%0d%0aset-cookie:%20x=1", "/teams/%2f%2fevil.example"]
)
def test_a_strange_address_is_led_to_the_sign_in_page_safely(app: object, path: str) -> None:
    sent = Client(app).page(path)
    assert sent.status_code in (303, 404) and "x=1" not in sent.headers.get("set-cookie", "")
    assert sent.headers.get("location", "/sign-in?next=/").startswith("/sign-in?next=/")


def test_signing_out_ends_the_session_for_good(app: object, teacher: Client) -> None:
    cookie = teacher.http.cookies["session"]
    assert teacher.form("/sign-out").status_code == 303
    teacher.http.cookies.set("session", cookie)
    assert teacher.json("/account").status_code == 401


def test_an_old_session_is_none(app: object, teacher: Client, world: World) -> None:
    with doing("housekeeping"):
        world.session.exec(select(LoginSession)).one().wall_expires_at = wall_now() - timedelta(seconds=1)
        world.session.commit()
    assert teacher.json("/account").status_code == 401


def test_a_suspended_person_is_signed_out_at_once(teacher: Client, world: World) -> None:
    given = {"is_active": False}
    perform(world.session, operator(), "person.set_active", world.instructor.person_id, given).must()
    assert teacher.json("/course").status_code == 401


def test_behind_tls_cookies_are_bound_to_the_host(sqlite_engine: Engine, tmp_path: object) -> None:
    app = build(Settings(data_folder=tmp_path, world=False, behind_tls=True), sqlite_engine)
    with Session(sqlite_engine, expire_on_commit=False) as session:
        a_person(session, "Li", password=PASSWORD)
    client = TestClient(app, base_url="https://testserver", follow_redirects=False)
    page = client.get("/sign-in", headers=HTML)
    visitor = page.headers["set-cookie"]
    assert visitor.startswith("__Host-visitor=") and "Secure" in visitor
    assert page.headers["strict-transport-security"]
    fields = {"email": "li@school.example", "password": PASSWORD, "form_token": token_in(page)}
    answer = client.post("/sign-in", data=fields, headers=HTML)
    cookie = next(c for c in answer.headers.get_list("set-cookie") if "session" in c)
    assert answer.status_code == 303 and cookie.startswith("__Host-session=") and "Secure" in cookie


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_a_form_without_our_token_changes_nothing(teacher: Client, world: World, token: str) -> None:
    before = records(world)
    for body in ({"speed": "60", "form_token": token}, {"speed": "60"}):
        answer = teacher.http.post("/clock/run", data=body, headers=JSON)
        assert answer.status_code == 403 and answer.json()["code"] == "door.form_expired"
    assert records(world) == before


def test_the_token_of_another_session_or_of_before_signing_in_is_refused(
    app: object, teacher: Client, world: World
) -> None:
    other = Client(app, world.session, a_person(world.session, "Wang"))
    for foreign in (other.token(), Client(app).token()):
        body = {"speed": "60", "form_token": foreign}
        assert teacher.http.post("/clock/run", data=body, headers=HTML).status_code == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "http://testserver.evil.example"])
def test_a_form_from_another_site_is_refused(teacher: Client, world: World, origin: str) -> None:
    body = {"speed": "60", "form_token": teacher.token()}
    answer = teacher.http.post("/clock/run", data=body, headers=HTML | {"origin": origin})
    assert answer.status_code == 403


def test_a_form_from_our_own_site_is_taken(teacher: Client) -> None:
    body = {"speed": "60", "form_token": teacher.token()}
    answer = teacher.http.post("/clock/run", data=body, headers=HTML | {"origin": "http://testserver"})
    assert answer.status_code == 303


def test_pressing_twice_does_once_and_says_so(teacher: Client, world: World) -> None:
    before = records(world)
    first = teacher.post("/clock/run", {"speed": 60}, key="one").json()
    again = teacher.post("/clock/run", {"speed": 60}, key="one").json()
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert first["record"] == again["record"] and records(world) == before + 1
    other = teacher.post("/clock/run", {"speed": 600}, key="one")
    assert other.status_code == 422 and other.json()["code"] == "door.key_reused"


def test_a_form_carries_its_own_key(teacher: Client, world: World) -> None:
    before = records(world)
    for _ in range(2):
        answer = teacher.form("/clock/run", page="/clock", speed=60, form_key="k-1")
        assert answer.status_code == 303
    assert records(world) == before + 1


def test_anothers_key_is_a_new_one(app: object, teacher: Client, world: World) -> None:
    second = a_person(world.session, "Second")
    given = {"email": "second@school.example", "role": "instructor"}
    world.act(world.instructor, "course.add_member", world.course_id, **given)
    other = Client(app, world.session, second, world.course_id)
    first = teacher.post("/clock/run", {"speed": 60}, key="one").json()
    theirs = other.post("/clock/run", {"speed": 60}, key="one").json()
    assert theirs["replayed"] is False and theirs["record"] == first["record"] + 1


def test_a_field_twice_an_unknown_field_and_a_missing_one_are_named(teacher: Client, world: World) -> None:
    before, token = records(world), teacher.token()
    twice = teacher.http.post(
        "/clock/run", content=f"speed=60&speed=600&form_token={token}",
        headers=JSON | {"content-type": "application/x-www-form-urlencoded"},
    )  # fmt: skip
    assert (twice.status_code, twice.json()["code"]) == (422, "form.field_twice")
    for field in ("is_admin", "team_id", "mark"):
        unknown = teacher.post("/clock/run", {"speed": 60, field: "1"}).json()
        assert (unknown["code"], unknown["errors"][0]["field"]) == ("form.field_unknown", field)
    missing = teacher.post("/clock/run", {}).json()
    assert (missing["code"], missing["errors"][0]["field"]) == ("form.field_missing", "speed")
    doubled = teacher.http.post(
        "/clock/run", content='{"speed": 60, "speed": 600}',
        headers=JSON | {"content-type": "application/json", "x-form-token": token},
    )  # fmt: skip
    assert doubled.status_code == 400 and records(world) == before


def test_a_refusal_in_json_follows_rfc_9457(teacher: Client) -> None:
    answer = teacher.post("/clock/run", {"speed": 7})
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json" and answer.status_code == 422
    assert body["type"] == "urn:five-truths:clock.speed_unknown" and body["status"] == 422
    assert body["errors"] == [{"field": "speed", "code": body["code"], "detail": body["detail"]}]
    assert body["saved"] is False and body["request_id"] == answer.headers["x-request-id"]


def test_words_follow_the_address_then_the_cookie_then_the_browser(app: object) -> None:
    client = Client(app)
    assert "Sign in" in client.page("/sign-in", lang="fr, de;q=0.8").text
    assert "登录" in client.page("/sign-in", lang="zh-CN").text
    assert "登录" in client.page("/sign-in?lang=zh_Hans").text
    assert "登录" in client.page("/sign-in", lang="en").text
    assert '<html lang="en">' in client.page("/sign-in?lang=en", lang="zh-CN").text
    assert "<html" in client.page("/sign-in?lang=%00<script>").text


def test_an_account_keeps_its_language(app: object, teacher: Client) -> None:
    teacher.form("/account/set-locale", locale="zh_Hans")
    assert '<html lang="zh-Hans">' in teacher.page("/account", lang="en").text
    refused = teacher.post("/account/set-locale", {"locale": "tlh"})
    assert refused.json()["code"] == "person.locale_unknown"


def test_a_refused_form_comes_back_with_what_was_typed(teacher: Client, world: World) -> None:
    world.act(world.instructor, "team.create", world.course_id, name='Q "<script>alert(1)</script>')
    typed = 'q "<SCRIPT>alert(1)</script>'
    answer = teacher.form(f"/courses/{world.course_id}/teams/create", page="/teams", name=typed)
    assert answer.status_code == 422
    assert 'value="q &#34;&lt;SCRIPT&gt;alert(1)&lt;/script&gt;"' in answer.text
    assert "Another team of this course has this name" in answer.text and "Nothing was saved" in answer.text
    assert answer.text.count("autofocus") == 1 and "<script>alert" not in answer.text.lower()


def test_a_password_is_never_sent_back(app: object) -> None:
    answer = sign_in(Client(app), "nobody@school.example", "my secret password")
    assert answer.status_code == 422 and "my secret password" not in answer.text
    assert 'value="nobody@school.example"' in answer.text


def test_an_expired_form_keeps_what_was_typed_too(teacher: Client, world: World) -> None:
    body = {"name": "Lighthouse", "form_token": "old", "form_page": "/teams"}
    answer = teacher.http.post(f"/courses/{world.course_id}/teams/create", data=body, headers=HTML)
    assert answer.status_code == 403 and 'value="Lighthouse"' in answer.text
    assert world.session.exec(select(Team)).all() == []


@pytest.mark.parametrize(
    "page", ["//evil.example", "https://evil.example/x", "/\\evil", "/no-such-page", "/sign-out"]
)
def test_a_form_cannot_name_a_foreign_page_to_come_back_on(teacher: Client, page: str) -> None:
    answer = teacher.form("/clock/run", page=page, speed=7)
    assert answer.status_code == 422 and "Nothing was saved" in answer.text


@pytest.mark.parametrize("size", [256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1])
def test_a_body_is_cut_at_its_limit(teacher: Client, size: int) -> None:
    head = f"form_token={teacher.token()}&speed="
    headers = JSON | {"content-type": "application/x-www-form-urlencoded"}
    answer = teacher.http.post("/clock/run", content=head + "6" * (size - len(head)), headers=headers)
    assert answer.status_code == (422 if size <= 256 * 1024 else 413)


def test_a_streamed_body_is_cut_while_it_streams(teacher: Client) -> None:
    def pieces() -> object:
        for _ in range(10):
            yield b"speed=" + b"6" * 64 * 1024

    headers = JSON | {"content-type": "application/x-www-form-urlencoded"}
    assert teacher.http.post("/clock/run", content=pieces(), headers=headers).status_code == 413


def test_a_thousand_fields_are_taken_and_one_more_is_not(teacher: Client) -> None:
    headers = JSON | {"content-type": "application/x-www-form-urlencoded"}
    for count, status in ((999, 422), (1000, 422), (1001, 400)):  # the token is one of them
        fields = "&".join(f"f{n}=1" for n in range(count - 1)) + f"&form_token={teacher.token()}"
        assert teacher.http.post("/clock/run", content=fields, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("text/plain", '{"speed": 60}', 415),
        ("application/xml", "<speed>60</speed>", 415),
        ("", '{"speed": 60}', 415),
        ("application/json", "{", 400),
        ("application/json", "[1]", 400),
        ("application/json", "[" * 100_000, 400),
        ("application/json", '{"speed": ' + '{"a":' * 30 + "1" + "}" * 31, 422),  # 31 deep
        ("application/json", '{"speed": ' + '{"a":' * 31 + "1" + "}" * 32, 422),  # 32 deep
        ("application/json", '{"speed": ' + '{"a":' * 32 + "1" + "}" * 33, 400),
        ("application/json", b'{"speed": "\xff"}', 400),
        ("application/x-www-form-urlencoded", "speed=%FF", 400),
        ("multipart/form-data", "no boundary", 400),
        ("application/json", '{"speed": 60.0}', 422),
        ("application/json", '{"speed": NaN}', 422),
        ("application/json", '{"speed": true}', 422),
        ("application/json", '{"speed": 9223372036854775808}', 422),
        ("application/json", '{"speed": 1e400}', 422),
        ("application/json", '{"speed": "\\ud800"}', 422),
        ("application/json", '{"speed": null}', 422),
    ],
)
def test_what_cannot_be_read_is_refused_before_the_door(
    teacher: Client, world: World, kind: str, body: str, status: int
) -> None:
    before = records(world)
    headers = JSON | {"x-form-token": teacher.token()} | ({"content-type": kind} if kind else {})
    assert teacher.http.post("/clock/run", content=body, headers=headers).status_code == status
    assert records(world) == before


def test_a_lone_surrogate_and_a_nul_in_a_name_are_refused(teacher: Client, world: World) -> None:
    path = f"/courses/{world.course_id}/teams/create"
    for name in ("\\ud800", "a\\u0000b", "a\\u202eb"):
        answer = teacher.http.post(
            path, content=f'{{"name": "{name}"}}',
            headers=JSON | {"content-type": "application/json", "x-form-token": teacher.token()},
        )  # fmt: skip
        assert answer.status_code == 422 and answer.json()["errors"][0]["field"] == "name"


def test_a_get_never_changes_anything(teacher: Client, world: World) -> None:
    before = records(world)
    for path in ("/clock/run", "/clock/step", f"/courses/{world.course_id}/archive", "/sign-out"):
        answer = teacher.json(path)
        assert answer.status_code == 405 and answer.json()["code"] == "http.405"
    assert records(world) == before


@pytest.mark.parametrize("wrong", ["1", "x", "00000000-0000-0000-0000-00000000000g", "9" * 400, "%00", "é"])
def test_an_id_that_is_none_is_missing_with_the_same_words(teacher: Client, wrong: str) -> None:
    missing = teacher.json("/teams/01a05a43-fc00-749f-bd2e-ede38611f0cc").json()
    for answer in (
        teacher.json(f"/teams/{wrong}"),
        teacher.post(f"/teams/{wrong}/rename", {"name": "X", "version": 1}),
    ):
        body = answer.json()
        assert answer.status_code == 404
        assert {**body, "request_id": ""} == {**missing, "request_id": ""}


def test_an_unknown_address_is_missing_and_tells_nothing(app: object) -> None:
    answer = Client(app).page("/no/such/page")
    assert answer.status_code == 404 and "We could not find this" in answer.text
    assert "Traceback" not in answer.text and "starlette" not in answer.text.lower()


def test_every_page_is_guarded(app: object) -> None:
    answer = Client(app).page("/sign-in")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "object-src 'none'" in policy and "unsafe-eval" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "private, no-store"


def test_another_host_is_not_answered(sqlite_engine: Engine, tmp_path: object) -> None:
    settings = Settings(data_folder=tmp_path, world=False, allowed_hosts="school.example")
    client = TestClient(build(settings, sqlite_engine))
    assert client.get("/sign-in", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/sign-in", headers={"host": "school.example"}).status_code == 200


def test_a_bearer_token_needs_no_form_token_and_a_wrong_one_is_nobody(
    app: object, teacher: Client, world: World
) -> None:
    token = teacher.post("/account/make-token", {"name": "gradebook"}).json()["token"]
    program = TestClient(app)
    bearer = {"authorization": f"Bearer {token}"}
    assert program.post("/clock/run", json={"speed": 60}, headers=bearer).status_code == 200
    for wrong in ("Bearer nothing", "Bearer ", f"Bearer {token}x", "bearer\tx"):
        assert program.get("/course", headers=JSON | {"authorization": wrong}).status_code == 401

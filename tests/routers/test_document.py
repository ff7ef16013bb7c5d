"""The pages of an order's papers over HTTP: browser, htmx and program, and what another team may not see."""

from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from tests.builders_papers import (
    PaperDeal,
    a_full_set,
    a_paper_deal,
    an_issued,
    by_student,
    declared,
    depart,
)
from tests.builders_people import a_member, a_team
from tests.clients import Client, application


def clients(engine: Engine, session: Session, folder: Path) -> tuple[PaperDeal, Client, Client]:
    """The deal, its team's writer, and a member of another team."""
    papers = a_paper_deal(session)
    stranger = a_member(papers.world, a_team(papers.world, "Other"), "eve")
    app = application(engine, folder)
    mine, other = (
        Client(app, session, actor.person_id, papers.world.course_id) for actor in (papers.writer, stranger)
    )
    return papers, mine, other


def flat(values: dict[str, object], prefix: str = "fields.") -> dict[str, str]:
    """The values as a form names them."""
    found: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            found |= flat(value, f"{prefix}{name}.")
        elif isinstance(value, list):
            for place, row in enumerate(value):
                found |= flat(row, f"{prefix}{name}.{place}.")
        else:
            found[prefix + name] = str(value)
    return found


def test_a_paper_is_written_checked_issued_and_printed_in_a_browser(
    sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path
) -> None:
    papers, mine, _ = clients(sqlite_engine, sqlite_session, tmp_path)
    base = f"/orders/{papers.order.id}/documents"
    page = mine.page(f"{base}/commercial_invoice")
    assert page.status_code == 200 and "Still empty" in page.text and "To copy from" in page.text
    assert 'value="HC-INV-2026-0412"' not in page.text  # nothing is filled in for the student
    form = flat(by_student("commercial_invoice")) | {"kind": "commercial_invoice", "version": "0"}
    checked = mine.form(f"{base}/commercial_invoice/check", htmx=True, **form)
    assert checked.status_code == 200 and "Complete, and nothing disagrees." in checked.text
    wrong = mine.form(f"{base}/commercial_invoice/check", htmx=True, **form | {"fields.total": "x"})
    assert "Write a number such as 12.50" in wrong.text and "Nothing was saved" not in wrong.text
    saved = mine.form(f"{base}/save", page=f"{base}/commercial_invoice", **form)
    assert saved.status_code == 303 and saved.headers["location"] == f"{base}/commercial_invoice"
    row = papers.document("commercial_invoice")
    assert row.fields == by_student("commercial_invoice")
    assert mine.form(f"/documents/{row.id}/issue").status_code == 303
    assert "Amend" in mine.page(f"{base}/commercial_invoice").text
    printed = mine.page(f"/documents/{row.id}.pdf")
    assert printed.content[:5] == b"%PDF-" and printed.headers["content-type"] == "application/pdf"
    exported = mine.page(f"/documents/{row.id}.xml")
    assert exported.headers["content-type"] == "application/xml" and b"HC-INV-2026-0412" in exported.content
    assert f"/documents/{row.id}.xml" in mine.page(f"{base}/commercial_invoice").text
    assert mine.page(f"/documents/{row.id}.png").content[:4] == b"\x89PNG"
    assert mine.form(f"/documents/{row.id}/amend").status_code == 303


def test_a_stale_form_comes_back_with_what_was_typed(
    sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path
) -> None:
    papers, mine, _ = clients(sqlite_engine, sqlite_session, tmp_path)
    base = f"/orders/{papers.order.id}/documents"
    again = mine.form(
        f"{base}/save", page=f"{base}/packing_list",
        **{"kind": "packing_list", "version": "4", "fields.number": "PL-77"},
    )  # fmt: skip
    assert again.status_code == 409 and 'value="PL-77"' in again.text and "Somebody changed" in again.text


def test_the_set_shows_what_disagrees_and_goes_to_the_buyer(
    sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path
) -> None:
    papers, mine, _ = clients(sqlite_engine, sqlite_session, tmp_path)
    base = f"/orders/{papers.order.id}/documents"
    assert "Before the set can go to the buyer" in mine.page(base).text
    depart(papers)
    a_full_set(papers, vessel="SILK HARMONY")
    page = mine.page(base).text
    assert "It should read SILK HORIZON, but reads SILK HARMONY." in page and "Send to the buyer" in page
    chinese = mine.page(base + "?lang=zh_Hans").text
    assert "SILK HARMONY" in chinese and "商业发票" in chinese and "Send to the buyer" not in chinese
    told = mine.json(base).json()
    assert [each["code"] for each in told["errors"]] == ["X01"] and told["may_send"] is True
    sent = mine.post(f"{base}/send-set")
    assert sent.status_code == 200 and sent.json()["facts"]["to_correct"] == 1
    assert "The buyer is reading the papers" in mine.page(base + "?lang=en").text


def test_an_incomplete_set_is_refused_in_words(
    sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path
) -> None:
    papers, mine, _ = clients(sqlite_engine, sqlite_session, tmp_path)
    depart(papers)
    base = f"/orders/{papers.order.id}/documents"
    refused = mine.post(f"{base}/send-set")
    assert refused.status_code == 422 and refused.json()["code"] == "document.set_incomplete"
    assert "Commercial invoice" in refused.json()["detail"]


def test_another_team_finds_nothing(sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path) -> None:
    papers, mine, other = clients(sqlite_engine, sqlite_session, tmp_path)
    row = an_issued(papers, "packing_list")
    base = f"/orders/{papers.order.id}/documents"
    printed = (f"/documents/{row.id}.{kind}" for kind in ("pdf", "png", "xml"))
    for path in (base, f"{base}/packing_list", *printed):
        assert mine.page(path).status_code == 200 and other.page(path).status_code == 404
    for path in (f"{base}/send-set", f"/documents/{row.id}/issue", f"/documents/{row.id}/amend"):
        assert other.post(path).status_code == 404
    for path in (f"{base}/save", f"{base}/packing_list/check"):
        assert other.post(path, {"kind": "packing_list"}).status_code == 404
    for path in (f"{base}/love_letter", f"{base}/bill_of_lading"):
        assert mine.page(path).status_code == 404
    assert mine.post(f"{base}/bill_of_lading/check", {"kind": "bill_of_lading"}).status_code == 404


def test_an_unreadable_draft_breaks_no_page(
    sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path
) -> None:
    papers, mine, _ = clients(sqlite_engine, sqlite_session, tmp_path)
    junk = {"total": "a lot", "packages": "x", "lines": [{"unit_price": "cheap", "quantity": "1e9"}]}
    base = f"/orders/{papers.order.id}"
    given = {"kind": "commercial_invoice", "fields": junk, "version": 0}
    assert mine.post(f"{base}/documents/save", given).status_code == 200
    papers.act("declaration.save", papers.order.id, **declared(packages="many"))
    for path in ("documents", "documents/commercial_invoice", "documents/packing_list", "declaration"):
        assert mine.page(f"{base}/{path}").status_code == 200
    row = papers.document("commercial_invoice")
    assert mine.page(f"/documents/{row.id}.pdf").status_code == 200
    papers.act("declaration.save", papers.order.id, **declared(), version=1)
    assert mine.page(f"{base}/declaration").status_code == 200
    for body in ({"fields": []}, {"kind": "packing_list", "fields": {"lines": [1]}}, {"kind": 5}, {}):
        assert mine.post(f"{base}/documents/save", body).status_code == 422
    for body in ({"lines": "x"}, {"header": {"marks": ["a"]}}, {"lines": [{"elements": [1]}]}):
        assert mine.post(f"{base}/declaration/save", body | {"version": 2}).status_code == 422

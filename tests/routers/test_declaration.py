"""The customs form over HTTP: written, checked while typing, filed, answered, printed."""

from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from app.actions.actor import party
from tests.builders_papers import an_issued, declared
from tests.routers.test_document import clients, flat


def test_a_declaration_is_written_checked_and_filed_in_a_browser(
    sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path
) -> None:
    papers, mine, _ = clients(sqlite_engine, sqlite_session, tmp_path)
    base = f"/orders/{papers.order.id}/declaration"
    page = mine.page(base)
    assert page.status_code == 200 and "境内发货人" in page.text and "Nothing filed yet" in page.text
    form = flat(declared(insurance=None), "") | {"version": "0"}
    checked = mine.form(f"{base}/check", htmx=True, **form)
    assert checked.status_code == 200 and "Under CIF the Insurance must be filled in." in checked.text
    assert mine.form(f"{base}/save", page=base, **form).headers["location"] == base
    an_issued(papers, "commercial_invoice")
    an_issued(papers, "packing_list")
    row = papers.declaration()
    page = mine.page(base).text
    assert "织造方法" in page and "File with customs" in page  # elements of the line, each in its box
    assert mine.form(f"/declarations/{row.id}/file").status_code == 303
    office = party("customs_office", papers.world.course_id)
    sqlite_session.rollback()
    papers.world.act(office, "declaration.query", row.id, reasons=papers.declaration().findings)
    page = mine.page(base).text
    assert "Customs sent it back" in page and "File again" in page
    assert "海关" in mine.page(base + "?lang=zh_Hans").text
    told = mine.json(base).json()
    assert told["state"] == "queried" and told["events"][-1]["reasons"][0]["code"] == "D05"
    assert mine.page(f"/declarations/{row.id}.pdf").content[:5] == b"%PDF-"
    assert mine.page(f"/declarations/{row.id}.png").content[:4] == b"\x89PNG"


def test_elements_follow_the_commodity_code(
    sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path
) -> None:
    papers, mine, other = clients(sqlite_engine, sqlite_session, tmp_path)
    address = f"/orders/{papers.order.id}/declaration/elements?line=1&code="
    known = mine.page(f"{address}6109.10.0021").text
    assert 'name="lines.1.elements.0.name" value="品牌类型"' in known
    assert "has no line 6109990000" in mine.page(f"{address}6109990000").text
    assert other.page(f"{address}6109100021").status_code == 404


def test_an_unready_declaration_is_refused_in_words(
    sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path
) -> None:
    papers, mine, _ = clients(sqlite_engine, sqlite_session, tmp_path)
    base = f"/orders/{papers.order.id}/declaration"
    assert mine.post(f"{base}/save", declared()).status_code == 200
    refused = mine.post(f"/declarations/{papers.declaration().id}/file")
    assert refused.status_code == 422 and refused.json()["code"] == "declaration.papers_missing"


def test_another_team_finds_no_declaration(
    sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path
) -> None:
    papers, mine, other = clients(sqlite_engine, sqlite_session, tmp_path)
    papers.act("declaration.save", papers.order.id, **declared())
    row = papers.declaration()
    base = f"/orders/{papers.order.id}/declaration"
    for path in (base, f"/declarations/{row.id}.pdf", f"/declarations/{row.id}.png"):
        assert mine.page(path).status_code == 200 and other.page(path).status_code == 404
    for path in (f"{base}/save", f"{base}/check", f"/declarations/{row.id}/file"):
        assert other.post(path).status_code == 404

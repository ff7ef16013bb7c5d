"""What may come in as a pack, what may not, and that nothing of a refused one is left behind."""

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.core.limits import MEGABYTE
from app.models.evidence import Record
from app.models.pack import Pack, PackPicture
from app.models.product import Product
from seed.packs.build import build_pack
from tests.builders_catalogue import (
    ROW,
    ROWS,
    Supplier,
    a_picture,
    a_team,
    an_enterprise,
    pack_zip,
    sheet_csv,
)
from tests.clients import Client, application


class Place:
    """An enterprise, its product manager's browser, and the folder that uploads land in."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.session = Session(engine, expire_on_commit=False)
        self.supplier: Supplier = an_enterprise(self.session)
        self.folder = folder
        self.app = application(engine, folder)
        self.browser = self.client(self.supplier.manager.person_id)

    def client(self, person_id: object) -> Client:
        return Client(self.app, self.session, person_id, self.supplier.world.course_id)

    def upload(self, content: bytes, name: str = "pack.zip", client: Client | None = None) -> httpx.Response:
        return (client or self.browser).form("/packs/upload", "/packs", files={"file": (name, content)})

    def rows(self, model: type) -> list:
        self.session.rollback()
        return list(self.session.exec(select(model)))

    def assert_nothing_left(self) -> None:
        assert [path for path in self.folder.rglob("*") if path.is_file()] == []
        assert self.rows(Pack) == [] and self.rows(PackPicture) == []


@pytest.fixture
def place(sqlite_engine: Engine, tmp_path: Path) -> Place:
    return Place(sqlite_engine, tmp_path / "data")


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in entries:
            pack.writestr(name, content)
    return out.getvalue()


def a_link() -> bytes:
    entry = zipfile.ZipInfo("images/link.jpg")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return zipped(("products.csv", sheet_csv()), (entry, b"/etc/passwd"))


def a_lying_directory() -> bytes:
    """The directory states 10 bytes where the entry holds many."""
    good = bytearray(zipped(("products.csv", sheet_csv())))
    at = good.rfind(b"PK\x01\x02")
    good[at + 24 : at + 28] = struct.pack("<L", 10)
    return bytes(good)


def an_xlsx_with_formula() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(list(ROW))
    book.active.append([*ROW.values()])
    book.active.cell(2, list(ROW).index("price_rmb") + 1).value = "=6+6"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SHEET = ("products.csv", sheet_csv())
HOSTILE: list[tuple[str, Callable[[], bytes], int, str]] = [
    ("zip slip", lambda: zipped(SHEET, ("../../evil.csv", b"x")), 422, "evil.csv"),
    ("absolute", lambda: zipped(SHEET, ("/etc/evil", b"x")), 422, "evil"),
    ("windows", lambda: zipped(SHEET, ("C:\\evil.csv", b"x")), 422, "evil"),
    ("device name", lambda: zipped(SHEET, ("images/CON.jpg", b"x")), 422, "CON"),
    ("bidi", lambda: zipped(SHEET, ("images/a\u202egpj.exe", b"x")), 422, ""),
    ("link", a_link, 422, "link"),
    ("bomb", lambda: zipped(SHEET, ("images/big.jpg", bytes(210 * MEGABYTE))), 413, "200"),
    ("lying", a_lying_directory, 422, "damaged"),
    ("cut", lambda: pack_zip()[:-40], 422, "damaged"),
    ("nested", lambda: zipped(SHEET, ("images/more.zip", zipped(SHEET))), 422, "more.zip"),
    ("names twice", lambda: zipped(SHEET, ("PRODUCTS.CSV", b"sku")), 422, "PRODUCTS.CSV"),
    ("not a zip", lambda: b"%PDF-1.7 not a pack", 415, "zip"),
    ("empty", lambda: b"", 415, "zip"),
    ("no sheet", lambda: zipped(("images/a.jpg", a_picture())), 422, "products.xlsx"),
    ("macros", lambda: zipped(("products.xlsm", b"PK")), 415, "macro"),
    ("too many", lambda: zipped(SHEET, *((f"images/{n}.jpg", b"") for n in range(2000))), 413, "2000"),
    ("rows", lambda: pack_zip(b"sku\n" + b"A\n" * 10_001), 413, "10000"),
    ("columns", lambda: pack_zip(b",".join(b"c%d" % n for n in range(61)) + b"\n" + b"1," * 61), 413, "60"),
    ("nul", lambda: pack_zip(b"sku,name\nA\x00,b"), 422, "NUL"),
    ("lacking", lambda: pack_zip(sheet_csv(columns=["sku", "name_en"])), 422, "Price incl. VAT"),
    ("damaged xlsx", lambda: zipped(("products.xlsx", b"not a workbook")), 415, ""),
]


@pytest.mark.parametrize(("what", "build", "status", "words"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_a_hostile_or_broken_pack_is_refused_in_words_and_leaves_nothing(
    place: Place, what: str, build: Callable[[], bytes], status: int, words: str
) -> None:
    answer = place.upload(build())
    assert answer.status_code == status, answer.text[-600:]
    assert words.lower() in answer.text.lower()
    assert "Nothing was saved" in answer.text and "Traceback" not in answer.text
    place.assert_nothing_left()
    assert [record.action for record in place.rows(Record) if record.action == "pack.check"] == []


def test_a_body_over_the_limit_is_cut_off(place: Place) -> None:
    assert place.upload(bytes(52 * MEGABYTE)).status_code == 413
    place.assert_nothing_left()


def test_a_torn_upload_leaves_nothing(place: Place) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="p.zip"\r\n\r\n' + pack_zip()[:200]
    headers = {"content-type": "multipart/form-data; boundary=x", "accept": "text/html"}
    answer = place.browser.http.post("/packs/upload", content=body, headers=headers)
    assert answer.status_code in (400, 403)
    place.assert_nothing_left()


def test_no_file_chosen_comes_back_beside_the_field(place: Place) -> None:
    answer = place.browser.form("/packs/upload", "/packs", nothing="")
    assert answer.status_code == 422 and "Choose a pack first" in answer.text
    place.assert_nothing_left()


def test_a_file_name_with_turned_letters_is_refused(place: Place) -> None:
    assert place.upload(pack_zip(), "pack\u202epiz.zip").status_code == 422
    place.assert_nothing_left()


def test_pictures_of_a_wrong_kind_are_named_and_the_rest_is_read(place: Place) -> None:
    pictures = {
        "MUG-01-1.png": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        "MUG-01-2.jpg": a_picture(kind="PNG"),
        "MUG-01-3.jpg": a_picture("red")[:100],
        "MUG-01-4.gif": a_picture("blue", kind="GIF"),
        "STRAY-1.jpg": a_picture("green"),
    }
    answer = place.upload(pack_zip(pictures=pictures))
    assert answer.status_code == 303
    page = place.browser.page(answer.headers["location"]).text
    assert all(name in page for name in ("MUG-01-1.png", "MUG-01-3.jpg", "MUG-01-4.gif", "STRAY-1.jpg"))
    assert {picture.name for picture in place.rows(PackPicture)} == {"MUG-01-2.jpg", "STRAY-1.jpg"}
    (pack,) = place.rows(Pack)
    assert pack.rows_good == 3


def test_a_formula_without_a_value_is_a_row_error(place: Place) -> None:
    answer = place.upload(zipped(("products.xlsx", an_xlsx_with_formula())))
    page = place.browser.page(answer.headers["location"]).text
    assert "This is a formula without a value: paste values." in page
    assert place.rows(Pack)[0].rows_refused == 1


def test_good_but_for_one_row_imports_exactly_the_good_ones_and_only_when_asked(place: Place) -> None:
    rows = [{**ROW, "sku": f"S-{number:02}"} for number in range(1, 31)]
    rows[15] = {**rows[15], "hs_code": "6.912E+09", "sku": "<script>alert(1)</script>"}
    answer = place.upload(pack_zip(sheet_csv(rows)))
    where = answer.headers["location"]
    page = place.browser.page(where).text
    assert "Row 17" in page and "6.912E+09" in page and "Import the 29 good rows" in page
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page
    assert place.rows(Product) == []
    report = place.browser.http.get(f"{where}/report.xlsx")
    assert report.content.startswith(b"PK") and "attachment" in report.headers["content-disposition"]
    assert place.browser.form(f"{where}/import-rows", where, missing="withdraw").status_code == 303
    assert len(place.rows(Product)) == 29 and "In force" in place.browser.page(where).text


def test_the_same_pack_twice_changes_nothing_and_says_when_it_was_imported(place: Place) -> None:
    where = place.upload(pack_zip()).headers["location"]
    place.browser.form(f"{where}/import-rows", where)
    files = sorted(path for path in place.folder.rglob("*") if path.is_file())
    answer = place.upload(pack_zip())
    assert answer.status_code == 422 and "was imported on" in answer.text
    assert len(place.rows(Pack)) == 1
    assert sorted(path for path in place.folder.rglob("*") if path.is_file()) == files and len(files) == 2


def test_discarding_takes_the_pictures_away_that_only_it_had(place: Place) -> None:
    first = place.upload(pack_zip()).headers["location"]
    place.browser.form(f"{first}/import-rows", first)
    second = place.upload(
        pack_zip(pictures={"MUG-01-1.jpg": a_picture(), "MUG-02-1.jpg": a_picture("red")})
    ).headers["location"]
    assert len(list((place.folder / "pictures").rglob("*.jpg"))) == 2
    assert place.browser.form(f"{second}/discard", second).status_code == 303
    assert len(list((place.folder / "pictures").rglob("*.jpg"))) == 1


def test_a_pack_of_the_repository_goes_through_and_its_gaps_are_told(place: Place) -> None:
    answer = place.browser.http.post(
        "/packs/upload",
        data={"form_token": place.browser.token()},
        files={"file": ("lanmei.zip", build_pack("lanmei-home"))},
        headers={"accept": "application/json"},
    )
    assert answer.status_code == 200, answer.text
    where = answer.json()["see"]
    assert answer.json()["facts"]["rows_good"] == 12
    for lang in ("en", "zh-CN"):
        assert place.browser.page(where, lang=lang).status_code == 200
    page = place.browser.json(where).json()
    assert page["counts"] == {"refused": 0, "mended": 0, "gaps": page["counts"]["gaps"], "all": 12}
    assert len(page["changes"]["added"]) == 12


def test_whoever_may_not_upload_is_told_so_before_anything_is_read(place: Place) -> None:
    supplier = place.supplier
    student = a_team(supplier.world)
    other = an_enterprise(place.session, supplier.world, "Miro")
    path = f"/enterprises/{supplier.enterprise_id}/packs/upload"
    for person_id, status in ((student.person_id, 403), (supplier.liaison.person_id, 403),
                              (other.manager.person_id, 403)):  # fmt: skip
        client = place.client(person_id)
        assert client.form(path, files={"file": ("p.zip", pack_zip())}).status_code == status
    assert Client(place.app).form(path, files={"file": ("p.zip", pack_zip())}).status_code == 401
    place.assert_nothing_left()
    teacher = place.client(supplier.world.instructor.person_id)
    assert place.upload(pack_zip(), client=teacher).status_code == 422
    assert teacher.form(path, files={"file": ("p.zip", pack_zip())}).status_code == 303


def test_another_enterprises_pack_answers_as_a_missing_one(place: Place) -> None:
    where = place.upload(pack_zip(sheet_csv(ROWS))).headers["location"]
    other = an_enterprise(place.session, place.supplier.world, "Miro")
    student = a_team(place.supplier.world)
    digest = place.rows(PackPicture)[0].digest
    for person_id in (other.manager.person_id, student.person_id):
        client = place.client(person_id)
        for path in (where, f"{where}/report.xlsx", f"/pictures/{digest}",
                     f"/packs?enterprise={place.supplier.enterprise_id}"):  # fmt: skip
            assert client.page(path).status_code == 404, path
        assert client.form(f"{where}/import-rows").status_code == 404
        assert client.form(f"{where}/discard").status_code == 404
    assert place.browser.page(f"/pictures/{digest}/small").status_code == 200

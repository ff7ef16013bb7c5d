"""An enterprise with products out of a small pack, its people, and a team that it works with."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PIL import Image
from sqlmodel import Session

from app.actions.actor import Actor
from app.actions.membership import ENTERPRISE_ROLES
from app.actions.pack import ReadPicture
from app.actions.pack_reading import PackFile, check_of_sheet
from app.core.delimited import read_csv
from app.core.limits import SHEET
from app.trade.catalogue.product_columns import COLUMNS
from tests.builders import World, a_course, a_person

ROW: dict[str, str] = {
    "sku": "MUG-01", "name_en": "Stoneware mug 350 ml", "name_zh": "炻器马克杯", "category": "Home > Mugs",
    "selling_points_en": "Reactive glaze; Stackable; Dishwasher safe", "selling_points_zh": "窑变釉",
    "description_en": "A hand-glazed mug with a wide handle.", "description_zh": "手工施釉。",
    "brand": "Lanmei", "brand_type": "1", "hs_code": "6912001000",
    "declaration_elements":
        "品牌类型:1; 出口享惠情况:0; 用途:餐饮用; 材质:炻器; 种类:杯; 品牌:Lanmei; 型号:MUG-01",
    "price_rmb": "12.80", "tier_2_from_pieces": "1000", "tier_2_price_rmb": "11.90",
    "floor_price_rmb": "10.50",
    "vat_rate": "13", "moq_pieces": "200", "lead_time_days": "20", "daily_capacity_pieces": "1500",
    "carton_pieces": "36", "carton_length_cm": "46", "carton_width_cm": "35", "carton_height_cm": "33",
    "carton_gross_kg": "15.2", "carton_net_kg": "13.7", "unit_gross_kg": "0.45", "unit_length_cm": "13",
    "unit_width_cm": "10.5", "unit_height_cm": "11", "materials": "Stoneware",
    "attributes": "Colour: oat, ink; Capacity: 350 ml", "certificates": "FDA; LFGB",
    "dangerous_goods": "none",
}  # fmt: skip
ROWS = (
    ROW,
    {**ROW, "sku": "MUG-02", "name_en": "Stoneware mug 250 ml", "price_rmb": "10.80",
     "tier_2_price_rmb": "9.90", "floor_price_rmb": "9.20"},
    {**ROW, "sku": "BWL-01", "name_en": "Stoneware bowl", "category": "Home > Bowls", "certificates": ""},
)  # fmt: skip
PITCH = (
    "We are four students who sell table ware to cafés in Germany and Austria. We will list MUG-01 and "
    "BWL-01 first, with photographs of our own and answers within a day."
)


@dataclass(frozen=True)
class Supplier:
    """An enterprise of a course and its two people."""

    world: World
    enterprise_id: UUID
    manager: Actor
    liaison: Actor

    @property
    def session(self) -> Session:
        """The session of the world."""
        return self.world.session


def an_enterprise(session: Session, world: World | None = None, name: str = "Lanmei Home") -> Supplier:
    """An enterprise without products, as the instructor brings it in."""
    world = world or a_course(session)
    words = {"name": name, "name_zh": f"{name} 岚湄", "port": "Shantou"}
    made = world.act(world.instructor, "enterprise.create", world.course_id, **words)
    manager, liaison = (a_staff(world, made.made_id, role) for role in ENTERPRISE_ROLES)
    return Supplier(world, made.made_id, manager, liaison)


def a_staff(world: World, enterprise_id: UUID, role: str) -> Actor:
    """Somebody who came into the enterprise by an invitation."""
    person_id = a_person(world.session, f"{role}-{str(enterprise_id)[-12:]}")
    token = f"invitation-{person_id}"
    given = {"role": role, "enterprise_id": enterprise_id, "token": token}
    world.act(world.instructor, "invitation.make", world.course_id, **given)
    visitor = Actor("person", str(person_id), world.course_id, person_id=person_id)
    world.act(visitor, "invitation.accept", world.course_id, token=token)
    return Actor(
        "person", str(person_id), world.course_id, person_id=person_id, enterprise_id=enterprise_id,
        enterprise_role=role,
    )  # fmt: skip


def sheet_csv(rows: Sequence[Mapping[str, str]] = ROWS, columns: Sequence[str] = ()) -> bytes:
    """The products.csv of these rows."""
    keys = list(columns) or [column.key for column in COLUMNS]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(keys)
    writer.writerows([row.get(key, "") for key in keys] for row in rows)
    return out.getvalue().encode()


def a_picture(colour: str = "teal", size: tuple[int, int] = (60, 40), kind: str = "JPEG") -> bytes:
    """A small picture in one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def pack_zip(sheet: bytes | None = None, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """A pack as it would be uploaded: by default three products, and one picture of the first."""
    pictures = {"MUG-01-1.jpg": a_picture()} if pictures is None else pictures
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(zipfile.ZipInfo("products.csv"), sheet_csv() if sheet is None else sheet)
        for name, content in pictures.items():
            pack.writestr(zipfile.ZipInfo(f"images/{name}"), content)
    return out.getvalue()


def check_given(
    rows: Sequence[Mapping[str, str]] = ROWS, pictures: Sequence[ReadPicture] = (), name: str = "pack.zip"
) -> dict[str, Any]:
    """What `pack.check` takes for these rows."""
    content = sheet_csv(rows)
    told = "".join(picture.name + picture.digest for picture in pictures).encode()
    digest = hashlib.sha256(content + told).hexdigest()
    sheet = read_csv("products.csv", content, SHEET)
    return check_of_sheet(PackFile(name, digest, len(content)), sheet, pictures)


def read_picture(name: str, digest: str = "a" * 64) -> ReadPicture:
    """A picture as the check's reader kept it; no file is behind it."""
    return ReadPicture(name=name, digest=digest, width=800, height=800, stored_bytes=90_000)


def a_checked_pack(
    supplier: Supplier, rows: Sequence[Mapping[str, str]] = ROWS, pictures: Sequence[ReadPicture] = ()
) -> UUID:
    """A pack that waits for its import."""
    made = supplier.world.act(
        supplier.manager, "pack.check", supplier.enterprise_id, **check_given(rows, pictures)
    )
    return made.made_id


def a_catalogue(supplier: Supplier, rows: Sequence[Mapping[str, str]] = ROWS) -> UUID:
    """The enterprise's products out of a pack that was imported. Gives the pack's id."""
    pack_id = a_checked_pack(supplier, rows, [read_picture("MUG-01-1.jpg")])
    supplier.world.act(supplier.manager, "pack.import_rows", pack_id)
    return pack_id


def a_team(world: World, name: str = "Ningbo Linen", *, company: bool = True) -> Actor:
    """A team of one, led by a student, its company registered; gives the student."""
    team_id = world.act(world.instructor, "team.create", world.course_id, name=name).made_id
    person_id = a_person(world.session, name.replace(" ", "-"))
    token = f"seat-{person_id}"
    given = {"role": "student", "team_id": team_id, "token": token}
    world.act(world.instructor, "invitation.make", world.course_id, **given)
    visitor = Actor("person", str(person_id), world.course_id, person_id=person_id)
    world.act(visitor, "invitation.accept", world.course_id, token=token)
    actor = Actor(
        "person", str(person_id), world.course_id, person_id=person_id, course_role="student",
        team_id=team_id, duties=frozenset({"lead"}),
    )  # fmt: skip
    if company:
        said = {
            "company_name": f"{name} Co., Ltd.",
            "company_name_zh": "宁波亚麻有限公司",
            "address": "Ningbo",
        }
        world.act(actor, "team.set_company", team_id, version=1, **said)
    return actor


def an_application(supplier: Supplier, team: Actor, pitch: str = PITCH) -> UUID:
    """A team's application that waits."""
    made = supplier.world.act(team, "partnership.apply", supplier.enterprise_id, pitch=pitch)
    return made.made_id


def a_partnership(supplier: Supplier, team: Actor) -> UUID:
    """An accepted application."""
    partnership_id = an_application(supplier, team)
    supplier.world.act(supplier.manager, "partnership.accept", partnership_id)
    return partnership_id

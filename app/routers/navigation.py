"""The areas of the product and what each one's menu holds, by the reader's role."""

from dataclasses import dataclass, replace
from typing import Any

from fastapi import Request

from app.core.words import N_
from app.queries.home.desk_waiting import waiting_of_enterprise, waiting_of_team


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu. `key` and `also`: first parts of the addresses that lie under it."""

    href: str
    icon: str
    label: str
    also: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The part of the address that this entry stands for."""
        return self.href.strip("/").split("/")[0]

    def holds(self, path: str) -> bool:
        """Whether the page at this address belongs to the entry."""
        return path.strip("/").split("/")[0] in (self.key, *self.also)


@dataclass(frozen=True, slots=True)
class Navigation:
    """The menu of one area."""

    area: str
    title: str
    home: str
    entries: tuple[Entry, ...]


KNOWLEDGE = Entry(
    "/knowledge", "book-open", N_("Knowledge"),
    ("hs", "calculator", "incoterms", "rates", "rules", "workshop", "glossary"),
)  # fmt: skip
SELLER = Navigation(
    "seller", N_("Seller centre"), "/desk",
    (
        Entry("/desk", "house", N_("Home")),
        Entry("/partnerships", "handshake", N_("Suppliers")),
        Entry("/listings", "tag", N_("Listings"), ("funnel",)),
        Entry("/inquiries", "inbox", N_("Inbox"), ("calls",)),
        Entry("/orders", "package", N_("Orders"), ("shipments",)),
        Entry("/consumer-orders", "shopping-bag", N_("Parcels")),
        Entry("/books", "wallet", N_("Money")),
        Entry("/events", "newspaper", N_("World news")),
        Entry("/evidence", "list-checks", N_("Evidence")),
        Entry("/team", "users", N_("Team")),
        KNOWLEDGE,
    ),
)  # fmt: skip
ENTERPRISE = Navigation(
    "enterprise", N_("Enterprise desk"), "/enterprise",
    (
        Entry("/enterprise", "house", N_("Home")),
        Entry("/packs", "package-open", N_("Data packs")),
        Entry("/products", "boxes", N_("Products"), ("funnel",)),
        Entry("/partnerships", "handshake", N_("Teams")),
        Entry("/purchases", "clipboard-list", N_("Purchase orders")),
        Entry("/events", "newspaper", N_("World news")),
        KNOWLEDGE,
    ),
)  # fmt: skip
TEACH = Navigation(
    "teach", N_("Teaching"), "/course",
    (
        Entry("/course", "graduation-cap", N_("Course"), ("calls", "funnel", "control")),
        Entry("/teams", "users", N_("Teams")),
        Entry("/enterprises", "factory", N_("Enterprises")),
        Entry("/clock", "clock", N_("Clock")),
        Entry("/events", "newspaper", N_("World news")),
        Entry("/rates", "percent", N_("Rates")),
        Entry("/evidence", "list-checks", N_("Evidence")),
        Entry("/marks", "clipboard-check", N_("Marks")),
        Entry("/criteria", "grid-3x3", N_("Criteria")),
        replace(KNOWLEDGE, also=tuple(key for key in KNOWLEDGE.also if key != "rates")),
    ),
)  # fmt: skip
ADMIN = Navigation(
    "admin", N_("Site"), "/site",
    (Entry("/site", "server", N_("Courses")), Entry("/people", "users", N_("People"))),
)  # fmt: skip
SHOP = Navigation("shop", N_("Five Truths Market"), "/market", ())


def navigation(request: Request) -> Navigation:
    """The menu for this reader: by role, and the public market's where anybody may look."""
    who: Any = getattr(request.state, "who", None)
    first = request.url.path.strip("/").split("/")[0]
    if first in ("market", "shops") or who is None:
        return SHOP
    if first in ("site", "people") and who.is_administrator:
        return ADMIN
    if who.course_role == "instructor":
        return TEACH
    if who.team_id:
        return SELLER
    if who.enterprise_id:
        return ENTERPRISE
    return ADMIN if who.is_administrator else SHOP


def waiting(request: Request) -> dict[str, int]:
    """Area of the reader's menu -> how many things wait there for them."""
    who: Any = getattr(request.state, "who", None)
    session: Any = getattr(request.state, "database", None)
    if who is None or session is None or who.course_id is None or who.course_role == "instructor":
        return {}
    if who.team_id:
        return waiting_of_team(session, who.course_id, who.team_id)
    return waiting_of_enterprise(session, who.course_id, who.enterprise_id) if who.enterprise_id else {}


def home_of(who: Any) -> str:
    """Where a person lands after signing in."""
    if who is None:
        return "/market"
    if who.course_role == "instructor":
        return TEACH.home
    if who.team_id:
        return SELLER.home
    if who.enterprise_id:
        return ENTERPRISE.home
    return ADMIN.home if who.is_administrator else "/courses"

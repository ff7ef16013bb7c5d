"""The verbs of a laboratory test: asked for by the team, quoted, ordered and paid, reported."""

from datetime import time, timedelta
from decimal import Decimal

from pydantic import Field

from app.actions.act import Act
from app.actions.given import Day, Line, Rmb
from app.actions.policies import party, shop_duty
from app.actions.registry import Facts, Given, Nothing, action
from app.core.clock import home_time
from app.core.days_off import days_off
from app.models.enterprise import Enterprise
from app.models.laboratory_test import LaboratoryTest, certificates_held
from app.models.listing import Listing
from app.models.product import Product
from app.models.team import Team
from app.trade.books.ledger_entries import charge_paid
from app.trade.clearance.laboratory import failings, goods_of, kind_of_test
from app.trade.letters.letter_certificates import code_of, holds_certificate
from app.trade.lifecycles import LABORATORY_TEST
from app.trade.money import Money, rounded
from app.trade.refusal import RuleBroken
from app.trade.tariff.goods_features import papers_asked
from app.trade.working_time import Office, next_working_moment

_REPORTS = time(16)
_UNDER_WAY = ("asked", "quoted", "ordered")


class Ask(Given):
    """The certificate that a market asks for, by its name."""

    certificate: Line


class Quote(Given):
    """What the test costs in RMB, how many days it takes, and until when the offer stands."""

    fee_rmb: Rmb
    days: int = Field(ge=1, le=365)
    valid_until: Day


class Fail(Given):
    """Why the goods do not meet the law: codes of `laboratory.failings`."""

    findings: list[Line] = Field(min_length=1, max_length=9)


@action("laboratory_test.ask", Listing, Ask, allow=shop_duty("product") | shop_duty("sales"))
def ask(act: Act, listing: Listing, given: Ask) -> Facts:
    """Ask the laboratory what a test of a product that the team lists would cost.

    Raises: RuleBroken("laboratory_test.not_asked_anywhere" | "laboratory_test.held_already" |
        "laboratory_test.under_way" | "laboratory_test.failed_before").
    """
    product = act.find(Product, listing.product_id)
    name = _asked_for(product, given.certificate)
    tests = act.rows(LaboratoryTest, team_id=listing.team_id, product_id=product.id)
    _check(product, tests, name)
    row = LaboratoryTest(
        team_id=listing.team_id, product_id=product.id, listing_id=listing.id, certificate=name,
        stable_name=_name(act, listing, product, f"{code_of(name)}:{len(tests)}"),
        kind=kind_of_test(product.hs_code), asked_at=act.now,
    )  # fmt: skip
    act.add(row)
    at = next_working_moment(_office(), act.now + timedelta(hours=3))
    act.later(at, "laboratory_test.estimate", row.id, {"stable_name": row.stable_name})
    return {"certificate": row.certificate, "test_kind": row.kind}


def _asked_for(product: Product, typed: str) -> str:
    """The paper's own name."""
    names = papers_asked(product.hs_code).values()
    found = next((name for name in names if code_of(name) == code_of(typed)), None)
    if found is None:
        raise RuleBroken("laboratory_test.not_asked_anywhere", "certificate", name=typed)
    return found


def _check(product: Product, tests: list[LaboratoryTest], name: str) -> None:
    code = code_of(name)
    passed = [test for test in tests if test.state == "passed"]
    if holds_certificate(code, certificates_held(product.certificates, passed)):
        raise RuleBroken("laboratory_test.held_already", "certificate", name=name)
    same = [test for test in tests if code_of(test.certificate) == code]
    if any(test.state in _UNDER_WAY for test in same):
        raise RuleBroken("laboratory_test.under_way", "certificate", name=name)
    if any(test.state == "failed" for test in same) and failings(name, goods_of(product)):
        raise RuleBroken("laboratory_test.failed_before", "certificate", name=name)


def _name(act: Act, listing: Listing, product: Product, end: str) -> str:
    team, maker = act.find(Team, listing.team_id), act.find(Enterprise, product.enterprise_id)
    return f"test:{team.name}:{maker.slug}:{product.sku}:{end}"


def _office() -> Office:
    return Office("Asia/Shanghai", holidays=days_off("CN"))


@action("laboratory_test.quote", LaboratoryTest, Quote, allow=party("laboratory"))
def quote(act: Act, test: LaboratoryTest, given: Quote) -> Facts:
    """Name the fee and the days.

    Raises: NotOpenNow("laboratory_test.not_open").
    """
    test.state = LABORATORY_TEST.after(test.state, "quote")
    test.fee_rmb, test.days, test.valid_until = given.fee_rmb, given.days, given.valid_until
    at = home_time(given.valid_until + timedelta(days=1))
    act.later(at, "laboratory_test.lapse", test.id, {"stable_name": f"{test.stable_name}:lapse"})
    return {"certificate": test.certificate, "fee_rmb": given.fee_rmb, "days": given.days}


@action(
    "laboratory_test.order", LaboratoryTest, Nothing, allow=shop_duty("product") | shop_duty("sales")
)  # fmt: skip
def order(act: Act, test: LaboratoryTest, given: Nothing) -> Facts:
    """Order the test at the quoted fee, which is paid at once; the report comes after the quoted days.

    Raises: NotOpenNow("laboratory_test.not_open"), RuleBroken("laboratory_test.not_enough_money").
    """
    test.state, test.ordered_at = LABORATORY_TEST.after(test.state, "order"), act.now
    fee, balance = test.fee_rmb or Decimal(0), act.bank_balance(test.team_id, "CNY")
    if fee > balance:
        raise RuleBroken("laboratory_test.not_enough_money", balance=rounded(balance, "CNY"))
    act.never("laboratory_test.lapse", test.id)
    act.post(test.team_id, charge_paid("inspection", Money(fee, "CNY")))
    ready_at = home_time(act.today + timedelta(days=test.days or 0), _REPORTS)
    at = next_working_moment(_office(), ready_at)
    test.report_on = at.date()
    act.later(at, "laboratory_test.report", test.id, {"stable_name": f"{test.stable_name}:report"})
    return {"certificate": test.certificate, "fee_rmb": fee, "report_on": test.report_on}


@action("laboratory_test.lapse", LaboratoryTest, Nothing, allow=party("laboratory"))
def lapse(act: Act, test: LaboratoryTest, given: Nothing) -> Facts:
    """Close an offer that was not taken up.

    Raises: NotOpenNow("laboratory_test.not_open").
    """
    test.state = LABORATORY_TEST.after(test.state, "lapse")
    return {"certificate": test.certificate}


@action("laboratory_test.approve", LaboratoryTest, Nothing, allow=party("laboratory"))
def approve(act: Act, test: LaboratoryTest, given: Nothing) -> Facts:
    """Issue the report: the certificate counts for the team's goods from now on.

    Raises: NotOpenNow("laboratory_test.not_open").
    """
    test.state, test.reported_at = LABORATORY_TEST.after(test.state, "approve"), act.now
    test.report_number = f"TR{act.today:%y}{act.next_number('laboratory report'):05d}"
    return {"certificate": test.certificate, "number": test.report_number, "fee_rmb": test.fee_rmb}


@action("laboratory_test.fail", LaboratoryTest, Fail, allow=party("laboratory"))
def fail(act: Act, test: LaboratoryTest, given: Fail) -> Facts:
    """Report that the goods do not meet the law; the fee is spent.

    Raises: NotOpenNow("laboratory_test.not_open").
    """
    test.state, test.reported_at = LABORATORY_TEST.after(test.state, "fail"), act.now
    test.findings = list(given.findings)
    return {"certificate": test.certificate, "findings": test.findings, "fee_rmb": test.fee_rmb}

"""The verb of cargo insurance: bought for a shipment before it leaves."""

from decimal import Decimal

from app.actions.act import Act
from app.actions.given import Line, Rate, Usd
from app.actions.policies import shop_duty
from app.actions.registry import Facts, Given, action
from app.actions.shipment_papers import issue_paper, place_name, shipper, voyage_of
from app.models.document import Document
from app.models.shipment import InsurancePolicy, Shipment
from app.trade.books.ledger_entries import charge_paid
from app.trade.carriage.incoterms import incoterm, insurance_checks
from app.trade.carriage.insurance import premium
from app.trade.money import Money
from app.trade.papers.paper import COVERS
from app.trade.papers.words_of_amount import amount_in_words
from app.trade.refusal import NotOpenNow, RateUnknown, RuleBroken

_INSURER = "Harbour & Hearth Insurance Co., Ltd."  # invented
_BEFORE_DEPARTURE = ("booked", "loaded")
_SHARE = Decimal("0.0001")


class Buy(Given):
    """Cover, amount, and the premium rate of the day; None where the reference holds none."""

    clauses: Line
    insured_usd: Usd
    premium_rate: Rate | None = None


@action("insurance.buy", Shipment, Buy, allow=shop_duty("logistics"))
def buy(act: Act, shipment: Shipment, given: Buy) -> Facts:
    """Insure the goods of a shipment; the insurer issues its certificate at once.

    Raises: NotOpenNow("insurance.already_departed"), RuleBroken("insurance.already_bought" |
        "insurance.clauses_unknown" | "incoterms.cover_too_narrow" | "incoterms.cover_too_low"),
        RateUnknown("insurance.rate_unknown").
    """
    if shipment.state not in _BEFORE_DEPARTURE:
        raise NotOpenNow("insurance.already_departed", state=shipment.state)
    if act.rows(InsurancePolicy, shipment_id=shipment.id):
        raise RuleBroken("insurance.already_bought")
    if given.clauses not in COVERS:
        raise RuleBroken("insurance.clauses_unknown", "clauses", known=", ".join(COVERS))
    if not given.premium_rate:
        raise RateUnknown("insurance.rate_unknown", "clauses", clauses=given.clauses)
    voyage = voyage_of(act, shipment)
    share = (given.insured_usd / voyage.order.total_usd).quantize(_SHARE)
    _check_duty(voyage.order.incoterm, given, share)
    cost, workings = premium(Money(given.insured_usd, "USD"), given.premium_rate, Decimal(1))
    policy = InsurancePolicy(
        team_id=shipment.team_id, order_id=shipment.order_id, shipment_id=shipment.id,
        number=f"HH{act.today:%Y}{act.next_number('insurance_policy'):07d}", clauses=given.clauses,
        insured_usd=given.insured_usd, premium_usd=cost.amount, issued_on=act.today,
        workings=workings.as_list(),
    )  # fmt: skip
    act.add(policy)
    _certificate(act, shipment, policy)
    if cost.amount > 0:
        act.post(shipment.team_id, charge_paid("insurance", cost), order_id=shipment.order_id)
    return {
        "clauses": given.clauses,
        "insured_share": share,
        "premium_usd": cost.amount,
        "is_owed": bool(incoterm(voyage.order.incoterm).icc_clause),
    }


def _check_duty(term: str, given: Buy, share: Decimal) -> None:
    """What CIF and CIP owe; the refusal stands beside the field that is too small."""
    letter = given.clauses[-2]
    places = {"icc_clause": "clauses", "insured_share": "insured_usd"}
    for finding in insurance_checks(term, letter, share):
        raise RuleBroken(finding.code, places[finding.places[0]], **finding.figures)


def _certificate(act: Act, shipment: Shipment, policy: InsurancePolicy) -> None:
    voyage = voyage_of(act, shipment)
    invoices = act.rows(Document, order_id=shipment.order_id, kind="commercial_invoice")
    fields = {
        "kind_of_paper": "certificate",
        "number": policy.number,
        "issued_on": act.today.isoformat(),
        "insurer": _INSURER,
        "insured": shipper(voyage.team)["name"],
        "invoice_number": (invoices[0].number if invoices else "") or "As per commercial invoice",
        "marks": shipment.marks or "N/M",
        "packages": str(shipment.packages),
        "package_kind": "cartons",
        "goods": voyage.product.name_en,
        "currency": "USD",
        "insured_amount": f"{policy.insured_usd:.2f}",
        "insured_amount_words": amount_in_words(Money(policy.insured_usd, "USD")),
        "vessel": shipment.vessel or shipment.carrier,
        "voyage": shipment.voyage,
        "sailing_on": shipment.departs_on.isoformat(),
        "port_of_loading": place_name(act, shipment.origin),
        "port_of_discharge": place_name(act, shipment.destination),
        "cover": policy.clauses,
        "claims_at": f"{place_name(act, shipment.destination)} in USD",
        "survey_agent": f"{_INSURER}, agent at {place_name(act, shipment.destination)}",
        "endorsement": "in blank",
        "originals": "2",
        "signed_by": _INSURER,
    }
    if policy.premium_usd > 0:
        fields["premium"] = f"{policy.premium_usd:.2f}"
    kept = {name: value for name, value in fields.items() if value}
    issue_paper(act, shipment, "insurance_certificate", "insurer", kept)

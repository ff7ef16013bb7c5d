"""Pure reckonings: a paper set in print, the landed cost of each destination, the examination of a set."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import count
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.typeset import pdf
from app.models.quotation import Quotation
from app.queries.goods.duty import Goods, duty_layers
from app.queries.goods.import_regime import destinations, regime_of
from app.queries.rates.rate import exchange_rate
from app.trade.clearance.customs import BorderValues, ContractPrice, border_values
from app.trade.clearance.import_tax import Entry, import_charges
from app.trade.examining import wording
from app.trade.examining.examination import examine
from app.trade.money import Money, rounded
from app.trade.papers.documents import Values, checked
from app.trade.papers.paper_print import printed
from app.trade.price.consignment_costs import Basis, landed_estimate
from app.trade.refusal import RateUnknown
from bench.table import Line, barred
from bench.world import World, engine_of
from tests.trade.sample_papers_settled import clean_set, sample
from tools.reading import read
from tools.replies import replies

_PRESENTED = (
    *("commercial_invoice", "packing_list", "bill_of_lading", "insurance_certificate", "draft"),
    *("certificate_of_origin", "beneficiary_certificate", "inspection_certificate", "shipping_advice"),
    *("export_declaration", "vat_invoice", "sales_contract"),
)
# A usual paper, the one whose layout costs most, and the longest that a form takes: 200 lines over pages.
_PAPERS = ("commercial_invoice", "vat_invoice", "export_declaration")
_LINES = 200
_MOST_MS = 60
_MOST_EXAMINATION_MS = 5
_MOST_LANDED_MS = 2


def _cpu_ms(work: Callable[[], object], times: int) -> float:
    """CPU of one call after a first that does not count."""
    work()
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times * 1000


def _print_ms(kind: str, values: Values, times: int) -> float:
    """CPU of one PDF; each has a number of its own, since Typst remembers a layout it has made."""
    numbers = count()
    return _cpu_ms(
        lambda: pdf(f"documents/{kind}", printed(kind, {**values, "number": f"N-{next(numbers)}"})), times
    )


def papers(world: World) -> Iterator[Line]:
    """One PDF after the first, and the examination of all papers of a deal."""
    read = {kind: checked(kind, values) for kind, values in clean_set().items()}
    for kind in _PAPERS:
        print_ms = _print_ms(kind, read[kind], 10)
        yield Line(
            f"one PDF ({kind}) after the first", f"{print_ms:.0f} ms", cpu_ms=print_ms,
            bar=f"<= {_MOST_MS} ms", is_met=print_ms <= _MOST_MS,
        )  # fmt: skip
    long = read[_PAPERS[0]] | {"lines": (read[_PAPERS[0]]["lines"] * _LINES)[:_LINES]}
    long_ms = _print_ms(_PAPERS[0], long, 5)
    yield Line(f"one PDF ({_PAPERS[0]}) of {_LINES} lines", f"{long_ms:.0f} ms", cpu_ms=long_ms)
    yield _examined(f"examination of a set of {len(read)} papers", lambda: examine(read))
    credit = checked("letter_of_credit", sample("letter_of_credit"))
    presented = {kind: checked(kind, sample(kind)) for kind in _PRESENTED}
    yield _examined(
        f"examination of {len(presented)} papers under a letter of credit",
        lambda: examine(presented, date(2026, 5, 8), credit=credit),
    )


def _examined(name: str, work: Callable[[], object]) -> Line:
    """One examination of papers whose words have not been seen before."""

    def afresh() -> None:
        wording.plain_words.cache_clear()
        wording._meant.cache_clear()
        wording._goods_words.cache_clear()
        work()

    ms = _cpu_ms(afresh, 50)
    return barred(Line(name, f"{1000 / ms:,.0f}/s", cpu_ms=ms), most_cpu_ms=_MOST_EXAMINATION_MS)


def letters(world: World) -> Iterator[Line]:
    """Reading one student's letter, over all labelled replies; bar: 5 ms of CPU."""
    every = replies()
    ms = _cpu_ms(lambda: [read(reply) for reply in every], 3) / len(every)
    line = Line(f"one letter read, {len(every)} replies", f"{1000 / ms:,.0f}/s", cpu_ms=ms)
    yield barred(line, most_cpu_ms=5)


def landed(world: World) -> Iterator[Line]:
    """What one consignment costs at the door, with workings: the rates of each destination looked up, its
    value at the border, duty and taxes, and what the buyer bears.
    """
    engine = engine_of(world.demo())
    with Session(engine) as session:
        query = select(Quotation).where(col(Quotation.course_id) == UUID(world.course_id))
        quotation = session.exec(query.where(col(Quotation.incoterm) != "DDP")).first()
        if quotation is None:
            raise LookupError("the demo course holds no quotation")
        basis = Basis.from_plain(quotation.build_up["basis"])

        def all_of_them() -> None:
            for destination in destinations():
                _entered(session, destination)
                landed_estimate(basis, "FCA", quotation.total_usd, quotation.quantity)

        ms = _cpu_ms(all_of_them, 20) / len(destinations())
    engine.dispose()
    line = Line("landed cost with workings, one destination", f"{1000 / ms:,.0f}/s", cpu_ms=ms)
    yield barred(line, most_cpu_ms=_MOST_LANDED_MS)


def _entered(session: Session, destination: str) -> None:
    """Cotton T-shirts at the border of a destination; what is not held there is refused, which costs too."""
    on = date(2026, 9, 15)
    contract = ContractPrice("CIF", Money(Decimal(19280), "USD"), freight=Decimal(432))
    try:
        regime = regime_of(session, destination, on)
        rate = exchange_rate(session, regime.currency, on).rate
        values, _ = border_values(contract)
        parts = [rounded(part * rate, regime.currency) for part in (values.fob, values.freight)]
        layers = duty_layers(session, destination, Goods("610910"), on)
        local = BorderValues(*parts, Decimal(0), regime.currency)
        import_charges(regime, Entry(local, layers, on, "sea"))
    except RateUnknown:
        return

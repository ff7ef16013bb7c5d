"""Every rule of trade by its name: what it asks for, in what units, what it gives back, and its source.

The list is the code itself: each public function of the modules below is a rule, unless `PLUMBING` says why
it is none. A house test keeps both complete.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import isfunction
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import app.trade
from app.trade.refusal import RuleBroken
from app.trade.rulebook.rule_shape import Argument, arguments_of, codes_in, spoken
from app.trade.rulebook.rule_titles import TITLES

# Subject -> its modules, in the order in which a deal meets them.
SUBJECTS: dict[str, tuple[str, ...]] = {
    "terms": ("incoterms",),
    "price": (
        "costing", "proceeds", "consignment_costs", "quoting", "consumer_price", "purchasing", "money",
    ),
    "packing": ("packing",),
    "freight": ("freight", "transport_options"),
    "insurance": ("insurance",),
    "export": ("export_mode", "export_line", "hs_code", "compliance", "goods_inspection", "parcel_list"),
    "import": ("customs", "import_tax", "low_value", "united_states", "origin", "origin_form"),
    "refund": ("vat_refund",),
    "payment": (
        "payment_method", "payment_terms", "transfer_charges", "letter_of_credit", "platform_fees",
    ),
    "exchange": ("exchange", "exchange_choice"),
    "inspection": ("sampling",),
    "dispute": ("dispute",),
    "books": ("bookkeeping", "ledger_entries"),
    "papers": ("document_set", "words_of_amount", "container_number", "uscc"),
    "market": (
        "negotiation_issues", "concession", "negotiation", "price_expectation", "consumer_choice",
        "satisfaction", "customs_risk", "listing_quality",
    ),
}  # fmt: skip

# Module, or module.function -> why it is no rule that one asks by itself.
PLUMBING: dict[str, str] = {
    "bounds": "refuses values out of bounds",
    "class_list": "reads a class list",
    "country": "words of codes",
    "course_rates": "lays a course's own rates over the reference",
    "credit_demand": "reads what a credit asks for",
    "credit_faults": "fields of papers",
    "waiver": "a buyer's answer to a bank, by the credit's page",
    "claim_settlement": "an insurer's decision, by the page of the shipment",
    "complaint": "a loss and what settles it, by the complaint's page",
    "contract_check": "compares the papers of a deal, by its page",
    "customs_labels": "words of findings",
    "deal_result": "sets a quotation beside the books of its deal, by its page",
    "declaration": "reads a declaration form into its lines",
    "declaration_check": "examines a declaration as a whole, by its page",
    "declaration_deal": "prepares a declaration for its checks",
    "discrepancy": "writes the notice of an examination",
    "documents": "fields of papers",
    "draft": "fields of papers",
    "event_labels": "words of codes",
    "event_plan": "checks an event before it is set, by its page",
    "examination": "examines a set of papers, by its own command",
    "examination_agreement": "part of the examination",
    "examination_asked": "part of the examination",
    "examination_carriage": "part of the examination",
    "examination_cover": "part of the examination",
    "examination_credit": "part of the examination",
    "examination_dates": "part of the examination",
    "examination_goods": "part of the examination",
    "examination_origin": "part of the examination",
    "examination_presentation": "part of the examination",
    "examination_sale": "part of the examination",
    "finding": "carries findings",
    "goods_features": "reads what goods are from their code",
    "hindsight": "tells what decided a deal that is over, by its page",
    "hs_argument": "argues candidates of the HS finder, by its own page",
    "hs_nomenclature": "readies the nomenclature for the finder",
    "hs_reading": "reads names of products for the finder",
    "hs_search": "finds candidates, by its own page",
    "hs_words": "words of tariff texts",
    "import_regime": "shapes of the reference tables",
    "labels": "words of codes",
    "letter_answers": "reads letters",
    "letter_certificates": "reads letters",
    "letter_claims": "reads letters",
    "letter_cues": "reads letters",
    "letter_figures": "reads letters",
    "letter_goods": "reads letters",
    "letter_goods_words": "reads letters",
    "letter_hundreds": "reads letters",
    "letter_journey": "reads letters",
    "letter_language": "reads letters",
    "letter_numbers": "reads letters",
    "letter_patterns": "reads letters",
    "letter_phrases": "reads letters",
    "letter_ports": "reads letters",
    "letter_price": "reads letters",
    "letter_quoted": "reads letters",
    "letter_reader": "reads letters",
    "letter_reading": "reads letters",
    "letter_spelling": "reads letters",
    "letter_terms": "reads letters",
    "letter_text": "reads letters",
    "letter_tiers": "reads letters",
    "letter_tone": "reads letters",
    "lifecycle": "state machines",
    "mail_address": "reads addresses",
    "mt700": "writes and reads messages of credits",
    "mt700_free": "writes and reads messages of credits",
    "mt700_lines": "writes and reads messages of credits",
    "paper": "fields of papers",
    "paper_print": "prints papers",
    "paper_set": "part of the examination",
    "open_questions": "how a buyer looks elsewhere, by its talk",
    "party_screening": "compares names with the list of denied parties, by its page",
    "force_majeure": "excuses days of a late shipment, on the page of its order",
    "soft_clause": "reads the draft of a credit, by the page of the letter",
    "practice_case": "makes practice sets",
    "practice_credit": "makes practice sets",
    "practice_papers": "makes practice sets",
    "practice_set": "makes practice sets",
    "practice_traces": "knows practice sets again",
    "presentation": "part of the examination",
    "product": "reads data packs",
    "product_cells": "reads data packs",
    "product_columns": "reads data packs",
    "product_differences": "compares data packs",
    "product_gaps": "reads data packs",
    "product_plain": "reads data packs",
    "product_rules": "reads data packs",
    "product_template": "reads data packs",
    "rate_change": "compares two readings of rates",
    "rate_kind": "kinds and units of reference rates",
    "rate_labels": "words of codes",
    "rate_unit": "kinds and units of reference rates",
    "refund_file": "gathers the papers of a deal for the claim, by its page",
    "result_labels": "words of codes",
    "rule_reading": "asks the rules",
    "rule_shape": "describes the rules",
    "rule_steps": "lines of the rules",
    "rules": "lists the rules",
    "sample_opinion": "a buyer's opinion of a sample, by its talk",
    "swift_text": "writes and reads messages of credits",
    "ubl": "writes papers for other systems",
    "standing": "what a buyer remembers of a seller, hidden while deals run",
    "workings": "carries lines",
    "wording": "compares words for the examination",
    "working_time": "clocks of offices",
    "world_event": "effects of events, each named in the workings of the figure that it moves",
    "consumer_choice.stars_of_return": "a part of the stars of a parcel",
    "parcel_return": "what a consumer may ask and takes, by the parcel's page",
    "ledger_entries.goods_taken_back": "booked by the return's own verb",
    "ledger_entries.platform_fee_returned": "booked by the return's own verb",
    "ledger_entries.claim_received": "booked by the insurer's own verb",
    "ledger_entries.replacement_bought": "booked by the complaint's own verb",
    "ledger_entries.instrument_credited": "booked by the verbs of an instruction",
    "ledger_entries.instrument_bounced": "booked by the verbs of an instruction",
    "ledger_entries.payment_gone_astray": "booked by the verbs of an instruction",
    "ledger_entries.freight_gone_astray": "booked by the verbs of an instruction",
    "ledger_entries.credit_dishonoured": "booked by the verbs of an instruction",
    "ledger_entries.price_reduced": "booked by the bank's own verb",
    "ledger_entries.sample_sold": "booked by the sample's own verb",
    "call_answer": "words as they are spoken, made ready for the reader of letters",
    "bookkeeping.debit": "a part of an entry",
    "bookkeeping.credit": "a part of an entry",
    "compliance.is_market_known": "asks the table",
    "compliance.known_markets": "asks the table",
    "laboratory": "what a report on goods must say, by the page of their tests",
    "consignment_costs.landed_estimate": "compares offers where the duty is not known; no figure to show",
    "consignment_costs.landed_unknown": "a part of landed_cost",
    "document_set.certified": "fills in a paper",
    "document_set.counted": "counts findings",
    "document_set.gathered": "gathers papers",
    "document_set.kinds_of": "reads a finding",
    "document_set.to_correct": "picks findings",
    "export_line.read_elements": "reads declaration elements",
    "listing_quality.pack_facts": "reads data packs",
    "hs_code.chapter": "digits of a code",
    "hs_code.heading": "digits of a code",
    "hs_code.subheading": "digits of a code",
    "money.decimals_of": "a property of a currency",
    "money.smallest_step": "a property of a currency",
    "concession.demanded_utility": "a part of the buyer's answer",
    "negotiation.best_worth": "a part of the buyer's answer",
    "negotiation.on_scale": "a part of the buyer's answer",
    "negotiation_issues.part_of": "a part of utility",
    "negotiation_issues.quantity_share": "a part of utility",
    "negotiation_issues.share_of": "a part of utility",
    "negotiation_issues.term_share": "a part of utility",
    "negotiation_issues.term_steps": "a part of utility",
    "negotiation_issues.cost_of_tests": "a part of the buyer's answer",
    "purchasing.tier_price": "reads the tiers of a pack",
    "quoting.judged": "the grader's view, whose limits are hidden from students",
    "words_of_amount.same_amount": "compares words for the examination",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    name: module.function; title: as a teacher calls it; line: what it gives, in one sentence; more, args,
    returns: its docstring's sections; codes: of what it refuses; source: of the rule, or of its module where
    all of them share one.
    """

    name: str
    subject: str
    title: str
    line: str
    more: str
    args: str
    returns: str
    codes: tuple[str, ...]
    source: str
    arguments: tuple[Argument, ...]
    function: Callable[..., Any]


@cache
def rules() -> dict[str, Rule]:
    """Every rule by name, by subject and in the order of the code."""
    listed = ((subject, module) for subject, modules in SUBJECTS.items() for module in modules)
    return {found.name: found for subject, module in listed for found in _rules(subject, module)}


def rule(name: str) -> Rule:
    """The rule of that name. Raises: RuleBroken("rule.unknown")."""
    found = rules().get(name)
    if found is None:
        raise RuleBroken("rule.unknown", "name", name=name[:80])
    return found


@cache
def modules() -> dict[str, str]:
    """Every module of trade: its own name, which no other bears, to the name that imports it."""
    found = [each.name for each in walk_packages(app.trade.__path__, "app.trade.") if not each.ispkg]
    return {name.rpartition(".")[2]: name for name in found}


def module_named(name: str) -> ModuleType:
    """The module of trade that bears this name, in whatever folder."""
    return import_module(modules()[name])


def public_functions(module_name: str) -> dict[str, Callable[..., Any]]:
    """The public functions that a module of trade defines itself, by name."""
    module = module_named(module_name)
    return {
        name: one
        for name, one in vars(module).items()
        if isfunction(one) and not name.startswith("_") and one.__module__ == module.__name__
    }


def _rules(subject: str, module_name: str) -> Iterator[Rule]:
    of_module = spoken(module_named(module_name).__doc__ or "").source
    for name, function in public_functions(module_name).items():
        full = f"{module_name}.{name}"
        if full in PLUMBING:
            continue
        said = spoken(function.__doc__ or "")
        yield Rule(
            full, subject, TITLES.get(full, ""), said.line, said.more, said.args, said.returns,
            codes_in(function), said.source or of_module, arguments_of(function), function,
        )  # fmt: skip

"""Which rate a refusal lacks, in words, and the page of the desk where it is entered or asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from app.queries.goods.import_regime import tariffs
from app.queries.rates.rate_words import rate_label
from app.trade.rates.rate_kind import missing_of


@dataclass(frozen=True, slots=True)
class Missing:
    """A rate that nobody has entered: its name in the reader's language, and its page."""

    kind: str
    key: str
    label: str
    href: str


def rate_missing(code: str, figures: Mapping[str, Any] | None) -> Missing | None:
    """The rate that would lift a refusal of this code; None where no single rate would."""
    found = missing_of(code, figures or {}, tariffs())
    if found is None:
        return None
    href = "/rates/one?" + urlencode({"kind": found.kind, "key": found.key})
    return Missing(found.kind, found.key, rate_label(found.kind, found.key), href)

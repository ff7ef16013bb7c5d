"""What the Chinese tariff asks of one 10-digit line at export: units, elements, marks, refund rate.

Declaration elements are written in the tariff's order. `GTIN`, `CAS` and `其他` stand in the lists but only
some customs ask for them, so they may stay empty.
Source: trade rules, section 6; codes of brand type and preference: the customs form's own.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

BRAND_TYPE, PREFERENCE = "品牌类型", "出口享惠情况"
NO_BRAND, OWN_BRAND, BOUGHT_BRAND, OEM_BRAND, FOREIGN_BRAND = "0", "1", "2", "3", "4"
BRAND_TYPES = (NO_BRAND, OWN_BRAND, BOUGHT_BRAND, OEM_BRAND, FOREIGN_BRAND)
PREFERENCES = ("0", "1", "2")  # no preference, preference, not certain
OPTIONAL_ELEMENTS = frozenset({"GTIN", "CAS", "其他"})

# Supervision codes that forbid export or ask a paper for it; the others speak of import.
FORBIDDEN_CODE = "8"
INSPECTION_CODE = "B"
LICENCE_CODES = frozenset("34EGxy")
INSPECTION_CATEGORY = "N"


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One line. refund_rate, a ratio, is that of the export date asked for; elements in their order."""

    hs10: str
    name_zh: str
    vat_rate: Decimal
    refund_rate: Decimal
    unit1: str
    unit2: str
    elements: tuple[str, ...]
    supervision_codes: str
    inspection_codes: str
    source: str
    trust: str

    @property
    def listed_elements(self) -> tuple[str, ...]:
        """All in the tariff's order; the two common ones where the reference lists none."""
        return self.elements or (BRAND_TYPE, PREFERENCE)

    @property
    def required_elements(self) -> tuple[str, ...]:
        """Those that may not stay empty."""
        return tuple(name for name in self.listed_elements if name not in OPTIONAL_ELEMENTS)

    @property
    def needs_inspection(self) -> bool:
        """Whether an inspection record must be attached (supervision code B or category N)."""
        return INSPECTION_CODE in self.supervision_codes or INSPECTION_CATEGORY in self.inspection_codes

    @property
    def licences(self) -> tuple[str, ...]:
        """Supervision codes whose licence must be attached."""
        return tuple(code for code in self.supervision_codes if code in LICENCE_CODES)

    @property
    def is_forbidden(self) -> bool:
        """Whether the line may not be exported at all."""
        return FORBIDDEN_CODE in self.supervision_codes


def element_names(text: str) -> tuple[str, ...]:
    """The declaration elements that a tariff line asks for, "品牌类型;出口享惠情况;用途", in order."""
    return tuple(name.strip() for name in text.split(";") if name.strip())


def read_elements(text: str, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The elements that a person wrote, in the order written.

    Args: text, either "name: value" parted by ";" or line ends, or bare values parted by "|" in the tariff's
        order; names, the tariff's.
    """
    if "|" in text:
        values = [value.strip() for value in text.split("|")]
        extra = tuple(
            (f"#{place + 1}", value) for place, value in enumerate(values[len(names) :], len(names))
        )
        return tuple(zip(names, values, strict=False)) + extra
    pairs = []
    for part in re.split(r"[;；\n]", text):
        name, _, value = part.replace("：", ":").partition(":")
        if name.strip():
            pairs.append((name.strip(), value.strip()))
    return tuple(pairs)

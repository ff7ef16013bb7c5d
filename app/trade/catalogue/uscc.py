"""The Unified Social Credit Code: 18 signs by which a Chinese company is known to every office.

Signs 1 and 2 name the registering office and the kind of body, 3 to 8 the place, 9 to 17 the organisation
code with its own check sign, and 18 checks the whole. Source: GB 32100-2015, GB 11714-1997.
"""

import re

from app.trade.refusal import RuleBroken

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_WEIGHTS = tuple(3**place % 31 for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_FORM = re.compile(rf"[{_SIGNS}]{{2}}[0-9]{{6}}[{_SIGNS}]{{10}}", re.ASCII)

_SEVENTEEN = re.compile(rf"[{_SIGNS}]{{2}}[0-9]{{6}}[{_SIGNS}]{{9}}", re.ASCII)
_EIGHT = re.compile(r"[0-9A-Z]{8}", re.ASCII)
_PLACE = re.compile(r"[0-9]{6}", re.ASCII)


def _check(text: str, form: re.Pattern[str], field: str) -> None:
    if not form.fullmatch(text):
        raise RuleBroken("uscc.wrong_form", field=field, found=text[:20])


def check_sign(first_seventeen: str) -> str:
    """The last sign of a unified social credit code.

    Args: first_seventeen, such as "91330200MA2AF9YX3".
    Raises: RuleBroken("uscc.wrong_form").
    Source: GB 32100-2015, section 5 and annex A (modulo 31, weights 3^i).
    """
    _check(first_seventeen, _SEVENTEEN, "first_seventeen")
    total = sum(_SIGNS.index(sign) * weight for sign, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _SIGNS[-total % 31]


def organisation_check_sign(first_eight: str) -> str:
    """The check sign of the organisation code inside: 0 to 9 or X.

    Source: GB 11714-1997, section 3.3 (modulo 11; letters count 10 for A to 35 for Z).
    """
    _check(first_eight, _EIGHT, "first_eight")
    total = sum(
        int(sign, 36) * weight for sign, weight in zip(first_eight, _ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X0"[11 - total % 11]


def is_uscc(text: str) -> bool:
    """Whether the text is a unified social credit code by form and by both check signs."""
    if not _FORM.fullmatch(text):
        return False
    return organisation_check_sign(text[8:16]) == text[16] and check_sign(text[:17]) == text[17]


def uscc_of(place: str, organisation: str) -> str:
    """The code of a company (office 9, body 1) at a place, for a course that registers its teams.

    Args: place, the six digits of GB/T 2260, such as "330200"; organisation, the eight signs of its code.
    """
    _check(place, _PLACE, "place")
    _check(organisation, _EIGHT, "organisation")
    first = f"91{place}{organisation}{organisation_check_sign(organisation)}"
    return first + check_sign(first)

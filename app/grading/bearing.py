"""Which criteria each action bears on: the matrix of evidence. An action without a row cannot exist (house test).

A person's deed earns levels where the rubric has a rule for it. What a party of the world does shows what came of
a deed. What sets the scene (course, clock, accounts) is evidence to read beside it, and earns nothing.
"""

from functools import cache

from app.grading.criteria import ATTESTED_ONLY, CRITERIA, family_of
from app.grading.rubric_table import RULES

_MATRIX = """
agenda.look             Q6
clock.pause             Q6
clock.reach             Q6
clock.run               Q6
clock.step              Q6
course.archive          Q2
course.begin            Q2
course.open             Q2
course.reopen           Q2
course.set_house        Q2
mark.attest             Q1
mark.override           Q2
mark.withdraw           Q2
person.change_password  Q2
person.create           Q2
person.make_token       Q2
person.open_course      Q2
person.revoke_token     Q2
person.set_active       Q2
person.set_locale       Q3
person.sign_in          Q2
person.sign_out         Q2
"""
BEARS_ON: dict[str, tuple[str, ...]] = {
    line.split()[0]: tuple(line.split()[1:]) for line in _MATRIX.strip().splitlines()
}


def bears_on(action: str) -> tuple[str, ...]:
    """The criteria that an action bears on; none for an action that the matrix does not know."""
    return BEARS_ON.get(action, ())


def kind_of(action: str) -> str:
    """deed: a rule judges it. answer: it shows what came of a deed. setting: it is read beside the others."""
    if action in RULES:
        return "deed"
    proofs = {name for rule in RULES.values() for name in (*rule.on_it, *rule.in_deal)}
    return "answer" if action in proofs or family_of(action) != "house" else "setting"


@cache
def graded_families(criterion: str) -> tuple[str, ...]:
    """The links of a criterion's chain: the families that have a judged deed bearing on it."""
    if criterion == ATTESTED_ONLY or criterion not in CRITERIA:
        return ()
    return tuple(
        sorted({family_of(action) for action, codes in BEARS_ON.items() if criterion in codes and action in RULES})
    )


def matrix_rows() -> list[tuple[str, str, tuple[str, ...]]]:
    """(action, kind, criteria) of every action, by family and name."""
    order = sorted(BEARS_ON, key=lambda name: (family_of(name) == "house", family_of(name), name))
    return [(name, kind_of(name), BEARS_ON[name]) for name in order]

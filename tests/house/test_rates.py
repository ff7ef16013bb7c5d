"""What a course may set is read through the course, never as the site's own import rules."""

import re
from pathlib import Path

APP = Path(__file__).resolve().parent.parent.parent / "app"
# The desk shows the site's rows beside the course's own; keys and days of law are the site's.
DESK = {"import_regime.py", "rate_rows.py", "rate_desk.py", "rate_page.py", "law_reading.py", "rule_days.py"}
# Which tariff and which currency a destination has, no course can set.
_TAKEN = re.compile(r"\bimport_regime\([^)]*\)(?!\.(duty_table|currency)\b)")


def test_import_rules_are_read_as_the_course_reads_them() -> None:
    wrong = [
        f"{path.relative_to(APP)}: {found.group(0)}"
        for path in sorted(APP.rglob("*.py"))
        if path.name not in DESK
        for found in _TAKEN.finditer(path.read_text("utf-8"))
    ]
    assert wrong == []

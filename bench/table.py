"""The bench's one table: what was measured, against what, and whether it reaches its bar."""

from collections.abc import Sequence
from dataclasses import dataclass

HEADS = ("path", "figure", "baseline in the same run", "ratio", "CPU ms each", "bar", "met")


@dataclass(frozen=True, slots=True)
class Line:
    """One measured path.

    figure and baseline are shown as they are; ratio: the figure's rate as a share of the baseline's; cpu_ms:
    CPU of one request, deed or piece; bar: what should be reached, "" where only the figure is wanted.
    """

    path: str
    figure: str
    baseline: str = ""
    ratio: float | None = None
    cpu_ms: float | None = None
    bar: str = ""
    is_met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """The line as the table shows it."""
        ratio = "" if self.ratio is None else f"{self.ratio:.1%}"
        cpu = "" if self.cpu_ms is None else f"{self.cpu_ms:.2f}"
        met = {None: "", True: "yes", False: "NO"}[self.is_met]
        return self.path, self.figure, self.baseline, ratio, cpu, self.bar, met


def barred(line: Line, *, least_ratio: float = 0, most_cpu_ms: float = float("inf")) -> Line:
    """The line with its bar and whether ratio and CPU reach it."""
    said = [f">= {least_ratio * 100:g} %"] if least_ratio else []
    said += [f"<= {most_cpu_ms:g} ms"] if most_cpu_ms < float("inf") else []
    is_met = (line.ratio or 0) >= least_ratio and (line.cpu_ms or 0) <= most_cpu_ms
    return Line(
        line.path, line.figure, line.baseline, line.ratio, line.cpu_ms, ", ".join(said), is_met
    )  # fmt: skip


def table(lines: Sequence[Line]) -> str:
    """All lines as a Markdown table, its columns in line."""
    rows = [HEADS, *(line.cells() for line in lines)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEADS))]
    shown = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
             for row in rows]  # fmt: skip
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([shown[0], rule, *shown[1:]])

"""Write `docs/evidence.md`, the matrix of actions against the criteria of Table 1."""

from pathlib import Path

from app.queries.teaching.mark_export import evidence_matrix_markdown

PAGE = Path(__file__).resolve().parent.parent / "docs/evidence.md"

if __name__ == "__main__":
    PAGE.write_text(evidence_matrix_markdown(), "utf-8")

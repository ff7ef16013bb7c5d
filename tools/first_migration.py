"""Write the first migration anew from the models: until the first release there is only this one.

After a release, add migrations with `alembic revision --autogenerate` instead, and delete this file.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "alembic/versions/0001_first.py"
HEAD = '''"""The first schema: every table, the triggers that keep evidence, the full-text index.

Revision: 0001. Course zero, the site, is made when the site is first opened (seed/site.py).
"""
'''
EXTRA = """
    for statement in append_only(op.get_bind().dialect.name):
        op.execute(statement)
    for statement in search_index(op.get_bind().dialect.name):
        op.execute(statement)
"""


def main() -> int:
    """Generate against an empty database and add what autogenerate cannot see."""
    TARGET.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        what = ["revision", "--autogenerate", "--rev-id", "0001", "-m", "first"]
        command = [sys.executable, "-m", "alembic", *what]
        subprocess.run(
            command, check=True, cwd=ROOT, env={"FIVE_TRUTHS_DATA": folder, "PATH": "/usr/bin:/bin"}
        )
    text = TARGET.read_text("utf-8")
    body = text[text.index("\nimport sqlalchemy") :]
    body = body.replace(
        "from sqlalchemy.dialects import postgresql\n",
        "from sqlalchemy.dialects import postgresql\n\n"
        "from app.core.schema import append_only\n"
        "from app.core.search_index import search_index\n",
    )
    upgrade, _, downgrade = body.partition("\n\ndef downgrade() -> None:")
    upgrade = upgrade.rstrip().removesuffix("# ### end Alembic commands ###").rstrip() + EXTRA
    TARGET.write_text(HEAD + upgrade + "\n\ndef downgrade() -> None:" + downgrade, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`five-truths scenario`: out of one course and into a new one."""

from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from app.cli import main
from app.core.db import make_engine
from app.core.settings import Settings
from app.models.course import SITE, Course
from tests.builders import a_course


def test_a_scenario_goes_from_one_course_into_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FIVE_TRUTHS_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["verify", "--all"]) == 0  # any command makes the database
    with Session(make_engine(Settings(tmp_path).url)) as session:
        world = a_course(session, "Old")
        given = {"subject": "bank", "key": "way.least_days", "value": "5"}
        world.act(world.instructor, "course.set_figure", world.course_id, **given)
    file = tmp_path / "mine.toml"
    assert main(["scenario", "export", str(file), "--course", "Old"]) == 0
    text = file.read_text("utf-8")
    assert '"way.least_days" = 5' in text and "seed" not in text
    file.write_text(text.replace("= 5", "= 500"), "utf-8")
    assert main(["scenario", "import", str(file), "--new", "New"]) == 3
    assert "500" not in (said := capsys.readouterr().err) and "bank.way.least_days" in said
    file.write_text(text, "utf-8")
    assert main(["scenario", "import", str(file), "--new", "New"]) == 0
    with Session(make_engine(Settings(tmp_path).url)) as session:
        courses = session.exec(select(Course).where(Course.id != SITE).order_by(col(Course.title))).all()
    assert [(each.title, each.house["world"]) for each in courses] == [
        ("New", {"bank": {"way.least_days": 5}}), ("Old", {"bank": {"way.least_days": 5}}),
    ]  # fmt: skip


@pytest.mark.parametrize("order", [("--new", "Mine", "FILE"), ("FILE", "--new", "Mine")])
def test_title_and_file_are_given_in_either_order(
    order: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FIVE_TRUTHS_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    file = str(tmp_path / "mine.toml")
    arguments = [file if each == "FILE" else each for each in order]
    assert main(["scenario", "import", *arguments]) == 3
    assert capsys.readouterr().err == f"five-truths: {file}: No such file or directory\n"
    Path(file).write_text("x = [", "utf-8")
    assert main(["scenario", "import", *arguments]) == 3
    assert "this is no TOML" in capsys.readouterr().err

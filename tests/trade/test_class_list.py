"""Class lists: columns by any of their names, and each row taken or refused with its reason."""

import pytest

from app.trade.class_list import Fault, Known, columns_of, read_class_list
from app.trade.refusal import RuleBroken

HEADERS = ("姓名", "学号", "邮箱", "小组")


def read(*rows: tuple[str, ...], known: Known | None = None, unreadable: tuple[Fault, ...] = ()) -> object:
    return read_class_list(HEADERS, list(enumerate(rows, 2)), unreadable, known or Known())


def why(found: object) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.code) for fault in found.faults]


@pytest.mark.parametrize(
    "headers",
    [
        ("Name", "Student number", "Mail", "Team"),
        ("STUDENT ID", "e-mail", " 姓 名 "),
        ("邮箱 *", "学号", "姓名", "备注"),
    ],
)
def test_columns_are_found_in_any_order_language_and_case(headers: tuple[str, ...]) -> None:
    assert {"name", "student_number", "email"} <= set(columns_of(headers))


def test_a_missing_column_is_one_message_and_a_doubled_one_is_never_the_last_one() -> None:
    with pytest.raises(RuleBroken) as missing:
        columns_of(("Name", "Remarks"))
    assert missing.value.code == "class_list.column_missing"
    assert missing.value.figures["columns"] == ["Student number", "Mail"]
    with pytest.raises(RuleBroken) as twice:
        columns_of(("Name", "姓名", "Student number", "Mail"))
    assert twice.value.code == "class_list.column_twice"


def test_good_rows_are_taken_as_they_stand() -> None:
    found = read(
        ("李 伟", "007", "Li.Wei@school.example", "Harbour"), ("Ann", "008", "ann@school.example", "")
    )
    assert [(s.name, s.student_number, s.team) for s in found.students] == [
        ("李 伟", "007", "Harbour"),
        ("Ann", "008", ""),
    ]
    assert found.faults == ()


def test_each_fault_names_row_column_and_reason() -> None:
    found = read(
        ("", "1", "a@x.example", ""),
        ("Bo", "2.02601E+09", "b@x.example", ""),
        ("Cy", "3", "no mail", ""),
        ("аdmin", "4", "d@x.example", ""),
        ("Di", "5", "#REF!", ""),
    )
    assert found.students == ()
    assert why(found) == [
        (2, "name", "cell.needed"),
        (3, "student_number", "cell.code_rounded"),
        (4, "email", "class_list.mail_wrong"),
        (5, "name", "cell.look_alike_letters"),
        (6, "email", "cell.spreadsheet_error"),
    ]


def test_a_person_twice_in_the_list_is_refused_twice_never_the_last_one() -> None:
    found = read(("A", "1", "a@x.example", ""), ("B", "2", "Ａ@X.example", ""), ("C", "2", "c@x.example", ""))
    assert found.students == ()
    assert {code for _, _, code in why(found)} == {"class_list.mail_twice", "class_list.number_twice"}


def test_who_is_in_the_course_or_invited_is_refused() -> None:
    known = Known(frozenset({"a@x.example"}), frozenset({"b@x.example"}), frozenset({"3"}))
    found = read(
        ("A", "1", "A@x.example", ""),
        ("B", "2", "b@x.example", ""),
        ("C", "3", "c@x.example", ""),
        known=known,
    )
    assert [code for _, _, code in why(found)] == [
        "class_list.in_course",
        "class_list.invited",
        "class_list.number_taken",
    ]


def test_a_cell_that_the_spreadsheet_could_not_give_refuses_its_row() -> None:
    fault = Fault(2, "name", "=A1", "spreadsheet.formula_without_value")
    beside = Fault(3, "", "stray", "spreadsheet.cell_without_header")
    found = read(("", "1", "a@x.example", ""), ("B", "2", "b@x.example", ""), unreadable=(fault, beside))
    assert [s.name for s in found.students] == ["B"] and found.faults == (fault,)


def test_a_list_longer_than_any_class_is_refused() -> None:
    with pytest.raises(RuleBroken) as caught:
        read(*((f"S{n}", str(n), f"s{n}@x.example", "") for n in range(501)))
    assert caught.value.code == "class_list.too_long"

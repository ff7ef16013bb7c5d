"""Laws that a machine can check: floors, circles, sizes, banned calls, docstrings."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APP = ROOT / "app"
# Who may import whom, by folder; the roof (main, cli) and seed stand on top.
MAY = {
    "core": {"core"},
    "trade": {"trade"},
    "models": {"models", "trade", "core"},
    "grading": {"grading", "trade"},
    "actions": {"actions", "models", "grading", "trade", "core"},
    "queries": {"queries", "models", "grading", "trade", "core"},
    "world": {"world", "actions", "queries", "models", "trade", "core"},
    "routers": {"routers", "world", "actions", "queries", "models", "grading", "trade", "core"},
}
# The door's own parts, which every verb stands on.
DOOR = {
    "act", "actor", "agenda_in_hand", "deed_rows", "given", "holding", "in_hand", "kept", "laid_event",
    "membership", "perform", "policies", "recorder", "reference", "refusals", "registry", "seal",
}  # fmt: skip
LINES, FUNCTION_LINES, ARGUMENTS, TEMPLATE_LINES = 300, 40, 6, 120


def files() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(APP.rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            for name in node.names:
                yield f"{node.module}.{name.name}"
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield name.name


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_imports_go_down_the_floors_never_up() -> None:
    wrong = []
    for path, tree in files():
        floor = path.relative_to(APP).parts[0]
        for module in imports(tree):
            parts = module.split(".")
            if floor in MAY and parts[0] == "app" and len(parts) > 1 and parts[1] not in MAY[floor]:
                wrong.append(f"{path.relative_to(ROOT)} imports {module}")
            if parts[0] in ("seed", "tests") and floor in MAY:
                wrong.append(f"{path.relative_to(ROOT)} imports {module}")
    assert wrong == []


def test_no_word_imports_another_words_actions_or_models() -> None:
    wrong = []
    for path, tree in files():
        floor, stem = path.relative_to(APP).parts[0], path.stem
        for module in imports(tree):
            parts = module.split(".")
            verbs = floor == "actions" and parts[:2] == ["app", "actions"] and len(parts) == 3
            own = verbs and (parts[2] in DOOR or parts[2].split("_")[0] == stem.split("_")[0])
            if verbs and stem not in DOOR and not own:
                wrong.append(f"{path.relative_to(ROOT)} imports {module}")
            if (
                floor == "models"
                and parts[:2] == ["app", "models"]
                and len(parts) == 3
                and parts[2] != "base"
            ):
                wrong.append(f"{path.relative_to(ROOT)} imports {module}")
    assert wrong == []


def test_nothing_imports_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for path, tree in files():
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        graph[name] = {module for module in imports(tree) if module.startswith("app.")}
    graph = {name: {module for module in found if module in graph} for name, found in graph.items()}
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name in done:
            return
        for module in sorted(graph[name]):
            walk(module, (*trail, name))
        done.add(name)

    for name in sorted(graph):
        walk(name, ())


def test_files_functions_and_argument_lists_stay_small() -> None:
    wrong = []
    for path, tree in files():
        lines = path.read_text("utf-8").count("\n")
        if lines > LINES:
            wrong.append(f"{path.relative_to(ROOT)}: {lines} lines")
        for function in functions(tree):
            length = (function.end_lineno or 0) - function.lineno + 1
            if length > FUNCTION_LINES:
                wrong.append(f"{path.relative_to(ROOT)}:{function.lineno} {function.name}: {length} lines")
            positional = [
                a for a in function.args.posonlyargs + function.args.args if a.arg not in ("self", "cls")
            ]
            if len(positional) > ARGUMENTS:
                wrong.append(
                    f"{path.relative_to(ROOT)}:{function.lineno} {function.name}: {len(positional)} arguments"
                )
    assert wrong == []


def test_templates_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in sorted(APP.glob("templates/**/*.html"))
        if (count := path.read_text("utf-8").count("\n")) > TEMPLATE_LINES
    }
    assert long == {}


def public(tree: ast.Module) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """What a module offers: its own public functions and classes, and the public methods of these classes."""
    kinds = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for node in tree.body:
        if isinstance(node, kinds) and not node.name.startswith("_"):
            yield node
            for inner in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                    yield inner


# Methods whose words stand on the class that they fill in (SQLAlchemy's TypeDecorator).
KNOWN_METHODS = {"process_bind_param", "process_result_value", "load_dialect_impl"}


def test_everything_public_says_what_it_is() -> None:
    silent = []
    for path, tree in files():
        if not ast.get_docstring(tree) and path.read_text("utf-8").strip():
            silent.append(str(path.relative_to(ROOT)))
        protocols = [n for n in tree.body if isinstance(n, ast.ClassDef) and "Protocol" in ast.unparse(n)]
        inside = {id(inner) for protocol in protocols for inner in ast.walk(protocol)}
        for node in public(tree):
            known = node.name in KNOWN_METHODS or (id(node) in inside and node not in protocols)
            if not known and not ast.get_docstring(node):
                silent.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert silent == []


BANNED = {
    "trade": r"(datetime\.now|date\.today|time\.time|import random|(?<![.\w])(?<!def )open\(|\bfloat\()",
    "grading": r"(datetime\.now|date\.today|time\.time|import random|(?<![.\w])(?<!def )open\(|Session\b)",
    "actions": r"(session\.commit\(|datetime\.now|import random|from app\.world)",
    "queries": r"\b(session\.add|session\.delete|\.commit\(|session\.merge)",
    "world": r"\b(datetime\.now|date\.today|import random|session\.add|session\.commit)",
    "routers": r"\b(session\.add\(|session\.commit|select\()",
}
# What a floor must not do, and yet does here, with the reason.
ALLOWED = {
    "app/routers/sign_in.py": "counts a wrong try as housekeeping: before the door there is no action",
}


@pytest.mark.parametrize("floor", sorted(BANNED))
def test_a_floor_keeps_to_its_own_work(floor: str) -> None:
    wrong = []
    for path in sorted((APP / floor).rglob("*.py")):
        name = str(path.relative_to(ROOT))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if re.search(BANNED[floor], line.partition("#")[0]) and name not in ALLOWED:
                wrong.append(f"{name}:{number}: {line.strip()}")
    assert wrong == []


def test_nothing_is_left_to_do_without_an_issue() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in ("app", "seed")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if marks.search(line)
    ]
    assert found == []

"""The walls of the house: who may import whom, and which names are allowed."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import schemas

ROOT = Path(__file__).parents[2]
OURS = ("services", "shared", "schemas", "deploy", "tests")
STANDARD = set(sys.stdlib_module_names)

#: For each room: the modules of ours that it may import, besides its own.
MAY_IMPORT = {
    "schemas": (),
    "shared.regulation": (),
    "shared.mechanism": ("schemas",),
    "shared.office": ("shared.regulation",),
    "shared.procedures": ("schemas", "shared.regulation", "shared.mechanism"),
    **{
        f"services.{name}": ("schemas", "shared", "services")
        for name in ("noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd", "portal")
    },
    "services.console": ("schemas", "shared", "services", "deploy"),
}
#: What a room may import of others' packages, where that is part of its meaning.
MAY_USE = {
    "schemas": {"marshmallow"},
    "shared.regulation": {"holidays"},
    "shared.office": {"openpyxl", "defusedxml", "docx"},
    "shared.procedures": set(),
    **{f"services.{name}": set() for name in ("noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd")},
}
NO_SUCH_NAMES = {"utils", "util", "common", "helpers", "helper", "misc", "core", "base", "lib", "manager"}


def modules(room: str) -> Iterator[tuple[Path, ast.Module]]:
    folder = ROOT / room.replace(".", "/")
    for path in sorted(folder.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute: the path on disk is the import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inside(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    found = list(modules(room))
    assert found, f"{room} is empty"
    for path, tree in found:
        for name in imports(tree):
            top = name.split(".")[0]
            if top in OURS:
                allowed = (room, *MAY_IMPORT[room])
                assert any(inside(name, each) for each in allowed), f"{path.relative_to(ROOT)} imports {name}"
            elif room in MAY_USE and top not in STANDARD:
                assert top in MAY_USE[room], f"{path.relative_to(ROOT)} imports {name}"


def test_no_service_imports_another() -> None:
    for folder in sorted((ROOT / "services").iterdir()):
        if not folder.is_dir() or folder.name == "__pycache__":
            continue
        own = f"services.{folder.name}"
        for path, tree in modules(own):
            for name in imports(tree):
                other = name.split(".")[1:2] if name.startswith("services.") else []
                if other and (ROOT / "services" / other[0]).is_dir():
                    assert other[0] == folder.name, f"{path.relative_to(ROOT)} imports {name}"


@pytest.mark.parametrize("room", ["shared/regulation", "shared/procedures", "services/noi_vu", "services/vp_ubnd"])
def test_domain_code_does_no_input_or_output(room: str) -> None:
    forbidden = {"socket", "subprocess", "urllib", "http", "sqlite3", "logging", "time", "random", "threading"}
    for path, tree in modules(room.replace("/", ".")):
        for name in imports(tree):
            assert name.split(".")[0] not in forbidden, f"{path.relative_to(ROOT)} imports {name}"
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called = ast.unparse(node.func)
                assert called not in {"datetime.now", "date.today", "datetime.utcnow"}, f"{path}: {called}"


@pytest.mark.parametrize("room", ["services", "shared.procedures"])
def test_a_note_asks_no_rule(room: str) -> None:
    """Under ``@event`` stands what is noted: it runs again at every replay, when the rule may be another one."""
    asked = [
        f"{path.relative_to(ROOT)}: {note.name} calls {call.func.id}"
        for path, tree in modules(room)
        for note in ast.walk(tree)
        if isinstance(note, ast.FunctionDef) and any(map(_marks_a_note, note.decorator_list))
        for line in note.body
        for call in ast.walk(line)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _rules(tree)
    ]
    assert asked == []


def _marks_a_note(mark: ast.expr) -> bool:
    return isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "event"


def _rules(tree: ast.Module) -> set[str]:
    """The names by which a module knows functions of ours: its own, and those that it imports."""
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    taken = (node for node in tree.body if isinstance(node, ast.ImportFrom))
    return own | {
        alias.asname or alias.name
        for node in taken
        if (node.module or "").split(".")[0] in OURS
        for alias in node.names
    }


def test_the_mechanism_names_no_department_and_no_article() -> None:
    words = ("noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd", "Điều 1", "Sở ", "UBND")
    allowed = {"assessment/2021/SYT"}
    for path, tree in modules("shared.mechanism"):
        docstrings = _docstrings(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                for word in words:
                    assert word not in node.value or node.value in allowed, f"{path.name}: {node.value[:60]!r}"


def _docstrings(tree: ast.Module) -> set[int]:
    """The ids of the nodes that stand as statements of their own: what explains, not what is said."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def test_no_module_is_a_dumping_ground() -> None:
    for room in ("schemas", "services", "shared", "deploy"):
        for path in (ROOT / room).rglob("*.py"):
            if path == ROOT / "schemas" / "base.py":  # it holds the base classes, and nothing else
                continue
            assert path.stem not in NO_SUCH_NAMES, path


def test_facts_are_named_by_what_happened_and_commands_by_what_is_wanted() -> None:
    empty_words = ("Updated", "Changed", "Created", "Deleted", "Modified")
    for message in schemas.all_messages():
        name = message.__name__
        assert not name.endswith(empty_words), name
        if issubclass(message, schemas.Event):
            last = _parts(name)[-1]
            assert last.endswith(("ed", "n", "Held", "Missing", "Overdue")), f"{name} does not say what happened"


def _parts(name: str) -> list[str]:
    parts: list[str] = []
    for letter in name:
        if letter.isupper() or not parts:
            parts.append(letter)
        else:
            parts[-1] += letter
    return parts


def test_the_top_level_is_what_was_agreed() -> None:
    visible = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    agreed = {
        "services", "shared", "schemas", "deploy", "tests", "docker-compose.yml", "Makefile", "README.md",
        "pyproject.toml", "requirements.lock",
    }  # fmt: skip
    assert visible - {"data", "data-backups", "build", "phoihop.egg-info"} <= agreed
    assert agreed - visible == set()

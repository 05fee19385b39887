"""The README is a map; a map that goes stale is worse than none."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

from services import DEPARTMENTS, load

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_file_that_the_readme_names_is_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
    for folder in re.findall(r"^\| `([a-z_/]+)` \|", README, flags=re.MULTILINE):
        assert (ROOT / folder).exists(), folder


def test_every_make_target_that_the_readme_names_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"make ([a-z][a-z-]*)", README)) - {"alone", "makes"}:
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


def test_every_command_that_the_readme_names_exists() -> None:
    from services.console import COMMANDS

    for name in set(re.findall(r"`phoihop ([a-z]+)", README)):
        assert name in COMMANDS, name


def test_the_matrix_says_what_the_services_list() -> None:
    block = README.split("<!-- matrix -->")[1].split("<!-- /matrix -->")[0]
    assert block.strip() == matrix()


def matrix() -> str:
    """The table of the README, as the code has it: a noun a row, a department a column."""
    nouns = {name: _nouns(name) for name in DEPARTMENTS}
    rows = dict.fromkeys(noun for name in DEPARTMENTS for noun in nouns[name])
    lines = [f"| | {' | '.join(DEPARTMENTS)} |", f"| --- |{' --- |' * len(DEPARTMENTS)}"]
    lines += [f"| {noun} | {' | '.join(nouns[name].get(noun, '–') for name in DEPARTMENTS)} |" for noun in rows]
    return "\n".join(lines)


def _nouns(name: str) -> dict[str, str]:
    """Each noun of a department's table of contents: it leads what stands in its own folder."""
    service: type = load(name)
    procedures: tuple[ModuleType, ...] = service.procedures  # type: ignore[attr-defined]
    found: dict[str, str] = {}
    for module in procedures:
        noun = module.__name__.split(".")[2]  # of a noun that is a folder, the folder
        if module.__name__.startswith(f"services.{name}."):
            found[noun] = "leads"
        else:
            found.setdefault(noun, "takes part")
    return found

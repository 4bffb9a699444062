"""Rules of the house that no linter knows: run by `make lint`, exit 1 with a line for each breach."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "intents", "models")
MAX_LINES = 400
CLOCK = Path("bot/process/clock.py")
_TIME_READERS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "monotonic"),
    ("time", "perf_counter"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("time", "sleep"),
}


def modules() -> Iterator[Path]:
    """Every module of the four rooms."""
    for room in ROOMS:
        yield from (p.relative_to(ROOT) for p in sorted((ROOT / room).rglob("*.py")))


def time_readers(path: Path, tree: ast.Module) -> Iterator[str]:
    """No module but the clock reads the time, or waits for it to pass."""
    if path == CLOCK:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if (owner, node.attr) in _TIME_READERS:
                yield f"{path}:{node.lineno}: reads the time ({owner}.{node.attr}); only {CLOCK} may"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield f"{path}:{node.lineno}: imports from time; only {CLOCK} may"


def too_long(path: Path, text: str) -> Iterator[str]:
    """Small rooms."""
    lines = text.count("\n")
    if lines > MAX_LINES and "versions" not in path.parts:
        yield f"{path}: {lines} lines, more than {MAX_LINES}"


def undocumented(path: Path, tree: ast.Module) -> Iterator[str]:
    """Every module says what it is for."""
    if ast.get_docstring(tree) is None:
        yield f"{path}:1: has no docstring"


def dispatching(path: Path, tree: ast.Module) -> Iterator[str]:
    """What handlers ask of each other is typed: nothing is looked up by a name in a string."""
    if path.parts[0] != "handlers":
        return
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("getattr", "hasattr")
        ):
            yield f"{path}:{node.lineno}: {node.func.id}; say it with a type"


def prying(path: Path, tree: ast.Module) -> Iterator[str]:
    """A module that begins with `_` belongs to its folder."""
    home = ".".join(path.parts[:-1])
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or node.module is None or node.module == "__future__":
            continue
        names = [*node.module.split(".")[1:], *(alias.name for alias in node.names)]
        if any(name.startswith("_") for name in names) and not node.module.startswith(home):
            yield f"{path}:{node.lineno}: imports another folder's private {node.module}"


def programme_names() -> list[str]:
    """Ids and prefixes of the shipped programmes."""
    names = []
    for file in sorted((ROOT / "programmes").glob("*.yaml")):
        data = yaml.safe_load(file.read_text("utf-8"))
        names += [*data["id"].split("-")[:1], data["applications"]["prefix"]]
    return sorted({n.casefold() for n in names})


def named(path: Path, text: str, names: list[str]) -> Iterator[str]:
    """No programme is named in code."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.search(rf"(?<![A-Za-z])({'|'.join(names)})(?![A-Za-z])", line.casefold()):
            yield f"{path}:{number}: names the programme {found[1]}"


def breaches() -> Iterator[str]:
    """Everything wrong, a line each."""
    names = programme_names()
    for path in modules():
        text = (ROOT / path).read_text("utf-8")
        tree = ast.parse(text)
        yield from time_readers(path, tree)
        yield from too_long(path, text)
        yield from undocumented(path, tree)
        yield from dispatching(path, tree)
        yield from prying(path, tree)
        yield from named(path, text, names)


if __name__ == "__main__":
    found = list(breaches())
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.exit(bool(found))

"""The project's own files, as the guards read them."""

import ast
import configparser
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "khuyencong"
PACKAGES = sorted(p.name for p in HOUSE.iterdir() if (p / "__init__.py").exists())


@dataclass(frozen=True)
class Module:
    """One Python file of the house; `name` is dotted, "khuyencong.schemes.services.plan"."""

    path: Path

    @property
    def place(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def name(self) -> str:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def package(self) -> str:
        return self.path.relative_to(HOUSE).parts[0]

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @functools.cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def imports(self) -> Iterator[str]:
        """The dotted names that the module imports, wherever the import stands."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    def functions(self) -> Iterator[ast.FunctionDef]:
        return (n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef))


@functools.cache
def modules(folder: str = "khuyencong") -> tuple[Module, ...]:
    """Every Python file of a folder, migrations left out."""
    found = sorted((ROOT / folder).rglob("*.py"))
    return tuple(Module(path) for path in found if "migrations" not in path.parts)


@functools.cache
def templates() -> dict[str, str]:
    """Name and text of every template."""
    found = sorted(HOUSE.glob("*/templates/**/*.*"))
    return {
        p.relative_to(HOUSE / p.relative_to(HOUSE).parts[0] / "templates").as_posix(): p.read_text(
            encoding="utf-8"
        )
        for p in found
        if p.is_file()
    }


def rows() -> dict[str, int]:
    """The row of each package in the import contract, 0 on top; siblings share one."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    layers = contract["importlinter:contract:capabilities"]["layers"].strip().splitlines()
    return {name: row for row, line in enumerate(layers) for name in re.findall(r"\w+", line)}

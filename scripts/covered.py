"""Fail unless every branch of the parts that must be exact was tried by the last test run."""

import json
import sys
import tempfile
from pathlib import Path, PurePosixPath

from coverage import Coverage

ROOT = Path(__file__).resolve().parents[1]
WHOLE_PACKAGES = {"core", "norms", "budget"}
MODULES = {"rules", "services", "queries", "permissions"}


def main() -> int:
    """Print what was not tried; return the exit code."""
    lacking = {name: gaps for name, gaps in _gaps().items() if gaps}
    for name, gaps in lacking.items():
        print(f"{name}: {', '.join(gaps)}")
    print(f"Coverage of what must be exact: {'100 %' if not lacking else 'incomplete'}")
    return 1 if lacking else 0


def must_be_exact(name: str) -> bool:
    """Whether the file, named from the checkout's folder, decides on law, money or access."""
    _, package, *rest = PurePosixPath(name).with_suffix("").parts
    return package in WHOLE_PACKAGES or not MODULES.isdisjoint(rest)


def _gaps() -> dict[str, list[str]]:
    """Return the untried lines and branches of each file that must be exact."""
    data = Coverage(data_file=str(ROOT / ".coverage"), config_file=str(ROOT / "pyproject.toml"))
    data.load()
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        data.json_report(outfile=report.name)
        files = json.load(report)["files"]
    return {
        name: [f"line {n}" for n in found["missing_lines"]]
        + [f"branch {a} → {'exit' if b < 0 else b}" for a, b in found["missing_branches"]]
        for name, found in sorted(files.items())
        if must_be_exact(name)
    }


if __name__ == "__main__":
    sys.exit(main())

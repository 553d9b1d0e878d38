"""Build the one file that a site installs, with static files and locked versions, into dist/."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "dist"
BESIDE = ("pyproject.toml", "README.md", "LICENSE")


def main() -> None:
    """Build in a copy, so that the checkout stays as it is."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        left_out = shutil.ignore_patterns("__pycache__", "static-build")
        shutil.copytree(ROOT / "khuyencong", copy / "khuyencong", ignore=left_out)
        for name in BESIDE:
            shutil.copy(ROOT / name, copy / name)
        shutil.copy(ROOT / "requirements" / "run.txt", copy / "khuyencong" / "requirements.txt")
        _collect_static(copy)
        uv = Path(sys.executable).with_name("uv")
        command = [uv, "build", "--wheel", "--offline", "--quiet", "--out-dir", TARGET, copy]
        subprocess.run(command, check=True)


def _collect_static(copy: Path) -> None:
    """Let the copy collect its files where an installed site looks for them."""
    (copy / "khuyencong" / "static").mkdir()
    nowhere = {"DATABASE_URL": "postgresql://127.0.0.1:1/none", "SECRET_KEY": "none"}
    site = os.environ | nowhere | {"KC_DATA": str(ROOT / "var"), "PYTHONPATH": str(copy)}
    site.pop("KC_TEST", None)  # which would leave the hashes out of the names
    code = "from khuyencong.config.manage import main; main()"
    command = [sys.executable, "-c", code, "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(command, cwd=copy, env=site, check=True)


if __name__ == "__main__":
    main()

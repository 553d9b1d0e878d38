"""Copy what pages need of the front-end packages to var/vendor, without source map references."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
TARGET = ROOT / "var" / "vendor"
FONT = "be-vietnam-pro-{subset}-{weight}-normal.woff2"
SUBSETS = ("latin", "latin-ext", "vietnamese")
WEIGHTS = (400, 500, 600)
TINOS = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")


def main() -> None:
    """Fill var/vendor anew."""
    shutil.rmtree(TARGET, ignore_errors=True)
    (TARGET / "fonts").mkdir(parents=True)
    _text("bootstrap/dist/css/bootstrap.min.css")
    shutil.copy(MODULES / "bootstrap-icons/bootstrap-icons.svg", TARGET)
    for subset in SUBSETS:
        for weight in WEIGHTS:
            name = FONT.format(subset=subset, weight=weight)
            shutil.copy(MODULES / "@fontsource/be-vietnam-pro/files" / name, TARGET / "fonts")
    for face in TINOS:
        for file in (MODULES / "@expo-google-fonts/tinos" / face).glob("*.ttf"):
            shutil.copy(file, TARGET / "fonts")


def _text(name: str) -> None:
    text = (MODULES / name).read_text(encoding="utf-8")
    clean = re.sub(r"/[*/][#@] sourceMappingURL=.*", "", text)
    (TARGET / Path(name).name).write_text(clean, encoding="utf-8")


if __name__ == "__main__":
    main()

"""What an operator must know is written down, and words mean one thing."""

import ast
import re

from django.apps import apps

from tests.architecture.source import HOUSE, ROOT, modules

OPERATIONS = ROOT / "docs" / "operate.md"
GLOSSARY = ROOT / "docs" / "glossary.md"
NAME = re.compile(r"[A-Z][A-Z0-9_]{3,}")
FOREIGN = {"DJANGO_SETTINGS_MODULE", "PGOPTIONS", "PYTEST_XDIST_WORKER"}  # theirs to document


def settings_read():
    """Names of the environment that the house or its scripts read."""
    for module in (*modules(), *modules("scripts")):
        for node in ast.walk(module.tree):
            if (
                isinstance(node, ast.Call) and node.args and "environ" in ast.unparse(node.func)
            ) or (isinstance(node, ast.Call) and ast.unparse(node.func) in {"flag", "os.getenv"}):
                yield from names_in(node.args[0])
            elif isinstance(node, ast.Subscript) and "environ" in ast.unparse(node.value):
                yield from names_in(node.slice)


def names_in(node):
    if isinstance(node, ast.Constant) and NAME.fullmatch(str(node.value)):
        yield node.value


def commands():
    found = HOUSE.glob("*/management/commands/*.py")
    return sorted(p.stem for p in found if not p.stem.startswith("_"))


def documented(pattern):
    return set(re.findall(pattern, OPERATIONS.read_text(encoding="utf-8"), re.MULTILINE))


def test_every_setting_of_the_environment_is_documented_and_every_documented_one_is_read():
    read = set(settings_read()) - FOREIGN
    assert documented(r"^\| `([A-Z_]+)` \|") == read


def test_every_command_is_documented_and_every_documented_one_exists():
    assert documented(r"^\| `manage\.py (\w+)") == set(commands())


def terms():
    """The glossary as a table: Vietnamese term → English names."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", GLOSSARY.read_text(encoding="utf-8"), re.M)
    return {term.strip(): set(re.findall(r"`(\w+)`", names)) for term, names in rows}


def own_models():
    return [m for m in apps.get_models() if m.__module__.startswith("khuyencong.")]


def test_every_model_has_its_vietnamese_word_in_the_glossary():
    known = terms()
    missing = {
        model.__name__: str(model._meta.verbose_name)
        for model in own_models()
        if model.__name__ not in known.get(str(model._meta.verbose_name), ())
    }
    assert missing == {}


def test_every_class_in_the_glossary_is_one_of_ours():
    classes = {n for names in terms().values() for n in names if n[0].isupper()}
    assert classes - {m.__name__ for m in own_models()} == set()

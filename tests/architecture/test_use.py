"""Whatever stands in the house is used in the house: what only a test calls is dead."""

import ast
import collections
import re

from tests.architecture.source import HOUSE, modules, templates

# Names that Django, WSGI, the settings or migrations call.
CALLED_FROM_OUTSIDE = {
    "Command",
    "keep_rows",
    "Migration",
    "app_name",
    "urlpatterns",
    "application",
}
# What tests alone call, each with its reason.
FOR_TESTS = {
    "frozen_on": "tests live on a day of their own",
    "ALL_PAGES": "every error page is shown by a test",
    "THEMES": "its imports register the rules",
}
OUTSIDE_FILES = re.compile(r"/(apps|settings|wsgi)\.py$|/formats/|config/urls\.py$")


def defined(module):
    """Public and private names defined at the top of a module, decorated ones left out."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not registers(node):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (t.id for t in node.targets if isinstance(t, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def registers(node):
    """Whether a decorator hands the function to a registry, the queue, a signal or a template library."""
    words = " ".join(ast.unparse(d) for d in node.decorator_list)
    return re.search(r"register|receiver|\bjob\(", words) is not None


def words():
    """How often each word occurs in code and templates, in whatever role."""
    scripts = [p.read_text() for p in (HOUSE.parent / "scripts").glob("*.py")]
    texts = [*(m.text for m in modules()), *templates().values(), *scripts]
    return collections.Counter(w for text in texts for w in re.findall(r"\w+", text))


def test_every_name_is_used_beside_its_definition():
    used = words()
    defined_at = collections.defaultdict(list)
    for module in modules():
        for name in defined(module):
            if name not in CALLED_FROM_OUTSIDE | FOR_TESTS.keys() and not OUTSIDE_FILES.search(
                module.place
            ):
                defined_at[name].append(module.place)
    dead = {name: places for name, places in defined_at.items() if used[name] <= len(places)}
    assert {n: p for n, p in dead.items() if not n.startswith("__")} == {}

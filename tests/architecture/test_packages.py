"""Packages know one another by the front door, from top to bottom, under known file names."""

import ast

import pytest
from django.apps import apps

from tests.architecture.source import HOUSE, PACKAGES, Module, modules, rows

FRONT_DOOR = {"models", "enums", "events", "queries", "services", "permissions", "registry"}
OPEN_HOUSES = {"core", "ui"}  # offered to everybody as a whole
FREE_OF_NAMES = {"core", "ui", "config"}
KNOWN_NAMES = FRONT_DOOR | {
    *("__init__", "apps", "urls", "views", "api", "forms", "filters", "lists", "tasks", "papers"),
    *("rules", "workflow", "kinds", "criteria", "tables", "definitions", "loading"),
    *("templates", "templatetags", "management", "migrations"),
}
# Names that a package has beyond the usual ones, each with its reason.
OWN_NAMES = {
    ("geography", "maps"): "the country as dots",
    ("accounts", "backends"): "Django finds permissions through an authentication backend",
    ("accounts", "middleware"): "a first password and a second factor come before anything else",
    ("accounts", "adapters"): "allauth asks them how our site signs people in",
    ("accounts", "receivers"): "the log hears of what allauth changes by itself",
    ("accounts", "sessions"): "how long a session lasts and on what device it is",
    ("accounts", "static"): "the passkey buttons of its own pages",
    ("accounts", "roles"): "the roles as readable objects",
    ("accounts", "scopes"): "what a person reaches, shared by queries and permissions",
    ("jobs", "mail"): "Django finds it as the e-mail backend",
    ("jobs", "run"): "what a running job holds in its hands, shared by registry and services",
    ("jobs", "worker"): "the process that works off the queue",
    ("documents", "pages"): "pages of a PDF",
    ("documents", "photos"): "what photos tell, and their clean copies",
    ("documents", "scanning"): "the line to a virus scanner",
    ("documents", "rendering"): "the layout of official papers is what this package is for",
    ("reports", "outputs"): "a report leaves as page, workbook, data and later as papers",
    ("audit", "keeping"): "what migrations say to have the rows of a table kept",
    ("importing", "sample"): "how each published list is read",
    ("importing", "reading"): "understands the workbooks that offices keep",
    ("geography", "source"): "reads the units from the package that ships them",
}


def target_of(imported):
    """Return package and module of an imported name of the house, None for foreign ones."""
    parts = imported.split(".")
    if parts[0] != "khuyencong" or len(parts) < 3:
        return None
    return parts[1], parts[2]


def passes_by_the_door(module: Module, imported: str) -> bool:
    target = target_of(imported)
    return (
        target is None
        or target[0] in OPEN_HOUSES | {module.package}
        or module.package == "config"
        or target[1] in FRONT_DOOR
    )


def test_packages_enter_one_another_by_the_front_door():
    strays = [
        f"{module.place}: {imported}"
        for module in modules()
        for imported in module.imports()
        if not passes_by_the_door(module, imported)
    ]
    assert strays == []


def test_the_front_door_tells_inside_from_outside():
    schemes = Module(HOUSE / "schemes" / "views.py")
    assert not passes_by_the_door(schemes, "khuyencong.accounts.forms.PersonForm")
    assert not passes_by_the_door(schemes, "khuyencong.accounts.roles")
    assert passes_by_the_door(schemes, "khuyencong.accounts.queries.scope_of")
    assert passes_by_the_door(schemes, "khuyencong.schemes.forms.SchemeForm")
    assert passes_by_the_door(schemes, "khuyencong.ui.forms.Form")


def test_keys_point_down_to_lower_rows():
    row = rows()
    own = [m for m in apps.get_models() if m.__module__.startswith("khuyencong.")]
    upward = [
        f"{model.__name__}.{field.name} → {field.related_model._meta.label}"
        for model in own
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model in own
        for mine, theirs in [(model._meta.app_label, field.related_model._meta.app_label)]
        if mine != theirs and row[mine] >= row[theirs]
    ]
    assert own
    assert upward == []


def test_every_package_stands_in_the_import_contract():
    assert set(PACKAGES) <= rows().keys()


def test_files_have_known_names():
    known = {(p, name) for p in PACKAGES for name in KNOWN_NAMES} | OWN_NAMES.keys()
    found = {
        (package, path.stem)
        for package in set(PACKAGES) - FREE_OF_NAMES
        for path in (HOUSE / package).iterdir()
        if path.name != "__pycache__"
    }
    assert found - known == set()


def test_every_exception_of_a_name_is_still_needed():
    gone = [f"{p}/{n}" for p, n in OWN_NAMES if not list((HOUSE / p).glob(f"{n}*"))]
    assert gone == []


def test_core_stays_small():
    assert len(list((HOUSE / "core").glob("*.py"))) - 1 <= 12


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_says_what_it_is_and_holds_no_code_there(package):
    tree = ast.parse((HOUSE / package / "__init__.py").read_text())
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1


def graph():
    """Each module with the modules of the house that it imports."""
    known = {m.name for m in modules()}
    return {m.name: {known_name(i, known) for i in m.imports()} - {m.name, None} for m in modules()}


def known_name(imported, known):
    return next((n for n in (imported, imported.rpartition(".")[0]) if n in known), None)


def cycle_in(edges):
    """Return one cycle of the graph as a list of names, [] if there is none."""
    done = set()

    def visit(name, path):
        if name in path:
            return path[path.index(name) :]
        if name in done:
            return []
        found = next((c for n in sorted(edges[name]) if (c := visit(n, [*path, name]))), [])
        done.add(name)
        return found

    return next((c for name in sorted(edges) if (c := visit(name, []))), [])


def test_no_modules_import_one_another_in_a_circle():
    assert cycle_in({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c"]
    assert cycle_in(graph()) == []

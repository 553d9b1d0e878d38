"""Each service writes one event and has a test that names it."""

import ast
import importlib
import inspect
import re

import pytest

from khuyencong.audit.events import EVENTS
from tests.architecture.source import PACKAGES, ROOT, modules

# Services that leave no event, each with its reason.
SILENT: dict[str, str] = {
    "desk.save_draft": "typing is no business act until it is sent",
    "desk.drop_draft": "the same",
    **dict.fromkeys(
        ("desk.start_bulk", "desk.act_on_many", "desk.start_undo", "desk.undo_many"),
        "the service of the list's own package, which it calls, records the event",
    ),
    "desk.keep_columns": "how one looks at a list is no business act",
    "desk.keep_view": "the same",
    "desk.drop_view": "the same",
    "jobs.read_notices": "what a notice tells of has left its own event",
    "jobs.choose_mail": "how somebody wants their letters is their own affair",
    "establishments.compare": "a guess of the rule; what people decide about it is an event",
    "establishments.compare_products": "the same",
}


def service_modules():
    return [m.name for m in modules() if re.search(r"\.services(\.|$)", m.name)]


def services():
    """Every function made a service, by its action."""
    found = {}
    for name in service_modules():
        module = importlib.import_module(name)
        for _, function in inspect.getmembers(module, inspect.isfunction):
            if hasattr(function, "action"):
                found[function.action] = function
    return found


def package_of(function):
    return function.__module__.split(".")[1]


def calls(package):
    """Which names each function of a package calls, wherever in the package it stands."""
    found = {}
    for module in modules(f"khuyencong/{package}"):
        for function in module.functions():
            called = {
                n.func.id if isinstance(n.func, ast.Name) else getattr(n.func, "attr", "")
                for n in ast.walk(function)
                if isinstance(n, ast.Call)
            }
            found.setdefault(function.name, set()).update(called)
    return found


CALLS = {package: calls(package) for package in PACKAGES}


def reached_from(function):
    """Every name that the function calls, itself or through others of its package."""
    known, seen, waiting = CALLS[package_of(function)], set(), [function.__name__]
    while waiting:
        name = waiting.pop()
        new = known.get(name, set()) - seen
        seen |= new
        waiting += new
    return seen


@pytest.fixture(scope="module")
def all_services():
    return services()


def test_every_service_records_an_event(all_services):
    silent = {a for a, f in all_services.items() if "record" not in reached_from(f)}
    assert silent == SILENT.keys()


def test_every_service_is_named_by_a_test_of_its_package(all_services):
    untested = []
    for action, function in all_services.items():
        tests = "\n".join(m.text for m in modules(f"tests/{package_of(function)}"))
        if not re.search(rf"\b{function.__name__}\b", tests):
            untested.append(action)
    assert untested == []


def test_every_service_takes_keywords_but_its_rows_and_says_who_acts(all_services):
    keywords = {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
    for action, function in all_services.items():
        parameters = inspect.signature(function).parameters
        assert "by" in parameters, action
        placed = {name for name, p in parameters.items() if p.kind not in keywords}
        assert placed <= {"rows"}, action
        assert action.split(".")[0] == package_of(function), action


def test_every_kind_of_event_is_recorded_somewhere():
    words = "\n".join(m.text for m in modules() if not m.place.endswith("/events.py"))
    constants = {
        kind.code: name
        for package in PACKAGES
        if (ROOT / "khuyencong" / package / "events.py").exists()
        for name, kind in vars(importlib.import_module(f"khuyencong.{package}.events")).items()
        if kind in list(EVENTS)
    }
    declared = {k.code for k in EVENTS if not k.code.startswith("tests.")}
    unused = [c for c in declared if not re.search(rf"\b{constants.get(c, '-')}\b", words)]
    assert unused == []

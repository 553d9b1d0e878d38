"""Files, functions, templates and tests stay small enough to be read at once."""

from tests.architecture.source import HOUSE, ROOT, modules, templates

FILE, FUNCTION, VIEW, TEST, TEMPLATE = 400, 40, 30, 30, 150
NINETY_PERCENT = 20


def lengths(folder):
    return {
        f"{module.place}:{function.name}": function.end_lineno - function.lineno + 1
        for module in modules(folder)
        for function in module.functions()
    }


def longer(sizes, limit):
    return {place: size for place, size in sizes.items() if size > limit}


def is_view(place):
    return "/views" in place


def test_files_are_short():
    written = [
        m.path for folder in ("khuyencong", "tests", "scripts", "bench") for m in modules(folder)
    ]
    written += [p for p in HOUSE.glob("*/static/**/*") if p.suffix in {".css", ".js"}]
    sizes = {p.relative_to(ROOT).as_posix(): p.read_text().count("\n") for p in written}
    assert longer(sizes, FILE) == {}


def test_functions_are_short():
    sizes = lengths("khuyencong")
    assert longer(sizes, FUNCTION) == {}
    assert longer({p: s for p, s in sizes.items() if is_view(p)}, VIEW) == {}
    assert longer(lengths("scripts") | lengths("bench"), FUNCTION) == {}


def test_nine_of_ten_functions_fit_in_half_a_screen():
    sizes = sorted(lengths("khuyencong").values())
    assert sizes[len(sizes) * 9 // 10] <= NINETY_PERCENT


def test_tests_are_short():
    sizes = lengths("tests")
    assert longer(sizes, FUNCTION) == {}
    assert longer({p: s for p, s in sizes.items() if ":test_" in p}, TEST) == {}


def test_templates_are_short():
    assert longer({n: t.count("\n") for n, t in templates().items()}, TEMPLATE) == {}

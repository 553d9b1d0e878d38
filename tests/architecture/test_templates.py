"""Templates: all in use, nothing that the content security policy would refuse."""

import re

import pytest

from tests.architecture.source import HOUSE, modules, templates

INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|javascript:|\shx-on"
    r"|<script(?![^>]*(\ssrc=|type=\"application/json\"))",
    re.IGNORECASE,
)
EXTENDS = re.compile(r"{% extends [\"']([^\"']+)[\"'] %}")
BLOCK = re.compile(r"{% (?:repeat_)?block [\"']?(\w+)")
PARTIAL = re.compile(r"{% partialdef ([\w-]+)")


def test_no_template_holds_script_style_or_handler():
    assert [n for n, text in templates().items() if INLINE.search(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        '<p style="x">',
        '<a onclick="x()">',
        '<a href="javascript:x">',
        '<p hx-on::click="x">',
    ],
)
def test_what_the_policy_refuses_is_recognised(text):
    assert INLINE.search(text)


def test_what_the_policy_allows_passes():
    assert not INLINE.search('<script src="/static/a.js" defer></script><p class="style=">')


def words_of_the_house():
    """All texts that may name a template, a partial or a block."""
    return "\n".join([*(m.text for m in modules()), *templates().values()])


def test_every_template_is_used():
    words = words_of_the_house()
    names = [n for n in templates() if "templates/django" not in n]
    assert [n for n in names if not re.search(rf"[\"'/]{re.escape(n)}[\"'#]", words)] == []


def test_every_partial_is_used():
    words = words_of_the_house()
    unused = [
        f"{name}#{partial}"
        for name, text in templates().items()
        for partial in PARTIAL.findall(text)
        if not re.search(rf"{name}#{partial}\b|#{partial}[\"']", words)
        and not re.search(rf"{{% partial {partial}\b|partialdef {partial} inline", text)
    ]
    assert unused == []


def ancestors(name):
    """The templates that `name` extends, nearest first."""
    match = EXTENDS.search(templates()[name])
    return [match[1], *ancestors(match[1])] if match and match[1] in templates() else []


def test_every_block_either_fills_one_above_or_is_filled_below():
    dangling = [
        f"{name}: {block}"
        for name, text in templates().items()
        for block in BLOCK.findall(text)
        if not any(block in BLOCK.findall(templates()[above]) for above in ancestors(name))
        and not is_filled_below(name, block)
    ]
    assert dangling == []


def is_filled_below(name, block):
    return any(name in ancestors(n) and block in BLOCK.findall(t) for n, t in templates().items())


def test_templates_stand_in_the_folder_of_their_package():
    strays = [p for p in HOUSE.glob("*/templates/*") if p.name not in {p.parts[-3], "django"}]
    assert strays == []

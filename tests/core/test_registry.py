import pytest

from khuyencong.core.registry import Registry


def no_spaces(entry):
    if " " in entry:
        raise ValueError(f"{entry!r} has spaces")


@pytest.fixture
def words():
    return Registry(str.lower, check=no_spaces)


def test_entries_are_found_by_name_and_listed_as_registered(words):
    assert [words.register(w) for w in ("Zebra", "Ape")] == ["Zebra", "Ape"]
    assert words["ape"] == "Ape"
    assert list(words) == ["Zebra", "Ape"]
    assert len(words) == 2
    assert "zebra" in words
    assert "lion" not in words


@pytest.mark.parametrize("entry", ["APE", "", "two words"])
def test_an_entry_is_new_named_and_complete(words, entry):
    words.register("Ape")
    with pytest.raises(ValueError, match=r"twice|spaces"):
        words.register(entry)
    assert list(words) == ["Ape"]


def test_a_registry_may_take_anything():
    anything = Registry(str)
    anything.register("two words")
    assert len(anything) == 1

import pytest

from khuyencong.audit.events import EVENTS, declare
from tests.audit.factories import DONE


def test_a_kind_knows_the_words_that_its_writer_gives():
    assert EVENTS["tests.done"] is DONE
    assert DONE.words == {"days"}


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("tests.done", "{actor} làm lại"),
        ("tests", "{actor} làm"),
        ("tests.Done", "{actor} làm"),
        ("tests.nobody", "Không ai làm"),
    ],
)
def test_a_kind_needs_a_new_code_and_an_actor(code, sentence):
    with pytest.raises(ValueError, match="tests"):
        declare(code, sentence)

"""Kinds of events with their Vietnamese sentence; each package declares its own."""

import re
import string
from dataclasses import dataclass

from khuyencong.core.registry import Registry

CODE = re.compile(r"[a-z_]+\.[a-z_]+")


@dataclass(frozen=True)
class EventKind:
    """Something that happens: "schemes.submitted", "{actor} nộp đề án {subject}"."""

    code: str
    sentence: str

    @property
    def words(self) -> frozenset[str]:
        """The names in the sentence that its writer has to give."""
        names = {name for _, name, _, _ in string.Formatter().parse(self.sentence) if name}
        return frozenset(names - {"actor", "subject"})


def _check(kind: EventKind) -> None:
    if not CODE.fullmatch(kind.code) or "{actor}" not in kind.sentence:
        raise ValueError(f"{kind.code!r} needs a code <package>.<done> and an {{actor}}")


EVENTS: Registry[EventKind] = Registry(lambda kind: kind.code, check=_check)


def declare(code: str, sentence: str) -> EventKind:
    """Register a kind of event; the sentence may name {actor}, {subject} and words of its own."""
    return EVENTS.register(EventKind(code, sentence))

"""Remember answers for the length of one reading, so that a page asks each question once."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Let `remembered` functions answer from memory inside the block; only for pure reading."""
    token = _answers.set(_answers.get() if _answers.get() is not None else {})
    try:
        yield
    finally:
        _answers.reset(token)


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Ask `function` once for the same arguments inside `remembering`; outside nothing changes.

    The arguments must be hashable and the answer must not be changed by its readers.
    """

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        answers = _answers.get()
        if answers is None:
            return function(*args, **kwargs)
        key = (function, args, tuple(sorted(kwargs.items())))
        if key not in answers:
            answers[key] = function(*args, **kwargs)
        known: R = answers[key]
        return known

    return wrapper

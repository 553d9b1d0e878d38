"""A registry: packages declare what they offer, lower packages find it without importing them."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Named entries in the order of their registration; a name stands once."""

    def __init__(
        self, key: Callable[[T], str], *, check: Callable[[T], None] | None = None
    ) -> None:
        self._key = key
        self._check = check
        self._entries: dict[str, T] = {}

    def register(self, entry: T) -> T:
        """Add `entry` and return it; raises ValueError if its name is taken or it is incomplete."""
        name = self._key(entry)
        if not name or name in self._entries:
            raise ValueError(f"{name!r} is empty or registered twice")
        if self._check:
            self._check(entry)
        self._entries[name] = entry
        return entry

    def __getitem__(self, name: str) -> T:
        return self._entries[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

"""From a file to a reading."""

from collections.abc import Iterable
from pathlib import Path

from khuyencong.importing.reading.facts import Mapping, Reading


def read_workbook(source: Path | bytes, *, mappings: Iterable[Mapping] = ()) -> Reading:
    """Return what the lists in an .xlsx file say; raise Refusal when the file cannot be read.

    `mappings` are the remembered answers of officers; one applies where its `layout_key` is found.
    """
    raise NotImplementedError

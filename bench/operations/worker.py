"""A web worker after a long day: every page of the product many times over in one process."""

from bench.operations.files import Timed, timed
from bench.operations.pages import Pages

TIMES = 30
NOT_OURS = ("limit.", "admin.")


def after_many_pages() -> Timed:
    """Ask every page of the product again and again; return the seconds and the bytes."""
    pages = {code: make for code, make in Pages().all().items() if not code.startswith(NOT_OURS)}
    works = [work for make in pages.values() for work in make()]
    sizes: list[int] = []
    return timed(lambda: sizes.extend(work() for _ in range(TIMES) for work in works)), sum(sizes)

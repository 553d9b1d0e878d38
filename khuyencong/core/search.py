"""The one way records are found: kept words without and with accents, one index, one ranking."""

import functools
import operator
from collections.abc import Iterable
from itertools import chain
from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Case, Func, Q, Value, When

from khuyencong.core.text import (
    WORD,
    exact_words_asked,
    fold,
    search_terms,
    sort_key,
    words_asked,
)

MOST_RANKED = 500  # ranking more of what a broad word finds would only cost time
MOST_SUGGESTED = 100  # of one kind in the search box, which shows a few of each
COLUMNS = ("name_folded", "sort_key", "search_folded", "search_exact")


@SearchVectorField.register_lookup
class Holds(models.Lookup):
    """`words__holds=query`: whether kept words answer a query of `words_asked`."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Compare by the operator that the index serves."""
        words, params = self.process_lhs(compiler, connection)
        return f"{words} @@ %s::tsquery", (*params, self.rhs)


class SearchQuerySet(models.QuerySet):
    """Rows that are found by their words."""

    def search(self, text: str) -> Self:
        """Return the rows that hold every word of `text`."""
        asked = words_asked(text)
        return self.filter(words__holds=asked) if asked else self

    def nearest(self, text: str, most: int = MOST_RANKED) -> Self:
        """Return up to `most` of the rows that hold every word of `text`, the nearest first.

        First those that hold the words in the very accents typed, then those whose name begins so,
        then the rest; each group in the order of the Vietnamese alphabet. Where a broad word finds
        more, each group gives its share, so that the cost does not grow with the table.
        """
        groups = [Q(name_folded__startswith=fold(text))]
        if exact := exact_words_asked(text):
            groups.insert(0, Q(words__holds=exact))
        shares = [self.filter(group).order_by().values("pk")[:most] for group in groups]
        candidates = self.search(text).order_by().values("pk")[:most].union(*shares)
        ranks = [When(group, then=Value(rank)) for rank, group in enumerate(groups)]
        nearness = Case(*ranks, default=Value(len(ranks)), output_field=models.SmallIntegerField())
        return self.filter(pk__in=candidates).order_by(nearness, "sort_key", "pk")[:most]


def matching(rows: models.QuerySet[Any], text: str, *fields: str) -> models.QuerySet[Any]:
    """Return the rows that hold each word of `text` in one of the fields, accents aside.

    For short tables that keep no words of their own.
    """
    for term in search_terms(text):
        holds = (Q(**{f"{field}__unaccent__icontains": term}) for field in fields)
        rows = rows.filter(functools.reduce(operator.or_, holds))
    return rows


class Searchable(models.Model):
    """Kept columns for search and order; `describe` alone fills them.

    `search_folded` holds the words without accents, `search_exact` the same words in the spelling
    of `sort_key`; the database keeps both as `words`, which the index serves.
    """

    name_folded = models.CharField("tên không dấu", max_length=300, editable=False, default="")
    sort_key = models.CharField("khóa sắp xếp", max_length=600, editable=False, default="")
    search_folded = models.TextField("từ khóa không dấu", editable=False, default="")
    search_exact = models.TextField("từ khóa có dấu", editable=False, default="")
    words = models.GeneratedField(
        verbose_name="từ để tìm",
        expression=Func(
            Func(Func("search_folded", function="btrim"), Value(" "), function="string_to_array"),
            Func(Func("search_exact", function="btrim"), Value(" "), function="string_to_array"),
            template="array_to_tsvector(%(expressions)s)",
            arg_joiner=" || ",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )

    class Meta:
        abstract = True
        indexes = [
            GinIndex(fields=["words"], name="%(class)s_words"),
            models.Index(
                fields=["name_folded"], name="%(class)s_by_start", opclasses=["varchar_pattern_ops"]
            ),
        ]


def describe(record: Searchable, name: str, parts: Iterable[str]) -> None:
    """Fill the search columns of a record from its name and everything else it is found by."""
    words = dict.fromkeys(" ".join([name, *parts]).split())
    spelt = [_spellings(word) for word in words]
    folded = dict.fromkeys(chain.from_iterable(plain for plain, _ in spelt))
    exact = dict.fromkeys(chain.from_iterable(accented for _, accented in spelt))
    record.name_folded = fold(name)
    record.sort_key = sort_key(name)
    record.search_folded = f" {' '.join(folded)} "
    record.search_exact = f" {' '.join(exact)} "


@functools.lru_cache(maxsize=50_000)
def _spellings(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a word without and with its accents; syllables repeat, a list of thousands is quick."""
    return tuple(WORD.findall(fold(word))), tuple(sort_key(word).split())

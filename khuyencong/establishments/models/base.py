"""What the records of the register share: the source they were taken from."""

import re

from django.db import models

PAGE = re.compile(r"https?://\S+")


def merged_into_field() -> models.ForeignKey:
    """Return the key to the record that a duplicate was merged into; None while it stands.

    Almost all stand: the model indexes the others alone, or the database would take the index for
    a short way to those that stand.
    """
    return models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="absorbed",
        verbose_name="đã gộp vào",
    )


class Sourced(models.Model):
    """Where a record was taken from; empty when it was entered by the people who run the scheme."""

    source_url = models.CharField("địa chỉ nguồn", max_length=500, blank=True)  # as published
    source_title = models.CharField("tên nguồn", max_length=300, blank=True)
    source_date = models.CharField("ngày của nguồn", max_length=20, blank=True)  # as published
    retrieved_on = models.DateField("ngày lấy", null=True, blank=True)
    also_in = models.TextField("nguồn khác", blank=True)
    name_note = models.CharField("ghi chú về tên", max_length=200, blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        abstract = True

    @property
    def source_link(self) -> str:
        """The address where one may click it, "" where it is no address of a page."""
        return self.source_url if PAGE.fullmatch(self.source_url) else ""

    @property
    def source_day(self) -> str:
        """The day, month or year of the source as it is written in Vietnam."""
        return "/".join(reversed(self.source_date.split("-")))

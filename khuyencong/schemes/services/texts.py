"""Texts as they are stored: composed, without invisible characters, within their column."""

from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, Model, TextField

from khuyencong.core.findings import Finding, Refusal, Severity
from khuyencong.core.text import clean, clean_lines
from khuyencong.schemes.models import Scheme

LONGEST_TEXT = 20_000


def clean_values(values: Mapping[str, Any], model: type[Model] = Scheme) -> dict[str, Any]:
    """Return the values with their texts cleaned; refuse those too long for their field."""
    cleaned = {name: _clean(model, name, value) for name, value in values.items()}
    found = [
        finding for name, value in cleaned.items() for finding in _too_long(model, name, value)
    ]
    if found:
        raise Refusal(found)
    return cleaned


def _clean(model: type[Model], name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "")
    is_long = isinstance(model._meta.get_field(name), TextField)
    return clean_lines(text) if is_long else clean(text)


def _too_long(model: type[Model], name: str, value: Any) -> list[Finding]:
    field = model._meta.get_field(name)
    if not isinstance(value, str) or not isinstance(field, CharField | TextField):
        return []
    most = field.max_length or LONGEST_TEXT
    if len(value) <= most:
        return []
    label = str(field.verbose_name)
    return [
        Finding(
            code=f"text.{name}",
            severity=Severity.BLOCK,
            message=f"{label[0].upper()}{label[1:]} dài {len(value)} ký tự, tối đa {most}.",
            field=name,
        )
    ]

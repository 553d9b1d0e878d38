"""Addresses and typing for the tests of the pages."""

from django.urls import reverse


def url(name, *args):
    return reverse(f"schemes:{name}", args=args)


def part_url(scheme, part):
    return url("write", scheme.public_id, part)


def step_url(scheme, code):
    return url("step", scheme.public_id, code)


def table(prefix, *rows, version=1, **known):
    """Return the rows of a table as a browser sends them."""
    sent = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0, "version": version}
    for at, row in enumerate(rows):
        sent |= {f"{prefix}-{at}-{name}": value for name, value in row.items()}
    return sent | known


def line(**known):
    """Return one line of the estimate as typed."""
    typed = {
        "item": "Máy sấy mắc ca",
        "unit": "máy",
        "quantity": "1",
        "unit_price_vnd": "486 triệu",
        "is_eligible": "on",
        "support_vnd": "150.000.000",
        "other_vnd": "",
        "price_source": "Báo giá 12",
    }
    return typed | known


def text_of(answer):
    return answer.content.decode()

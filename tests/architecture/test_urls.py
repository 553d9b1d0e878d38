"""Every page says who may open it."""

from django.urls import URLPattern, URLResolver, get_resolver

from khuyencong.ui.access import Access


def patterns(resolver=None, prefix=""):
    """Every address of the site with its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry


def test_every_address_declares_its_access():
    silent = [
        address
        for address, pattern in patterns()
        if not isinstance(getattr(pattern.callback, "access", None), Access)
    ]
    assert silent == []


def test_every_address_has_a_name_and_a_slug_without_accents():
    found = list(patterns())
    assert [address for address, pattern in found if not pattern.name] == []
    assert [
        address for address, _ in found if not address.isascii() or "_" in slug_of(address)
    ] == []


def slug_of(address):
    """The fixed part of an address, without its parameters."""
    return "".join(part for part in address.split("/") if not part.startswith("<"))


def test_who_may_open_what_is_listed(snapshot):
    """The listing is read in review; `--snapshot-update` writes it anew."""
    lines = sorted(
        f"/{address}  {access.permission or access.kind}"
        for address, pattern in patterns()
        if (access := pattern.callback.access)
    )
    assert "\n".join(lines) == snapshot

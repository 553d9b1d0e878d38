"""Keeps the search columns of schemes and their papers."""

from collections.abc import Collection

from khuyencong.core.search import describe
from khuyencong.establishments.services.search import places_of
from khuyencong.schemes.models import Scheme, SchemeDocument


def describe_schemes(schemes: Collection[Scheme]) -> None:
    """Fill the search columns from code, name, beneficiary, place and source."""
    places = places_of(pk for scheme in schemes for pk in (scheme.unit_id, scheme.province_id))
    for scheme in schemes:
        located = [places.get(pk, "") for pk in (scheme.unit_id, scheme.province_id)]
        parts = [scheme.code, scheme.reference, scheme.beneficiary, scheme.kind_label]
        parts += [scheme.place_text, scheme.decision_no, scheme.contract_no, *located]
        describe(scheme, scheme.name, parts)


def describe_document(document: SchemeDocument, label: str) -> None:
    """Fill the search columns of a paper from its file, its kind, its number and the note."""
    describe(document, document.file.name, [label, document.paper_no, document.note])

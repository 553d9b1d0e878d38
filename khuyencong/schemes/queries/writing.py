"""How far a scheme is written."""

from khuyencong.schemes.enums import Part
from khuyencong.schemes.models import Scheme

TEXT_OF = {
    Part.RATIONALE: "rationale",
    Part.OBJECTIVES: "objectives",
    Part.SCALE: "scale",
    Part.CONTENTS: "contents",
    Part.ORGANISATION: "organisation_text",
    Part.EFFECTS: "effects",
}
MACHINES = "machines"


def parts_written(scheme: Scheme) -> frozenset[str]:
    """Return the parts that hold something, among them the table of machines."""
    written = {part.value for part, field in TEXT_OF.items() if getattr(scheme, field).strip()}
    if scheme.establishment and (scheme.unit or scheme.place_text):
        written.add(Part.PARTIES.value)
    if scheme.total_vnd is not None:
        written.add(Part.BUDGET.value)
    if scheme.machines.exists():
        written.add(MACHINES)
    return frozenset(written)

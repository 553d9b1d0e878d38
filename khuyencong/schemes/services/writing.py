"""Writing a scheme: draft, the eight parts, estimate, machines."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from khuyencong.accounts.enums import OrganisationKind
from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.permissions import require_permission
from khuyencong.core.findings import Finding, Refusal, refuse
from khuyencong.core.service import CONSTRAINT_MESSAGES, service
from khuyencong.core.text import clean_lines
from khuyencong.establishments.models import Establishment
from khuyencong.geography.models import AdminUnit
from khuyencong.schemes import events
from khuyencong.schemes.enums import Part
from khuyencong.schemes.kinds import KINDS
from khuyencong.schemes.models import EstimateLine, Machine, Scheme
from khuyencong.schemes.permissions import WRITE, may_write
from khuyencong.schemes.rules.facts import Line
from khuyencong.schemes.rules.money import line_amount, line_amounts
from khuyencong.schemes.services.engine import lock
from khuyencong.schemes.services.logging import record_act
from khuyencong.schemes.services.searching import describe_schemes
from khuyencong.schemes.services.texts import LONGEST_TEXT, clean_values

CONSTRAINT_MESSAGES["schemes_estimate_adds_up"] = "Cộng các dòng dự toán không bằng số của đề án."

# Which fields each of the eight parts writes (TT 36/2013 Điều 5); the budget has its own service.
PART_FIELDS: Mapping[Part, tuple[str, ...]] = {
    Part.PARTIES: (
        "name",
        "kind",
        "year",
        "establishment",
        "unit",
        "place_text",
        "coordination_text",
    ),
    Part.RATIONALE: ("rationale",),
    Part.OBJECTIVES: ("objectives",),
    Part.SCALE: ("scale", "answers"),
    Part.CONTENTS: ("contents", "starts_on", "ends_on"),
    Part.BUDGET: (),
    Part.ORGANISATION: ("organisation_text",),
    Part.EFFECTS: ("effects",),
}


@dataclass(frozen=True, kw_only=True)
class LineInput:
    """One line of the estimate as typed; the counterpart is what the other sources leave."""

    item: str
    unit: str
    quantity: Decimal
    unit_price_vnd: int
    is_eligible: bool = True
    support_vnd: int = 0
    other_vnd: int = 0
    price_source: str = ""


@dataclass(frozen=True, kw_only=True)
class MachineInput:
    """One machine as typed."""

    name: str
    model: str = ""
    maker: str = ""
    year: int | None = None
    is_new: bool = True
    capacity: str = ""


@service("schemes.draft")
def draft_scheme(
    *,
    kind: str,
    fund: str,
    year: int,
    name: str,
    organisation: Organisation,
    by: User,
    on: dt.date,
    establishment: Establishment | None = None,
) -> Scheme:
    """Begin a scheme; who begins it answers for it until it is assigned to somebody else."""
    require_permission(by, WRITE, organisation=organisation)
    _require_kind(kind, fund, on)
    department = department_of(organisation)
    values = {"name": name, "year": year, "establishment": establishment}
    scheme = Scheme(
        kind=kind,
        fund=fund,
        organisation=organisation,
        department=department,
        province=organisation.area,
        unit=_unit_within(establishment, organisation),
        officer=by,
        holder=organisation,
        held_since=on,
        created_on=on,
        **clean_values(values),
    )
    describe_schemes([scheme])
    scheme.save()
    record_act(events.DRAFTED, scheme, by, on)
    return scheme


@service("schemes.save_part")
def save_part(
    *, scheme: Scheme, part: str, values: Mapping[str, Any], version: int, by: User, on: dt.date
) -> Scheme:
    """Write one of the eight parts; refuses fields of another part and stale typing."""
    locked = _writable(scheme, version, by)
    fields = PART_FIELDS[Part(part)]
    if foreign := set(values) - set(fields):
        raise ValueError(f"{sorted(foreign)} are not of the part {part}")
    for field, value in clean_values(values).items():
        setattr(locked, field, value)
    _require_kind(locked.kind, locked.fund, on)
    _require_place(locked)
    locked.answers = _known_answers(locked)
    return _save(locked, Part(part), by, on)


@service("schemes.set_estimate")
def set_estimate(
    *, scheme: Scheme, lines: Sequence[LineInput], version: int, by: User, on: dt.date
) -> Scheme:
    """Replace the estimate; the sums of the scheme are the sums of its lines."""
    locked = _writable(scheme, version, by)
    rows = [_row(locked, position, line) for position, line in enumerate(lines, start=1)]
    found = [f for row in rows for f in line_amounts(_as_fact(row), row.position)]
    found += [f for row in rows for f in _texts_missing(row)]
    if found:
        raise Refusal(found)
    locked.lines.all().delete()
    EstimateLine.objects.bulk_create(rows)
    for field, of_line in SUMS.items():
        setattr(locked, field, sum(getattr(row, of_line) for row in rows) if rows else None)
    eligible = sum(row.amount_vnd for row in rows if row.is_eligible)
    locked.eligible_cost_vnd = eligible if rows else None
    return _save(locked, Part.BUDGET, by, on)


@service("schemes.set_machines")
def set_machines(
    *, scheme: Scheme, machines: Sequence[MachineInput], version: int, by: User, on: dt.date
) -> Scheme:
    """Replace the machine records."""
    locked = _writable(scheme, version, by)
    rows = [
        Machine(
            scheme=locked,
            position=position,
            year=machine.year,
            is_new=machine.is_new,
            **clean_values(
                {name: getattr(machine, name) for name in ("name", "model", "maker", "capacity")},
                model=Machine,
            ),
        )
        for position, machine in enumerate(machines, start=1)
    ]
    for row in rows:
        if not row.name:
            where = f"Máy thứ {row.position}"
            raise refuse("machines.name", f"{where}: ghi tên máy, thiết bị.", field="machines")
    locked.machines.all().delete()
    Machine.objects.bulk_create(rows)
    return _save(locked, Part.SCALE, by, on)


SUMS = {
    "support_vnd": "support_vnd",
    "counterpart_vnd": "counterpart_vnd",
    "other_vnd": "other_vnd",
    "total_vnd": "amount_vnd",
}


def department_of(organisation: Organisation) -> Organisation:
    """Return the department that appraises what the unit writes."""
    parent = organisation.parent
    if parent and parent.kind == OrganisationKind.DEPARTMENT:
        return parent
    found = Organisation.objects.filter(
        kind=OrganisationKind.DEPARTMENT, area=organisation.area, is_active=True
    ).first()
    if found is None or organisation.area is None:
        raise refuse(
            "schemes.no_department",
            f"Chưa có Sở Công Thương nào cho địa bàn của {organisation}.",
            cure="Nhờ quản trị thêm tổ chức này tại Quản trị.",
        )
    return found


def require_version(scheme: Scheme, version: int) -> None:
    """Refuse typing that began before somebody else saved."""
    if scheme.version != version:
        raise refuse(
            "schemes.stale_version",
            "Người khác vừa lưu đề án này sau khi bạn mở trang.",
            field="version",
            cure="Nội dung bạn gõ vẫn còn; so với bản mới rồi lưu lại.",
        )


def _writable(scheme: Scheme, version: int, by: User) -> Scheme:
    locked = lock(scheme)
    if not may_write(by, locked):
        raise refuse(
            "schemes.not_writable",
            "Chỉ sửa được nội dung khi đề án đang soạn hoặc bị trả lại, bởi người của đơn vị thực hiện.",
        )
    require_version(locked, version)
    return locked


def _save(scheme: Scheme, part: Part, by: User, on: dt.date) -> Scheme:
    scheme.version += 1
    describe_schemes([scheme])
    scheme.save()
    record_act(events.WRITTEN, scheme, by, on, part=part.label)
    return scheme


def _unit_within(
    establishment: Establishment | None, organisation: Organisation
) -> AdminUnit | None:
    unit = establishment.unit if establishment else None
    return unit if unit and unit.parent_id == organisation.area_id else None


def _require_kind(kind: str, fund: str, on: dt.date) -> None:
    known = KINDS.get(kind)
    if known is None or fund not in known.funds or not known.is_valid_on(on):
        raise refuse("schemes.kind", "Chọn loại đề án có hiệu lực cho nguồn này.", field="kind")


def _known_answers(scheme: Scheme) -> dict[str, Any]:
    """Return the answers to the questions of the kind, texts cleaned."""
    codes = {question.code for question in KINDS[scheme.kind].questions}
    return {
        code: clean_lines(value.replace("\0", ""))[:LONGEST_TEXT]
        if isinstance(value, str)
        else value
        for code, value in scheme.answers.items()
        if code in codes
    }


def _require_place(scheme: Scheme) -> None:
    if scheme.unit and scheme.unit.parent_id != scheme.province_id:
        raise refuse("schemes.unit", f"{scheme.unit} không thuộc {scheme.province}.", field="unit")
    if scheme.starts_on and scheme.ends_on and scheme.ends_on < scheme.starts_on:
        raise refuse(
            "period.backward", "Ngày kết thúc không thể trước ngày bắt đầu.", field="ends_on"
        )


def _row(scheme: Scheme, position: int, line: LineInput) -> EstimateLine:
    amount = line_amount(line.quantity, line.unit_price_vnd)
    return EstimateLine(
        scheme=scheme,
        position=position,
        quantity=line.quantity,
        unit_price_vnd=line.unit_price_vnd,
        amount_vnd=amount,
        is_eligible=line.is_eligible,
        support_vnd=line.support_vnd,
        other_vnd=line.other_vnd,
        counterpart_vnd=amount - line.support_vnd - line.other_vnd,
        **clean_values(
            {"item": line.item, "unit": line.unit, "price_source": line.price_source},
            model=EstimateLine,
        ),
    )


def _as_fact(row: EstimateLine) -> Line:
    return Line(
        item=row.item,
        quantity=row.quantity,
        unit_price_vnd=row.unit_price_vnd,
        amount_vnd=row.amount_vnd,
        is_eligible=row.is_eligible,
        support_vnd=row.support_vnd,
        counterpart_vnd=row.counterpart_vnd,
        other_vnd=row.other_vnd,
    )


def _texts_missing(row: EstimateLine) -> list[Finding]:
    if row.item and row.unit:
        return []
    what = "nội dung chi" if not row.item else "đơn vị tính"
    message = f"Dòng {row.position}: ghi {what}."
    return list(refuse(f"line.text.{row.position}", message, field="lines").findings)

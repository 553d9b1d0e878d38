"""Two records become one and two again; nothing of either is lost on the way."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.range import DateRange

from khuyencong.accounts.models import User
from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.establishments.enums import Verdict
from khuyencong.establishments.models import (
    Award,
    Establishment,
    EstablishmentPair,
    Membership,
    Product,
    ProductPair,
    SupportReceived,
)
from khuyencong.establishments.services import (
    compare_establishments,
    compare_products,
    edit_establishment,
    merge,
    record_award,
    tell_apart,
    unmerge,
)
from khuyencong.establishments.services.merging import FIELDS, links_to
from khuyencong.schemes.models import Scheme
from tests.accounts.factories import dak_lak
from tests.establishments.factories import DAY, establishment, product

pytestmark = pytest.mark.django_db
TABLES = (Establishment, Product, Award, SupportReceived, Membership, Scheme)
PASSING = {"version", "compared_version"}


def everything():
    """Return every row of the register as it stands, but for the counters of changes."""
    return {
        (model.__name__, row["id"]): {k: v for k, v in row.items() if k not in PASSING}
        for model in TABLES
        for row in model._meta.base_manager.values()
    }


def pair_of(one, other):
    first, second = sorted([one, other], key=lambda record: record.pk)
    model = EstablishmentPair if isinstance(one, Establishment) else ProductPair
    known = model.objects.filter(first=first, second=second).first()
    return known or model.objects.create(first=first, second=second, score=50)


def merged(one, other, taken=()):
    return merge(pair=pair_of(one, other), survivor=one, taken=taken, by=None, on=DAY)


def furnished(name, products, *, tax_code="", owner="Trần Văn A"):
    """Return an establishment with products, awards, support and a person who follows it."""
    made = establishment(name, tax_code=tax_code, owner_name=owner, phone="0905")
    for product_name in products:
        entered = product(made, product_name)
        record_award(
            product=entered, level="province", status="recognised", year=2024, by=None, on=DAY
        )
    SupportReceived.objects.create(
        establishment=made, source="local", item="Máy", amount_vnd=1000, received_on=DAY
    )
    user, _ = User.objects.get_or_create(username="chu", defaults={"full_name": "Chủ cơ sở"})
    Membership.objects.create(user=user, establishment=made, valid=DateRange(DAY, None))
    Scheme.objects.create(origin="recorded", name="Đề án", kind="machinery", establishment=made)
    return made


NAMES = st.lists(st.sampled_from(["Chè", "Cà phê", "Miến", "Mật ong"]), unique=True, max_size=3)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(own=NAMES, other=NAMES, taken=st.sets(st.sampled_from(FIELDS[Establishment])))
def test_merging_and_parting_again_leaves_everything_as_it_was(own, other, taken):
    one = furnished("HTX Sen", own, tax_code=f"{Establishment.objects.count():010}")
    two = furnished("Hợp tác xã Sen Hồng", other, tax_code=f"{Establishment.objects.count():010}")
    before = everything()
    pair = merged(one, two, taken)
    assert Establishment.objects.get(pk=two.pk).merged_into == one
    _, kept = unmerge(pair=pair, reason="Nhầm", by=None, on=DAY)
    assert kept == []
    assert everything() == before
    pair.delete()


def test_what_hung_on_the_absorbed_one_hangs_on_the_survivor():
    one, two = furnished("HTX Sen", ["Chè"]), furnished("HTX Sen Hồng", ["Chè", "Miến"])
    pair = merged(one, two, ["name"])
    one.refresh_from_db()
    assert pair.verdict == Verdict.MERGED
    assert one.name == "HTX Sen Hồng"
    assert [p.name for p in one.products.filter(merged_into=None)] == ["Chè", "Miến"]
    assert one.supports.count() == 2
    assert Scheme.objects.filter(establishment=one).count() == 2
    assert Establishment.objects.nearest("hong").first() == one
    tea = one.products.get(name="Chè")
    assert Product.objects.get(merged_into=tea).establishment == two


def test_both_sides_keep_their_history():
    one, two = establishment("HTX Sen"), establishment("HTX Sen Hồng")
    unmerge(pair=merged(one, two, ["phone"]), reason="Nhầm", by=None, on=DAY)
    for subject in (one, two):
        kinds = Event.objects.filter(subject_id=subject.public_id).values_list("kind", flat=True)
        assert kinds.filter(kind__contains="unmerged").exists()
        assert kinds.filter(kind="establishments.registered").exists()


def test_a_field_changed_since_stays_when_the_merge_is_taken_back():
    one, two = establishment("HTX Sen", phone="1"), establishment("HTX Sen Hồng", phone="2")
    pair = merged(one, two, ["phone", "name"])
    one.refresh_from_db()
    edit_establishment(
        establishment=one, version=one.version, changes={"phone": "3"}, by=None, on=DAY
    )
    _, kept = unmerge(pair=pair, reason="Nhầm", by=None, on=DAY)
    one.refresh_from_db()
    assert (kept, one.phone, one.name) == (["phone"], "3", "HTX Sen")


def test_a_survivor_merged_on_must_be_parted_first():
    one, two, three = (establishment(f"HTX Sen {n}") for n in range(3))
    first = merged(one, two)
    second = merged(three, one)
    with pytest.raises(Refusal, match="gỡ lần gộp sau trước"):
        unmerge(pair=first, reason="", by=None, on=DAY)
    unmerge(pair=second, reason="", by=None, on=DAY)
    unmerge(pair=first, reason="", by=None, on=DAY)
    assert not Establishment.objects.exclude(merged_into=None).exists()


def test_what_is_merged_away_takes_no_further_decision():
    one, two, three = (establishment(f"HTX Sen {n}") for n in range(3))
    pair = merged(one, two)
    for act in (
        lambda: merged(three, two),
        lambda: tell_apart(pair=pair, reason="", by=None, on=DAY),
    ):
        with pytest.raises(Refusal, match="đã được gộp"):
            act()
    unmerge(pair=pair, reason="", by=None, on=DAY)
    with pytest.raises(Refusal, match="không gộp"):
        unmerge(pair=pair, reason="", by=None, on=DAY)


def test_nobody_decides_outside_their_province():
    here = dak_lak()
    one, two = establishment("HTX Sen", province=here.unit), establishment("HTX Sen Hồng")
    for act in (
        lambda: merge(
            pair=pair_of(one, two), survivor=one, taken=(), by=here.person("officer"), on=DAY
        ),
        lambda: tell_apart(pair=pair_of(one, two), reason="", by=here.person("officer"), on=DAY),
    ):
        with pytest.raises(Refusal, match="không được sửa"):
            act()


def test_products_are_merged_with_their_awards():
    maker = establishment("HTX Sen")
    one, two = product(maker, "Miến dong"), product(maker, "Miến dong tỏi đen")
    for entered, year in ((one, 2023), (two, 2023), (two, 2024)):
        record_award(
            product=entered, level="province", status="recognised", year=year, by=None, on=DAY
        )
    pair = merged(one, two, ["name"])
    one.refresh_from_db()
    assert one.name == "Miến dong tỏi đen"
    assert [a.year for a in one.awards.order_by("year")] == [2023, 2024]
    unmerge(pair=pair, reason="", by=None, on=DAY)
    assert [a.year for a in two.awards.order_by("year")] == [2023, 2024]


def test_every_key_to_the_register_follows():
    followed = {(m._meta.label, f) for m, f in links_to(Establishment)}
    assert ("schemes.Scheme", "establishment") in followed
    assert ("establishments.Membership", "establishment") in followed
    assert not {label for label, _ in followed if label.endswith("Pair")}


def test_entering_finds_what_stands_already_and_a_decision_is_kept():
    there = dak_lak().unit
    one = establishment("HTX Thăng Tiến", province=there)
    two = establishment("Hợp tác xã Thăng Tiến", province=there)
    pair = EstablishmentPair.objects.get()
    assert (pair.first, pair.second) == (one, two)
    assert pair.reasons
    tell_apart(pair=pair, reason="Hai xã", by=None, on=DAY)
    compare_establishments(ids=[one.pk, two.pk], by=None)
    assert EstablishmentPair.objects.get().verdict == Verdict.DIFFERENT


def test_a_pair_that_no_longer_holds_goes():
    there = dak_lak().unit
    establishment("HTX Thăng Tiến", province=there)
    two = establishment("Hợp tác xã Thăng Tiến", province=there)
    edit_establishment(establishment=two, version=1, changes={"name": "HTX Ea Tu"}, by=None, on=DAY)
    assert not EstablishmentPair.objects.exists()


def test_products_of_one_maker_are_compared():
    maker = establishment("HTX Sen")
    ids = [product(maker, name).pk for name in ("Miến dong", "Miến dong (hộp 500g)", "Chè")]
    assert compare_products(ids=ids, by=None) == 1
    assert not Product.objects.exclude(compared_version=1).exists()

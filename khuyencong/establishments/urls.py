"""Addresses below /co-so/; fixed words stand before public ids."""

from django.urls import path

from khuyencong.establishments.views import duplicates, establishments, evidence, others, products

app_name = "establishments"


def pairs(start, kind, prefix=""):
    """Return the addresses of what may be entered twice, of one kind of record."""
    one, known = f"{start}<str:public_id>/", {"kind": kind}
    return [
        path(start, duplicates.pairs, known, name=f"{prefix}pairs"),
        path(one, duplicates.pair, known, name=f"{prefix}pair"),
        path(f"{one}gop/", duplicates.merge_pair, known, name=f"{prefix}pair_merge"),
        path(f"{one}khong-trung/", duplicates.part, known, name=f"{prefix}pair_part"),
        path(f"{one}go-gop/", duplicates.take_back, known, name=f"{prefix}pair_unmerge"),
    ]


urlpatterns = [
    path("", establishments.index, name="list"),
    path("them/", establishments.create, name="create"),
    path("gan-giong/", duplicates.similar, name="similar"),
    *pairs("co-the-trung/", "establishment"),
    *pairs("san-pham/co-the-trung/", "product", "product_"),
    path("san-pham/", products.index, name="products"),
    path("san-pham/<str:public_id>/", products.detail, name="product"),
    path("san-pham/<str:public_id>/sua/", products.edit, name="product_edit"),
    path("san-pham/<str:public_id>/ket-qua/", products.add_award, name="award_create"),
    path("giay-to/", evidence.index, name="evidence"),
    path("giay-to/<str:public_id>/rut/", evidence.take_out, name="evidence_remove"),
    path("lang-nghe/", others.craft_villages, name="craft_villages"),
    path("lang-nghe/them/", others.add_craft_village, name="craft_village_create"),
    path("lang-nghe/<str:public_id>/", others.craft_village, name="craft_village"),
    path("lang-nghe/<str:public_id>/thu-hoi/", others.end_craft_village, name="craft_village_end"),
    path("<str:public_id>/", establishments.detail, name="detail"),
    path("<str:public_id>/sua/", establishments.edit, name="edit"),
    path("<str:public_id>/san-pham/them/", products.create, name="product_create"),
    path("<str:public_id>/giay-to/them/", evidence.put_in, name="evidence_create"),
    path("<str:public_id>/ho-tro/them/", others.add_support, name="support_create"),
    path("<str:public_id>/nguoi/them/", others.add_member, name="member_create"),
    path("<str:public_id>/nguoi/<str:member_id>/thoi/", others.remove_member, name="member_remove"),
]

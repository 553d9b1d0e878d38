"""django-import-export as its manual has it."""

from typing import Any

from django.db.models import QuerySet
from import_export import fields, resources, widgets

from khuyencong.establishments.models import Establishment
from khuyencong.geography.models import AdminUnit
from khuyencong.schemes.models import Scheme


class EstablishmentResource(resources.ModelResource):
    """The register with the columns of the product's export."""

    province = fields.Field(attribute="province__name", column_name="province")

    class Meta:
        model = Establishment
        fields = (
            "name",
            "legal_form",
            "address_text",
            "province",
            "employees",
            "trade",
            "trade_text",
            "owner_name",
            "phone",
            "tax_code",
            "reference",
            "revenue_vnd",
        )


class ProvinceOfToday(widgets.ForeignKeyWidget):
    """Finds a province by its name."""

    def get_queryset(self, value: Any, row: Any, *args: Any, **kwargs: Any) -> QuerySet[AdminUnit]:
        """Look among the provinces of today: the old ones have the same names."""
        return AdminUnit.objects.filter(level="province", valid__endswith=None)


class SchemeResource(resources.ModelResource):
    """Schemes with the columns of the workbook, checked by the model, saved in bulk."""

    reference = fields.Field(attribute="reference", column_name="Mã đề án")
    name = fields.Field(attribute="name", column_name="Tên đề án")
    maker = fields.Field(attribute="establishment_text", column_name="Đơn vị thụ hưởng")
    place = fields.Field(attribute="place_text", column_name="Địa điểm thực hiện")
    province = fields.Field(
        attribute="province", column_name="Tỉnh", widget=ProvinceOfToday(AdminUnit, "name")
    )
    total = fields.Field(attribute="total_vnd", column_name="Tổng kinh phí (triệu đồng)")
    support = fields.Field(attribute="support_vnd", column_name="Hỗ trợ (triệu đồng)")
    counterpart = fields.Field(attribute="counterpart_vnd", column_name="Đối ứng (triệu đồng)")
    year = fields.Field(attribute="year", column_name="Năm")

    class Meta:
        model = Scheme
        fields = ("reference", "name", "maker", "place", "province")
        fields += ("total", "support", "counterpart", "year")
        import_id_fields = ("reference",)
        use_bulk = True
        batch_size = 1000
        clean_model_instances = True

    def init_instance(self, row: Any = None) -> Scheme:
        """Give a new scheme what the file does not tell."""
        return Scheme(origin="recorded", kind="machinery", fund="local", state="closed")

"""django-import-export as its manual has it."""

from import_export import fields, resources

from khuyencong.establishments.models import Establishment


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

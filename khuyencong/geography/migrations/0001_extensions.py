from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations


class Migration(migrations.Migration):
    """The PostgreSQL extensions that the constraints and the search stand on."""

    initial = True
    operations = [BtreeGistExtension(), TrigramExtension(), UnaccentExtension()]

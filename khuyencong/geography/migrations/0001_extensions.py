from django.contrib.postgres.operations import BtreeGistExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """The PostgreSQL extensions that the constraints stand on; the log brought the search's one."""

    initial = True
    dependencies = [("audit", "0001_events")]
    operations = [BtreeGistExtension(), UnaccentExtension()]

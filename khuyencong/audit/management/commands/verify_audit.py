"""Prove that the log is as it was written."""

from django.core.management.base import BaseCommand, CommandError

from khuyencong.audit.models import ChainHead
from khuyencong.audit.queries import first_broken_link


class Command(BaseCommand):
    help = "Checks the hash chain of the log; names the first broken link and exits with 1."

    def handle(self, *args, **options):
        if broken := first_broken_link():
            raise CommandError(f"Nhật ký KHÔNG nguyên vẹn. {broken.what}")
        head = ChainHead.objects.get()
        self.stdout.write(f"Nhật ký nguyên vẹn: {head.seq} mục, mã băm cuối {head.digest or '—'}.")

"""`manage.py restore BACKUP`: an empty site becomes what was backed up, or says what differs."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from khuyencong.config.backup import SUMS, Unequal, is_empty, restore


class Command(BaseCommand):
    help = "Fills an empty database and the storage from a backup and proves that all is equal."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("backup", type=Path)

    def handle(self, *, backup, **options):
        if not (backup / SUMS).exists():
            raise CommandError(f"{backup} không phải là một bản sao lưu trọn vẹn.")
        if not is_empty():
            raise CommandError(
                "Cơ sở dữ liệu đã có bảng. Hãy khôi phục vào một cơ sở dữ liệu trống."
            )
        try:
            sums = restore(backup)
        except Unequal as found:
            raise CommandError(f"Khôi phục KHÔNG đúng bản sao lưu. {found}") from found
        rows = sum(count for count, _ in sums["tables"].values())
        self.stdout.write(
            f"Đã khôi phục {rows} dòng trong {len(sums['tables'])} bảng; sổ, nhật ký và tệp đúng bản sao lưu."
        )

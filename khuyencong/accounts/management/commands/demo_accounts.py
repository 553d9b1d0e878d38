"""Prints the sign-ins of the demo: a table to read, or JSON for tests."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from khuyencong.accounts.queries import demo_people
from khuyencong.accounts.roles import ROLES


class Command(BaseCommand):
    help = "Print role, organisation, user name and password of every demo person (KC_DEMO=1)."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="a list of objects")

    def handle(self, *args, **options):
        if not settings.KC_DEMO:
            raise CommandError("Demo people exist only with KC_DEMO=1.")
        rows = [
            {
                "role": held.role,
                "organisation": held.organisation.name,
                "username": held.user.username,
                "password": settings.KC_DEMO_PASSWORD,
            }
            for held in demo_people()
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(_table(rows))


def _table(rows):
    if not rows:
        return "Chưa có người dùng thử: hãy nạp dữ liệu mẫu trước."
    width = max(len(row["username"]) for row in rows)
    lines = [f"Mật khẩu chung của mọi người dùng thử: {settings.KC_DEMO_PASSWORD}"]
    place = ""
    for row in rows:
        if row["organisation"] != place:
            place = row["organisation"]
            lines.append(f"\n{place}")
        lines.append(f"  {row['username']:<{width}}  {ROLES[row['role']].label}")
    return "\n".join(lines)

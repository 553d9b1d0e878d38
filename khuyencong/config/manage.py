"""Management commands: `manage.py` of a checkout, `khuyencong` of an installed site."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command that was typed; what it writes outside services is the system's act."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khuyencong.config.settings")
    command = next((word for word in sys.argv[1:] if word.isidentifier()), "help")
    who = f"-c kc.actor=system -c kc.action={command}"
    os.environ["PGOPTIONS"] = f"{os.environ.get('PGOPTIONS', '')} {who}".strip()
    execute_from_command_line(sys.argv)

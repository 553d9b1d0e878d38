"""One file holds all that a site needs, and what it tells the system to start exists."""

import json
import os
import re
import subprocess
import sys
import zipfile

import pytest
from django.db import connection

from tests.architecture.source import HOUSE, ROOT, templates

UNITS = sorted((HOUSE / "config" / "systemd").glob("*.service"))
COMMAND = re.compile(r"bin/khuyencong (\w+)")
ASK = """
from wsgiref.util import setup_testing_defaults
from khuyencong.config.wsgi import application
asked = {"PATH_INFO": "/dang-nhap/", "HTTP_HOST": "khuyencong.test"}
setup_testing_defaults(asked)
print(b"".join(application(asked, lambda status, headers: print(status))).decode())
"""


def commands():
    own = {p.stem for p in HOUSE.glob("*/management/commands/*.py")}
    return own | {"migrate"}


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_units_start_what_exists(unit):
    text = unit.read_text()
    assert set(COMMAND.findall(text)) <= commands()
    assert COMMAND.search(text)
    assert "User=khuyencong" in text


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    subprocess.run([sys.executable, ROOT / "scripts" / "wheel.py"], check=True, cwd=ROOT)
    newest = max((ROOT / "dist").glob("*.whl"), key=lambda path: path.stat().st_mtime)
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(newest) as archive:
        archive.extractall(folder)
    return folder


@pytest.mark.long
def test_the_wheel_brings_templates_tables_units_and_every_static_file(wheel):
    packed = {p.relative_to(wheel).as_posix() for p in wheel.rglob("*") if p.is_file()}
    wanted = [
        *HOUSE.glob("*/templates/**/*.*"),
        *HOUSE.rglob("*.yaml"),
        *HOUSE.rglob("*.mo"),
        *UNITS,
    ]
    assert len(wanted) > len(templates())
    assert {p.relative_to(ROOT).as_posix() for p in wanted} - packed == set()
    manifest = json.loads((wheel / "khuyencong/static/staticfiles.json").read_text())
    hashed = {f"khuyencong/static/{name}" for name in manifest["paths"].values()}
    assert hashed
    assert hashed - packed == set()
    assert {"khuyencong/requirements.txt"} <= packed
    assert not [name for name in packed if name.startswith(("tests/", "var/"))]


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_site_runs_from_the_wheel_alone(wheel, tmp_path):
    known = connection.settings_dict
    site = {
        "DATABASE_URL": f"postgresql://postgres@/{known['NAME']}?host={known['HOST']}",
        "SECRET_KEY": "a long random text of this test",
        "ALLOWED_HOSTS": "khuyencong.test",
        "KC_DATA": str(tmp_path),
        "PYTHONPATH": str(wheel),
    }
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("KC_", "PG", "DJANGO"))}
    ran = subprocess.run(
        [sys.executable, "-c", ASK], cwd=tmp_path, env=clean | site, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("200 OK"), ran.stderr
    assert re.search(r"/static/ui/tokens\.[0-9a-f]{12}\.css", ran.stdout)
    del site["KC_DATA"]
    ran = subprocess.run(
        [sys.executable, "-c", ASK], cwd=tmp_path, env=clean | site, capture_output=True
    )
    assert b"KC_DATA" in ran.stderr

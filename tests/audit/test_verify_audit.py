import pytest
from django.core.management import CommandError, call_command

from tests.audit.factories import as_intruder, recorded

pytestmark = pytest.mark.django_db


def test_a_whole_log_is_confirmed_with_its_last_digest(capsys):
    call_command("verify_audit")
    assert "0 mục" in capsys.readouterr().out
    event = recorded()
    call_command("verify_audit")
    assert capsys.readouterr().out == f"Nhật ký nguyên vẹn: 1 mục, mã băm cuối {event.digest}.\n"


def test_the_first_broken_link_is_named_and_the_command_fails():
    for _ in range(3):
        recorded()
    as_intruder("UPDATE audit_event SET sentence = 'khác' WHERE seq IN (2, 3)")
    with pytest.raises(CommandError, match="Mục 2 ") as caught:
        call_command("verify_audit")
    assert caught.value.returncode == 1

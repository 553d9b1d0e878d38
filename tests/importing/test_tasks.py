"""Jobs of an import: begun again after a crash, finished exactly once."""

import pytest

from khuyencong.audit.models import Event
from khuyencong.importing import tasks
from khuyencong.importing.models import StagedRow
from khuyencong.importing.services import accepting, order_accepting
from khuyencong.jobs.models import Job
from khuyencong.schemes.models import Scheme
from tests.accounts.factories import dak_lak
from tests.importing.workbooks import DRYER, TODAY, schemes, staged
from tests.jobs.factories import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)
MANY = [[n, f"Hỗ trợ máy số {n}", f"HTX số {n}", *DRYER[3:]] for n in range(12)]


class Killed(BaseException):
    """What a killed worker leaves: nothing after this point."""


@pytest.fixture
def ordered(monkeypatch):
    monkeypatch.setattr(accepting, "CHUNK", 4)
    officer = dak_lak().person("officer")
    batch = staged(schemes(*MANY), officer)
    order_accepting(batch=batch, states=["clean"], by=officer, on=TODAY)
    return batch


@pytest.mark.parametrize("last", range(1, 4))
def test_a_worker_killed_in_mid_import_leaves_whole_parts_and_goes_on(ordered, monkeypatch, last):
    real, calls = accepting._records, []

    def killed(*args):
        made = real(*args)
        calls.append(args)
        if len(calls) == last:
            raise Killed
        return made

    monkeypatch.setattr(accepting, "_records", killed)
    with pytest.raises(Killed):
        _run_bare()
    monkeypatch.setattr(accepting, "_records", real)
    assert Scheme.objects.count() == 4 * (last - 1)
    assert StagedRow.objects.filter(state="accepted").count() == 4 * (last - 1)
    run_jobs()
    assert Scheme.objects.count() == len(MANY)
    assert Event.objects.filter(kind="importing.rows_accepted").count() == 1


def _run_bare():
    """Run the job without the worker around it, as if the process ended in the middle."""
    job = Job.objects.get(kind="importing.accept")
    tasks.accept(tasks.Run(job), **job.params)


def test_two_orders_for_one_file_take_it_in_once(ordered):
    run_jobs()
    assert Scheme.objects.count() == len(MANY)
    assert Job.objects.get(kind="importing.accept").outcome == "Đã nhận 12 dòng."

"""What the database itself keeps, whoever writes to it."""

import pytest
from django.db import IntegrityError, connection, transaction

from khuyencong.budget.enums import Source, Stage
from khuyencong.budget.models import Account, Appropriation, Entry, Journal
from khuyencong.core.clock import now
from tests.accounts.factories import OrganisationFactory
from tests.budget.factories import DAY, MILLION, appropriate, move

pytestmark = pytest.mark.django_db


@pytest.fixture
def journal():
    centre = OrganisationFactory()
    appropriate(centre, 100)
    return move(centre, 60)


def broken(action) -> str:
    """Return the name of the promise that `action` breaks."""
    with pytest.raises(IntegrityError) as caught:
        commit(action)
    return caught.value.__cause__.diag.constraint_name


def commit(action) -> None:
    with transaction.atomic():
        action()
        run("SET CONSTRAINTS ALL IMMEDIATE")


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def write(appropriation, *lines) -> None:
    journal = Journal.objects.create(
        appropriation=appropriation,
        voucher_no="1",
        voucher_on=DAY,
        booked_on=DAY,
        booked_at=now(),
        memo="thử",
    )
    Entry.objects.bulk_create(
        Entry(journal=journal, account=account, amount_vnd=amount) for account, amount in lines
    )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE budget_journal SET memo = 'khác'",
        "DELETE FROM budget_journal",
        "TRUNCATE budget_journal CASCADE",
        "UPDATE budget_entry SET amount_vnd = amount_vnd + 1",
        "DELETE FROM budget_entry",
        "TRUNCATE budget_entry",
        "TRUNCATE budget_account CASCADE",
    ],
)
def test_what_is_booked_is_neither_changed_nor_removed(journal, sql):
    assert broken(lambda: run(sql)) == "budget_append_only"


@pytest.mark.parametrize("lines", [(-10, 9), (-10,), ()])
def test_a_journal_that_does_not_sum_to_zero_in_two_lines_never_commits(journal, lines):
    accounts = journal.appropriation.accounts.filter(stage__in=[Stage.AVAILABLE, Stage.PLANNED])
    pairs = list(zip(accounts.order_by("stage"), lines, strict=False))
    assert broken(lambda: write(journal.appropriation, *pairs)) == "budget_journal_balanced"


def test_a_journal_keeps_to_its_own_appropriation(journal):
    other = appropriate(OrganisationFactory(), 100).appropriation
    here = journal.appropriation.accounts.get(stage=Stage.AVAILABLE)
    there = other.accounts.get(stage=Stage.AVAILABLE)
    name = broken(lambda: write(other, (there, -10), (here, 10)))
    assert name == "budget_journal_balanced"


@pytest.mark.parametrize(
    ("giving", "taking", "amount"),
    [
        (Stage.AVAILABLE, Stage.PLANNED, 40 * MILLION + 1),
        (Stage.PLANNED, Stage.AVAILABLE, 60 * MILLION + 1),
    ],
)
def test_no_account_falls_below_its_floor(journal, giving, taking, amount):
    accounts = {account.stage: account for account in journal.appropriation.accounts.all()}
    lines = ((accounts[giving], -amount), (accounts[taking], amount))
    assert broken(lambda: write(journal.appropriation, *lines)) == "account_within_limits"


def test_the_contra_account_never_rises_above_zero(journal):
    centre = journal.appropriation.organisation
    appropriate(centre, -40)
    contra = journal.appropriation.accounts.get(stage=Stage.APPROPRIATION)
    planned = journal.appropriation.accounts.get(stage=Stage.PLANNED)
    extra = Account.objects.create(appropriation=contra.appropriation, stage="paid", subject="x")
    assert contra.balance_vnd == -60 * MILLION
    lines = ((planned, -60 * MILLION), (contra, 60 * MILLION))
    write(journal.appropriation, *lines)
    too_much = ((extra, -1), (contra, 1))
    assert broken(lambda: write(journal.appropriation, *too_much)) == "account_within_limits"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE budget_account SET balance_vnd = balance_vnd + 1 WHERE stage = 'planned'",
        "UPDATE budget_account SET subject = 'khác' WHERE stage = 'planned'",
        """INSERT INTO budget_account (appropriation_id, stage, subject, balance_vnd)
           SELECT id, 'paid', 'deanso9', 5 FROM budget_appropriation""",
    ],
)
def test_balances_change_by_entries_alone(journal, sql):
    assert broken(lambda: run(sql)) == "budget_balance_by_entries"


@pytest.mark.parametrize(("stage", "subject"), [(Stage.PAID, ""), (Stage.AVAILABLE, "deanso1")])
def test_given_money_has_a_subject_and_a_pool_has_none(journal, stage, subject):
    facts = {"appropriation": journal.appropriation, "stage": stage, "subject": subject}
    assert broken(lambda: Account.objects.create(**facts)) == "account_subject_unless_pool"


def test_things_say_what_they_are(journal):
    appropriation = journal.appropriation
    planned = appropriation.accounts.get(stage=Stage.PLANNED)
    assert str(planned) == "Trong kế hoạch deanso1"
    assert str(Appropriation(source=Source.OTHER, year=2026)) == "Nguồn khác năm 2026"
    assert [str(e) for e in journal.entries.filter(account=planned)] == [f"{planned.pk}: +60000000"]

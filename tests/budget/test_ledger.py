"""Whatever is booked in whatever order: sums, floors and kept balances hold."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.budget import services
from khuyencong.budget.enums import OF_SUBJECT, Source, Stage
from khuyencong.budget.models import Account, Journal
from khuyencong.budget.queries import pool
from khuyencong.core.findings import Refusal
from khuyencong.core.ids import new_public_id
from tests.accounts.factories import OrganisationFactory
from tests.budget.factories import DAY, MILLION, appropriate, move

AMOUNTS = st.integers(-3, 200)
SUBJECTS = st.sampled_from(["deanso1", "deanso2"])
STAGES = st.sampled_from([Stage.AVAILABLE, *OF_SUBJECT])
APPROPRIATE = st.tuples(st.just("appropriate"), AMOUNTS)
MOVE = st.tuples(st.just("move"), AMOUNTS, SUBJECTS, STAGES, STAGES)
REVERSE = st.tuples(st.just("reverse"), st.integers(0, 20))


def attempt(centre, act) -> None:
    """Do one act; a refusal is a fine answer."""
    match act:
        case ("appropriate", million):
            appropriate(centre, million)
        case ("move", million, subject, giving, taking):
            move(centre, million, (giving, taking), subject=subject)
        case ("reverse", index):
            journals = list(Journal.objects.filter(appropriation__organisation=centre))
            if journals:
                journal = journals[index % len(journals)]
                services.reverse(journal=journal, by=None, on=DAY, reason="thử")


def assert_sound(centre) -> None:
    accounts = Account.objects.filter(appropriation__organisation=centre)
    for account in accounts.annotate(summed=Sum("entries__amount_vnd", default=0)):
        assert account.balance_vnd == account.summed
        is_contra = account.stage == Stage.APPROPRIATION
        assert account.balance_vnd <= 0 if is_contra else account.balance_vnd >= 0
    assert sum(account.balance_vnd for account in accounts) == 0
    for journal in Journal.objects.filter(appropriation__organisation=centre):
        assert sum(journal.entries.values_list("amount_vnd", flat=True)) == 0


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts=st.lists(st.one_of(APPROPRIATE, MOVE, MOVE, REVERSE), max_size=14))
def test_any_sequence_of_acts_keeps_the_ledger_sound(acts):
    centre = OrganisationFactory()
    appropriate(centre, 100)
    for act in acts:
        try:
            attempt(centre, act)
        except Refusal:
            continue
    assert_sound(centre)


def commit_often(centre, index: int, start: threading.Barrier) -> int:
    """Commit money of one scheme over an own connection; return the triệu that were given."""
    given_million = 0
    try:
        start.wait(timeout=30)
        for turn in range(6):
            try:
                move(centre, 35, subject=f"dean{index}", voucher_no=f"{index}-{turn}")
                given_million += 35
            except Refusal:
                continue
    finally:
        connection.close()
    return given_million


@pytest.mark.django_db(transaction=True)
def test_eight_connections_never_give_more_than_was_appropriated():
    centre = OrganisationFactory()
    appropriate(centre, 1000)
    start = threading.Barrier(8)
    with ThreadPoolExecutor(8) as threads:
        given = threads.map(lambda index: commit_often(centre, index, start), range(8))
        total = sum(given)
    assert total == 980  # 28 times 35; the 48 attempts asked for 1,680
    assert pool(centre, 2026, Source.LOCAL) == 20 * MILLION
    assert_sound(centre)


def take_raw(giving: Account, taking: Account, start: threading.Barrier) -> bool:
    """Write lines past the services over an own connection; return whether they stood."""
    sql = """
        WITH journal AS (
            INSERT INTO budget_journal (public_id, appropriation_id, subject, voucher_no, memo,
                                        voucher_on, booked_on, booked_at)
            VALUES (%s, %s, '', 'x', 'x', '2026-3-2', '2026-3-2', now()) RETURNING id)
        INSERT INTO budget_entry (journal_id, account_id, amount_vnd)
        SELECT id, unnest(%s::bigint[]), unnest(%s::bigint[]) FROM journal
    """
    amount, accounts = 300_000, [taking.pk, giving.pk]
    values = [new_public_id(), giving.appropriation_id, accounts, [amount, -amount]]
    try:
        start.wait(timeout=30)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
    except IntegrityError:
        return False
    finally:
        connection.close()
    return True


@pytest.mark.django_db(transaction=True)
def test_the_database_alone_holds_the_limit_against_raw_writers():
    appropriation = appropriate(OrganisationFactory(), 1).appropriation
    available = appropriation.accounts.get(stage=Stage.AVAILABLE)
    takers = [
        Account.objects.create(appropriation=appropriation, stage=Stage.PLANNED, subject=f"s{n}")
        for n in range(8)
    ]
    start = threading.Barrier(8)
    with ThreadPoolExecutor(8) as threads:
        stood = list(threads.map(lambda taker: take_raw(available, taker, start), takers))
    assert sum(stood) == 3  # three times 300 thousand of one million
    assert_sound(appropriation.organisation)

"""Two people at once: one acts, the other is told who was first."""

import threading

import pytest
from django.db import connection

from khuyencong.core.clock import frozen_on
from khuyencong.core.findings import Refusal
from khuyencong.schemes import services
from khuyencong.schemes.models import Scheme, Step
from tests.accounts.factories import AssignmentFactory, UserFactory
from tests.schemes.factories import TODAY, fresh, world


def together(*acts):
    """Run the acts at the same moment, each on its own connection; return what each answered."""
    answers, start = [None] * len(acts), threading.Barrier(len(acts))

    def run(index, act):
        try:
            with frozen_on(TODAY):
                start.wait(timeout=30)
                answers[index] = act()
        except Refusal as refusal:
            answers[index] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def leader(here, name):
    user = UserFactory(full_name=name)
    AssignmentFactory(
        user=user, organisation=here.place.department, role="department_leader", is_head=False
    )
    return user


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("whole", [True, False])
def test_two_who_approve_at_once_approve_once(whole):
    with frozen_on(TODAY):
        here = world()
        scheme = here.at("planned")
        batch = here.send()
        on = here.next_day()
    people = [leader(here, "Nguyễn Thị Một"), leader(here, "Trần Văn Hai")]
    acts = [
        lambda person=person: services.approve_batch(
            batch=batch,
            decision_no="1/QĐ",
            by=person,
            on=on,
            schemes=None if whole else [scheme],
        )
        for person in people
    ]
    answers = together(*acts)
    (refusal,) = [answer for answer in answers if isinstance(answer, Refusal)]
    first = Step.objects.get(transition="approve").by
    assert f"đã được {first.full_name} phê duyệt lúc" in str(refusal)


@pytest.mark.django_db(transaction=True)
def test_codes_given_at_once_are_all_different():
    with frozen_on(TODAY):
        here = world()
        schemes = [here.written(establishment=here.maker(f"HTX {n}")) for n in range(4)]
        officer, on = here.person("officer"), here.next_day()
    acts = [lambda s=s: services.submit(scheme=s, by=officer, on=on) for s in schemes]
    together(*acts)
    codes = sorted(Scheme.objects.values_list("code", flat=True))
    assert codes == [f"DA-66-2026-{n:04}" for n in range(1, 5)]


@pytest.mark.django_db(transaction=True)
def test_taking_back_and_going_on_at_once_leave_one_truth():
    with frozen_on(TODAY):
        here = world()
        scheme = here.at("approved")
        step = scheme.steps.get(transition="approve")
        on = here.next_day()
        people = here.approver, here.person("officer")
    together(
        lambda: services.take_back(step=step, reason="nhầm", by=people[0], on=TODAY),
        lambda: services.sign_contract(scheme=scheme, contract_no="1/HĐ", by=people[1], on=on),
    )
    step.refresh_from_db()
    assert fresh(scheme).state == ("contracted" if step.is_live else "planned")

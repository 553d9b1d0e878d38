"""Everything that changes people and organisations."""

from khuyencong.accounts.services.access import (
    end_sessions,
    link_identity,
    record_codes_renewed,
    record_key_added,
    record_key_removed,
    reset_second_factor,
)
from khuyencong.accounts.services.assignments import (
    assign_role,
    end_assignment,
    hand_over,
    move_person,
)
from khuyencong.accounts.services.delegations import delegate, end_delegation
from khuyencong.accounts.services.demo import load_demo_people
from khuyencong.accounts.services.guards import STALE
from khuyencong.accounts.services.organisations import (
    close_organisation,
    create_organisation,
    edit_organisation,
    end_power,
    grant_power,
    rename_organisation,
)
from khuyencong.accounts.services.people import (
    NewPerson,
    change_password,
    create_person,
    edit_person,
    lock_person,
    reset_password,
    unlock_person,
)

__all__ = [
    "STALE",
    "NewPerson",
    "assign_role",
    "change_password",
    "close_organisation",
    "create_organisation",
    "create_person",
    "delegate",
    "edit_organisation",
    "edit_person",
    "end_assignment",
    "end_delegation",
    "end_power",
    "end_sessions",
    "grant_power",
    "hand_over",
    "link_identity",
    "load_demo_people",
    "lock_person",
    "move_person",
    "record_codes_renewed",
    "record_key_added",
    "record_key_removed",
    "rename_organisation",
    "reset_password",
    "reset_second_factor",
    "unlock_person",
]

"""The verbs of a scheme's life; each locks the scheme, asks the rules, writes one step."""

from khuyencong.schemes.rules.standing import Standing, Voucher
from khuyencong.schemes.services.amending import remove_from_batch, take_back, take_back_event
from khuyencong.schemes.services.answering import (
    CORRECTABLE,
    assign_officer,
    correct,
    hand_over_schemes,
)
from khuyencong.schemes.services.appraisal import appraise, reject, return_scheme
from khuyencong.schemes.services.batches import (
    add_to_batch,
    approve_batch,
    open_batch,
    plan_schemes,
    submit_batch,
    take_back_batch,
)
from khuyencong.schemes.services.carrying import (
    accept,
    close,
    drop,
    pay,
    pay_advance,
    record_progress,
    settle,
    sign_contract,
    start,
    stop,
)
from khuyencong.schemes.services.dossier import (
    assign_pages,
    attach_document,
    attach_evidence,
    remove_document,
)
from khuyencong.schemes.services.recording import (
    RecordedScheme,
    forget_schemes,
    record_schemes,
)
from khuyencong.schemes.services.submission import resubmit, submit, withdraw
from khuyencong.schemes.services.taking_over import RunningScheme, take_over
from khuyencong.schemes.services.writing import (
    PART_FIELDS,
    LineInput,
    MachineInput,
    draft_scheme,
    save_part,
    set_estimate,
    set_machines,
)

__all__ = [
    "CORRECTABLE",
    "PART_FIELDS",
    "LineInput",
    "MachineInput",
    "RecordedScheme",
    "RunningScheme",
    "Standing",
    "Voucher",
    "accept",
    "add_to_batch",
    "appraise",
    "approve_batch",
    "assign_officer",
    "assign_pages",
    "attach_document",
    "attach_evidence",
    "close",
    "correct",
    "draft_scheme",
    "drop",
    "forget_schemes",
    "hand_over_schemes",
    "open_batch",
    "pay",
    "pay_advance",
    "plan_schemes",
    "record_progress",
    "record_schemes",
    "reject",
    "remove_document",
    "remove_from_batch",
    "resubmit",
    "return_scheme",
    "save_part",
    "set_estimate",
    "set_machines",
    "settle",
    "sign_contract",
    "start",
    "stop",
    "submit",
    "submit_batch",
    "take_back",
    "take_back_batch",
    "take_back_event",
    "take_over",
    "withdraw",
]

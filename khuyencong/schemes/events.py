"""What schemes tell the log: one kind of event a line of the workflow table, and the rest."""

from khuyencong.audit.events import declare
from khuyencong.schemes.workflow import BY_CODE

# {paper} is " theo <paper> số … ngày …" or empty, {detail} an amount or a share.
OF_ACTION = {
    action.code: declare(f"schemes.{action.code}", action.sentence) for action in BY_CODE.values()
}

DRAFTED = declare("schemes.drafted", "{actor} lập đề án {subject}")
WRITTEN = declare("schemes.written", "{actor} ghi phần “{part}” của đề án {subject}")
ATTACHED = declare("schemes.attached", "{actor} đính kèm “{document}” vào đề án {subject}")
REMOVED = declare("schemes.removed", "{actor} gỡ “{document}” khỏi đề án {subject}")
ASSIGNED = declare("schemes.assigned", "{actor} giao đề án {subject} cho {officer}")
ASSIGNED_MANY = declare("schemes.assigned_many", "{actor} giao {count} đề án cho {officer}")
ASSIGNED_MANY_UNDONE = declare(
    "schemes.assigned_many_undone", "{actor} hoàn tác việc giao {count} đề án"
)
PLANNED_MANY = declare("schemes.planned_many", "{actor} đưa {count} đề án vào {batch} một lượt")
PLANNED_MANY_UNDONE = declare(
    "schemes.planned_many_undone", "{actor} hoàn tác việc đưa {count} đề án vào đợt kế hoạch"
)
CORRECTED = declare("schemes.corrected", "{actor} đính chính “{field}” của đề án {subject}{paper}")
TAKEN_BACK = declare("schemes.taken_back", "{actor} rút lại “{step}” của đề án {subject}")
REMOVED_FROM_BATCH = declare(
    "schemes.removed_from_batch", "{actor} đưa đề án {subject} ra khỏi {batch}"
)
BATCH_OPENED = declare("schemes.batch_opened", "{actor} lập {subject}")
BATCH_SUBMITTED = declare("schemes.batch_submitted", "{actor} trình {subject}{paper}")
BATCH_TAKEN_BACK = declare("schemes.batch_taken_back", "{actor} rút lại tờ trình của {subject}")
BATCH_APPROVED = declare(
    "schemes.batch_approved", "{actor} phê duyệt {count} đề án của {subject}{paper}"
)
RECORDED = declare("schemes.recorded", "{actor} ghi {count} đề án từ nguồn đã công bố")
FORGOTTEN = declare("schemes.forgotten", "{actor} rút {count} đề án đã ghi từ danh sách")

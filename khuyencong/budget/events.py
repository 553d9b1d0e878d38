"""What the ledger tells the log."""

from khuyencong.audit.events import declare

APPROPRIATED = declare("budget.appropriated", "{actor} ghi tăng {amount} {pool}: {subject}")
LOWERED = declare("budget.lowered", "{actor} ghi giảm {amount} {pool}: {subject}")
MOVED = declare("budget.moved", "{actor} ghi sổ {amount} {pool}: {subject}")
REVERSED = declare("budget.reversed", "{actor} đảo bút toán {amount} {pool}: {subject}")

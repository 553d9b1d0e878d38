"""What the log tells of jobs."""

from khuyencong.audit.events import declare

CANCELLED = declare("jobs.cancelled", "{actor} yêu cầu dừng việc nền {subject}")
RETRIED = declare("jobs.retried", "{actor} cho chạy lại việc nền {subject}")
MAIL_SENT_AGAIN = declare("jobs.mail_sent_again", "{actor} cho gửi lại thư {subject}")

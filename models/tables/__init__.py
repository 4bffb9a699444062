"""The database's tables, one module per area; importing this package registers them all."""

from models.tables.applications import ApplicationChangeRow, ApplicationRow, AttendanceRow, CameRow
from models.tables.attachments import AttachmentRow
from models.tables.base import Base
from models.tables.broadcasts import BroadcastRecipientRow, BroadcastRow, StaffLineRow
from models.tables.channel import ChannelRow, EndpointRow
from models.tables.conversations import (
    CaseMessageRow,
    CaseNoteRow,
    CaseRow,
    ConversationRow,
    InboxRow,
    PersonRow,
    StockAnswerRow,
    TalkRow,
)
from models.tables.failures import DueFailureRow
from models.tables.interest import InterestRow
from models.tables.learning import UnreadRow
from models.tables.listing import (
    ApplicationFlagRow,
    ApplicationImportRow,
    ApplicationNoteRow,
    ApplicationRingRow,
    ApplicationSearchRow,
    ApplicationUndoRow,
    JobRow,
)
from models.tables.menus import MenuDueRow, MenuWorkRow, PersonMenuRow, RichMenuRow
from models.tables.numbers import DraftStopRow, QuestionCountRow
from models.tables.outbox import OutboxRow
from models.tables.privacy import AskerRow, ConsentRow, ErasureRow, OwnDataLinkRow, RetentionRow
from models.tables.programmes import (
    CatalogueRow,
    ChangeNoticeRow,
    GroupRow,
    ProgrammeEditRow,
    ProgrammeRow,
    ReminderMergedRow,
    ReminderOwedRow,
    ReminderRow,
    SessionRecordRow,
)
from models.tables.staff import AuditRow, InvitationRow, SignInAttemptRow, StaffRow, StaffSessionRow

__all__ = [
    "ApplicationChangeRow",
    "ApplicationFlagRow",
    "ApplicationImportRow",
    "ApplicationNoteRow",
    "ApplicationRingRow",
    "ApplicationRow",
    "ApplicationSearchRow",
    "ApplicationUndoRow",
    "AskerRow",
    "AttachmentRow",
    "AttendanceRow",
    "AuditRow",
    "Base",
    "BroadcastRecipientRow",
    "BroadcastRow",
    "CameRow",
    "CaseMessageRow",
    "CaseNoteRow",
    "CaseRow",
    "CatalogueRow",
    "ChangeNoticeRow",
    "ChannelRow",
    "ConsentRow",
    "ConversationRow",
    "DraftStopRow",
    "DueFailureRow",
    "EndpointRow",
    "ErasureRow",
    "GroupRow",
    "InboxRow",
    "InterestRow",
    "InvitationRow",
    "JobRow",
    "MenuDueRow",
    "MenuWorkRow",
    "OutboxRow",
    "OwnDataLinkRow",
    "PersonMenuRow",
    "PersonRow",
    "ProgrammeEditRow",
    "ProgrammeRow",
    "QuestionCountRow",
    "ReminderMergedRow",
    "ReminderOwedRow",
    "ReminderRow",
    "RetentionRow",
    "RichMenuRow",
    "SessionRecordRow",
    "SignInAttemptRow",
    "StaffLineRow",
    "StaffRow",
    "StaffSessionRow",
    "StockAnswerRow",
    "TalkRow",
    "UnreadRow",
]

"""Fewer pages to write for a message: indexes hold only rows that they are of use for."""

from alembic import op
import sqlalchemy as sa

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_UNFINISHED = "state IN ('pending', 'leased')"
_NEW = {
    "ix_outbox_others": ("id", f"{_UNFINISHED} AND reply_token IS NULL"),
    "ix_outbox_merging": ("body", f"{_UNFINISHED} AND body IS NOT NULL"),
    "ix_outbox_batched": ("batch", f"{_UNFINISHED} AND batch IS NOT NULL"),
}
_OLD = {
    "ix_outbox_queue": ("id", _UNFINISHED),
    "ix_outbox_body": ("body", _UNFINISHED),
    "ix_outbox_batch": ("batch", _UNFINISHED),
}


def upgrade() -> None:
    _exchange(_OLD, _NEW)
    _rebuild_inbox(with_rowid=False)


def downgrade() -> None:
    _rebuild_inbox(with_rowid=True)
    _exchange(_NEW, _OLD)


def _exchange(old: dict[str, tuple[str, str]], new: dict[str, tuple[str, str]]) -> None:
    for name in old:
        op.drop_index(name, table_name="outbox")
    for name, (column, where) in new.items():
        condition = sa.text(where)
        op.create_index(name, "outbox", [column], sqlite_where=condition, postgresql_where=condition)


def _rebuild_inbox(*, with_rowid: bool) -> None:
    """SQLite: the guard's rows in the key's own tree, or beside it. PostgreSQL has but one way."""
    if op.get_context().dialect.name != "sqlite":
        return
    op.rename_table("inbox", "inbox_before")
    op.drop_index("ix_inbox_received_at", table_name="inbox_before")
    op.create_table(
        "inbox",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_inbox"),
        sqlite_with_rowid=with_rowid,
    )
    op.execute(
        "INSERT INTO inbox (event_id, kind, outcome, received_at) "
        "SELECT event_id, kind, outcome, received_at FROM inbox_before"
    )
    op.drop_table("inbox_before")
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])

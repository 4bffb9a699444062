"""Erasing to the end, who asked what was not read, consent by purpose, and what was let go in time."""

from alembic import op
import sqlalchemy as sa

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_erasure")),
    )
    op.create_table(
        "unread_asker",
        sa.Column("unread_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unread_id"], ["unread.id"], name=op.f("fk_unread_asker_unread_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("unread_id", "user_id", name=op.f("pk_unread_asker")),
    )
    op.create_index(op.f("ix_unread_asker_user_id"), "unread_asker", ["user_id"])
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_consent_application_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_application_id"), "consent", ["application_id"])
    op.create_table(
        "own_data_link",
        sa.Column("hashed", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hashed", name=op.f("pk_own_data_link")),
    )
    op.create_index(op.f("ix_own_data_link_user_id"), "own_data_link", ["user_id"])
    op.create_table(
        "retention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention")),
    )
    op.create_index(op.f("ix_retention_at"), "retention", ["at"])
    # What was consented to before this was one text for both purposes; which text is no longer known.
    for purpose in ("apply", "remind"):
        op.execute(
            "INSERT INTO consent (application_id, purpose, version, given_at) "
            f"SELECT id, '{purpose}', 'before', consented_at FROM application WHERE consented_at IS NOT NULL"
        )
    # Questions kept so far belong to nobody who could have them erased.
    op.execute("DELETE FROM unread WHERE intent IS NULL")


def downgrade() -> None:
    for table in ("retention", "own_data_link", "consent", "unread_asker", "erasure"):
        op.drop_table(table)

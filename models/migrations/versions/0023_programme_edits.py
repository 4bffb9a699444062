"""What staff typed into a programme and did not save yet."""

from __future__ import annotations

from alembic import op
import sqlalchemy as sa

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "programme_edit",
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("base_version", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_programme_edit_programme_id_programme"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_programme_edit_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("programme_id", "staff_id", name=op.f("pk_programme_edit")),
    )
    op.create_index(op.f("ix_programme_edit_staff_id"), "programme_edit", ["staff_id"])


def downgrade() -> None:
    op.drop_table("programme_edit")

"""Rich menus: what is published, who is linked to which; and a note whenever an application changes its state."""

from alembic import op
import sqlalchemy as sa

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
_NOTE = "INSERT INTO menu_due (user_id) VALUES ({row}.user_id)"
_SQLITE = {
    "application_menu_new": ("AFTER INSERT", "NEW.user_id IS NOT NULL", ["NEW"]),
    "application_menu_moved": (
        "AFTER UPDATE OF state, user_id",
        "NEW.user_id IS NOT NULL AND (NEW.state IS NOT OLD.state OR NEW.user_id IS NOT OLD.user_id)",
        ["NEW"],
    ),
    "application_menu_left": (
        "AFTER UPDATE OF user_id",
        "OLD.user_id IS NOT NULL AND NEW.user_id IS NOT OLD.user_id",
        ["OLD"],
    ),
    "application_menu_gone": ("AFTER DELETE", "OLD.user_id IS NOT NULL", ["OLD"]),
}


def upgrade() -> None:
    op.create_table(
        "rich_menu",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("menu_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name="pk_rich_menu"),
    )
    op.create_table(
        "person_menu",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("menu_id", sa.String(), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_person_menu"),
    )
    op.create_table(
        "menu_due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_menu_due"),
        sqlite_autoincrement=True,
    )
    work = op.create_table(
        "menu_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("leased_until", INSTANT, nullable=True),
        sa.Column("not_before", INSTANT, nullable=True),
        sa.Column("looked_through", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_menu_work"),
    )
    op.bulk_insert(work, [{"id": 1}])
    if op.get_bind().dialect.name == "sqlite":
        for name, (event, condition, rows) in _SQLITE.items():
            notes = "; ".join(_NOTE.format(row=row) for row in rows)
            op.execute(f"CREATE TRIGGER {name} {event} ON application WHEN {condition} BEGIN {notes}; END")
        return
    op.execute(
        """CREATE FUNCTION application_menu() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' AND OLD.user_id IS NOT NULL
                AND (TG_OP = 'DELETE' OR NEW.user_id IS DISTINCT FROM OLD.user_id) THEN
                INSERT INTO menu_due (user_id) VALUES (OLD.user_id);
            END IF;
            IF TG_OP <> 'DELETE' AND NEW.user_id IS NOT NULL AND (TG_OP = 'INSERT'
                OR NEW.state IS DISTINCT FROM OLD.state OR NEW.user_id IS DISTINCT FROM OLD.user_id) THEN
                INSERT INTO menu_due (user_id) VALUES (NEW.user_id);
            END IF;
            RETURN NULL;
        END $$"""
    )
    op.execute(
        "CREATE TRIGGER application_menu AFTER INSERT OR DELETE OR UPDATE OF state, user_id ON application "
        "FOR EACH ROW EXECUTE FUNCTION application_menu()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in _SQLITE:
            op.execute(f"DROP TRIGGER {name}")
    else:
        op.execute("DROP TRIGGER application_menu ON application")
        op.execute("DROP FUNCTION application_menu()")
    for table in ("menu_work", "menu_due", "person_menu", "rich_menu"):
        op.drop_table(table)

"""companies by their words"""

import sqlalchemy as sa
from alembic import op

from service.letters.others import key_of

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_applications = sa.table(
    "applications", sa.column("id", sa.Integer), sa.column("company", sa.Text),
    sa.column("company_key", sa.Text),
)  # fmt: skip


def upgrade() -> None:
    op.add_column("applications", sa.Column("company_key", sa.Text(), nullable=True))
    op.create_index("ix_applications_company", "applications", ["account_id", "company_key"])
    named = sa.select(_applications.c.id, _applications.c.company).where(
        _applications.c.company.is_not(None)
    )
    keys = [
        {"row": row, "key": key_of(company) or None}
        for row, company in op.get_bind().execute(named)
    ]
    if keys:
        of_row = _applications.c.id == sa.bindparam("row")
        given = sa.update(_applications).where(of_row).values(company_key=sa.bindparam("key"))
        op.get_bind().execute(given, keys)


def downgrade() -> None:
    op.drop_index("ix_applications_company", "applications")
    op.drop_column("applications", "company_key")

"""plans made anew"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "applications",
        sa.Column("anew", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index("ix_applications_anew", "applications", ["anew", "account_id", "next_at"])


def downgrade() -> None:
    op.drop_index("ix_applications_anew", "applications")
    op.drop_column("applications", "anew")

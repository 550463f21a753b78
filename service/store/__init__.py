"""The only owner of state: tables, migrations, and one unit of work at a time."""

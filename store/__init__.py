"""The database: one SQLite file. The only importer of sqlite_utils and sqlite3; it owns transactions.

It stores what was decided, and decides nothing.
"""

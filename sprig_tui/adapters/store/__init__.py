"""The event log in one SQLite file, with its lock beside it."""

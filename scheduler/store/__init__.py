"""The store: rows in SQLite or PostgreSQL, or values in memory, behind the port scheduler.ports.Repository."""

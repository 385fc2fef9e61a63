"""The database: tables, one transaction at a time, and the queries each use case needs."""

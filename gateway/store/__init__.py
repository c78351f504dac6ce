"""PostgreSQL: tables, ledger, case file, outbox. Every function runs in the caller's transaction."""

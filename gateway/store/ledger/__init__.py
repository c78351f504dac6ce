"""The ledger: messages, later verdicts, events. Rows are added, never changed."""

"""The outbox, the mailbox, deliveries and workers."""

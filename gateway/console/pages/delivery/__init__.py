"""Pages of deliveries and their receivers, and of the mailbox from which a provider collects."""

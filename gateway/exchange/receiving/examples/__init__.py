"""Messages that a party could send, filled from the books and not kept."""

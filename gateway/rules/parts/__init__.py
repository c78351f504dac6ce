"""Parts of messages that several rules look at."""

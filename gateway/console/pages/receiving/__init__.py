"""Pages of messages that come in, or might."""

"""The kinds of message, a file for one that is sent and what answers it."""

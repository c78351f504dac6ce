"""The servers that one address names: connect to the one that can be written to, and follow it when it is another."""

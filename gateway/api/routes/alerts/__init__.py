"""Routes of alerts and the addresses that they are sent to."""

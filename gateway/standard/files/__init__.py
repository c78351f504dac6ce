"""Files from outside: what kind they are, and zip, CSV and JSON lines read safely."""

"""HTTP itself: bodies in, problems out, the gate, the request log and the record of reads."""

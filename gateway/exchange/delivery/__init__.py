"""Messages go out: by mailbox, push or folder, retried until delivered or given up."""

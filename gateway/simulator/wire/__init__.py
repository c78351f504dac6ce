"""What goes over the line: messages that are brought, answers to them, and both as an adapter has them."""

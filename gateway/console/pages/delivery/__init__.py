"""Pages of deliveries and their receivers, for an operator."""

"""Policy files: reading, checking and comparing them."""

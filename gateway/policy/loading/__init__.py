"""Policy files: read, checked line by line, compared."""

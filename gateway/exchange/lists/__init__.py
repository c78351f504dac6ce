"""What is kept, chosen by filters and in order: lists for who works with them."""

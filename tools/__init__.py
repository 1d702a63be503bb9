"""What is made of this package and is not part of it."""

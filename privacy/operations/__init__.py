"""What a person or a timer starts."""

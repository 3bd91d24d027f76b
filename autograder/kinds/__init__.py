"""What a kind of exercise is. A folder a kind."""

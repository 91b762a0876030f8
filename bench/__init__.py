"""What performance claims stand on: each a ratio against a baseline measured in the same run."""

"""What the program costs, always beside a yardstick measured in the same run."""

"""fashiontracker: counts what Shenzhen's fashion-industry plan promised, and prints it."""

__version__ = "0.1.0"

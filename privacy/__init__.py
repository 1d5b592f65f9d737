"""Proves, day by day, that a company keeps the promises of its privacy policy."""

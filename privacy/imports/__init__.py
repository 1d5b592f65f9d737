"""Takes exports in: read, cast, de-identify, count."""

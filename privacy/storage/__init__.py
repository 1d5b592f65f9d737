"""What lies on disk: files, rows, builds, and the keys they are encrypted with."""

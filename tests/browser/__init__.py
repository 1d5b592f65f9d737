"""The whole program in headless Chromium."""

"""Benchmarks: ratios against a named peer or limit, medians of several runs."""

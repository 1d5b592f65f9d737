"""Runs every benchmark, or those named: `python -m tests.bench web records`."""

import importlib
import pkgutil
import sys

import tests.bench


def main(words: list[str]) -> None:
    for found in pkgutil.iter_modules(tests.bench.__path__):
        name = found.name.removeprefix("bench_")
        if found.name.startswith("bench_") and (not words or name in words):
            print(f"== {name}", flush=True)
            importlib.import_module(f"tests.bench.{found.name}").main()


main(sys.argv[1:])

"""Runs every benchmark, or those named: `python -m tests.bench web records`."""

import importlib
import pkgutil
import sys

import tests.bench


def main(words: list[str]) -> None:
    for iter_module in pkgutil.iter_modules(tests.bench.__path__):
        name = iter_module.name.removeprefix("bench_")
        if iter_module.name.startswith("bench_") and (not words or name in words):
            print(f"== {name}", flush=True)
            importlib.import_module(f"tests.bench.{iter_module.name}").main()


main(sys.argv[1:])

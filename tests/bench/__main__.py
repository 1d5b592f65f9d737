"""Runs every benchmark, or those named: `python -m tests.bench web records`.

What else is said goes to the one that is named: `python -m tests.bench reader payable`.
"""

import importlib
import inspect
import pkgutil
import sys

import tests.bench

_PREFIX = "bench_"


def main(words: list[str]) -> None:
    modules = (module.name for module in pkgutil.iter_modules(tests.bench.__path__))
    names = [name.removeprefix(_PREFIX) for name in modules if name.startswith(_PREFIX)]
    wanted = [name for name in names if name in words] or names
    given = [word for word in words if word not in names]
    for name in wanted:
        run = importlib.import_module(f"tests.bench.{_PREFIX}{name}").main
        if given and (len(wanted) > 1 or not inspect.signature(run).parameters):
            sys.exit(f"{' '.join(given)}: no benchmark; there are {', '.join(names)}.")
        print(f"== {name}", flush=True)
        run(*[given] if given else [])


main(sys.argv[1:])

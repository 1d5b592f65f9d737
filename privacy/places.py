"""Where the program's own files lie: pages, queries, law and example.

In a checkout they lie beside the package; an installed wheel carries them within it.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CARRIED = _PACKAGE / "_files"

IS_INSTALLED = _CARRIED.is_dir()
"""Whether this is a wheel and no checkout: nothing is written into its folders."""

ROOT = _CARRIED if IS_INSTALLED else _PACKAGE.parent
"""Holds `data/`, `queries/`, `pages/`, `.streamlit/` and `dashboard.py`."""

IMPORT_FROM = _PACKAGE.parent
"""The folder from which `python -m privacy` finds the package."""

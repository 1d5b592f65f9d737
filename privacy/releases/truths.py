"""The true cells behind a release, kept only to check a correction against.

build/truths/<source>-<YYYY-MM>-v<version>.parquet, encrypted with the key of its month
and so gone with it; what is counted from rows that stay has the master's key.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from privacy.errors import UnsafeRelease
from privacy.releases.periods import EVENTS, Task
from privacy.storage.databases import Connection, connect
from privacy.storage.encrypted import keyring_of
from privacy.storage.rows import UNDATED, RowStore, copy_rows, reading
from privacy.suppression import Cell, SafeTable, Table

_REASONS = {"second": "secondary"}
"""Reasons by what they were called until 0.3.1."""


class TruthStore:
    """Keeps and finds the true cells of releases; never asked by a page."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if "_connection" in self.__dict__:
            self._connection.close()

    @cached_property
    def _connection(self) -> Connection:
        connection = connect()
        connection.execute("create table said (tables varchar)")
        return connection

    def keep(self, task: Task, tables: Sequence[SafeTable]) -> None:
        """Write the true cells of a release, whole or not at all."""
        file = _file(task)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = file.with_name(f"{file.name}.tmp")  # imports run one at a time
        self._add_key(task)
        text = json.dumps([_said(table) for table in tables], ensure_ascii=False)
        self._connection.execute("delete from said")
        self._connection.execute("insert into said values (?)", [text])
        copy_rows(self._connection, "from said", unfinished, _span(task))
        unfinished.replace(file)

    def find(self, task: Task) -> list[SafeTable]:
        """The true cells of a release. Raises UnsafeRelease when they are gone."""
        file = _file(task)
        if not file.exists():
            raise UnsafeRelease(
                "The true cells of {source} {name} are gone, so a correction "
                "cannot be checked against them; the release stays.",
                source=task.source,
                name=task.name,
            )
        self._add_key(task)
        sql = f"select tables from {reading([file], _span(task))}"
        [(text,)] = self._connection.execute(sql).fetchall()
        return [read_table(content) for content in json.loads(text)]

    def _add_key(self, task: Task) -> None:
        keyring = keyring_of(task.organisation, task.master)
        months = task.period.months if task.source in EVENTS else []
        RowStore(task.organisation, keyring).add_keys(self._connection, months)


def _file(task: Task) -> Path:
    return task.organisation.truths / f"{task.source}-{task.name}.parquet"


def _span(task: Task) -> str:
    return f"{task.period.first_on:%Y-%m}" if task.source in EVENTS else UNDATED


def _said(safe: SafeTable) -> dict[str, object]:
    return {
        "name": safe.table.name,
        "unit": safe.table.unit,
        "dimensions": safe.table.dimensions,
        "cells": [
            [
                *(cell.at, cell.value, cell.persons, cell.agents, cell.largest),
                cell.single,
            ]
            for cell in safe.table.cells
        ],
        "withheld": [[at, reason] for at, reason in safe.withheld.items()],
        "refused": safe.refused,
    }


def read_table(values: Mapping[str, Any]) -> SafeTable:
    """The true cells of one table as they were written, by this version or before."""
    cells = tuple(
        Cell(
            tuple(at), value, persons, agents, tuple(largest) if largest else None, *one
        )
        # Until 0.3.1 nobody wrote down who was alone in a cell.
        for at, value, persons, agents, largest, *one in values["cells"]
    )
    table = Table(values["name"], values["unit"], tuple(values["dimensions"]), cells)
    withheld = {
        tuple(at): _REASONS.get(reason, reason) for at, reason in values["withheld"]
    }
    return SafeTable(table, withheld, values["refused"])

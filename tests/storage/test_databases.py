"""A connection knows the tables that were made in it, and nothing else."""

import duckdb
import pyarrow
import pytest

from privacy.storage.databases import connect


def test_a_variable_of_python_is_no_table():
    numbers = pyarrow.table({"one": [1]})
    with connect() as connection, pytest.raises(duckdb.CatalogException):
        connection.execute("select * from numbers")
    assert numbers.num_rows == 1

"""Joins across documents: DuckDB, in memory, over the shards.

Nothing is written, so any number of processes may do so while a ledger is being written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hearsay.errors import ConfigError

if TYPE_CHECKING:
    from hearsay.store.ledger import Ledger


def connect(ledger: Ledger) -> Any:
    """A DuckDB connection in which the ledger's records are views.

    ``readings`` has a row for each input; ``records`` the inputs alone, ``documents`` what was read, and one view for
    each kind of record in a reading (``attributions``, ``claims``, ``mentions``, …), each of whose rows tells the
    ``record`` and the ``document`` it belongs to. Of an input that was read several times only the last reading counts.
    Raises ConfigError where duckdb is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise ConfigError("joins need duckdb: pip install 'hearsay[ledger]'") from error
    from hearsay.store.schema import schema, tables

    connection = duckdb.connect(":memory:")
    connection.execute("SET parquet_metadata_cache = true")
    shards = ledger.shard_names()
    if not shards:
        _empty(connection, schema())
    else:
        _over(connection, ledger, shards)
    connection.execute("CREATE VIEW records AS SELECT record.* FROM readings")
    read = "SELECT record.id AS record, document.* FROM readings WHERE document IS NOT NULL"
    connection.execute(f"CREATE VIEW documents AS {read}")
    there = {row[0] for row in connection.execute("DESCRIBE readings").fetchall()}
    for name in tables():
        if name in there:
            _unnest(connection, name)
    return connection


def _over(connection: Any, ledger: Ledger, shards: list[tuple[str, int | None]]) -> None:
    names = [name for name, _ in shards]
    files = ", ".join("'" + str(ledger.shard(name)).replace("'", "''") + "'" for name in names)
    reports = ledger.reports()
    # Shards of one reader have one schema; comparing those of thousands of files takes longer than most questions.
    alike = len({report.reader for report in reports}) == 1 and all(run is not None for _, run in shards)
    union = "false" if alike else "true"
    source = f"read_parquet([{files}], union_by_name = {union}, filename = 'shard')"
    if len(reports) <= 1:  # no input can have been read twice
        connection.execute(f"CREATE VIEW readings AS SELECT * EXCLUDE shard FROM {source}")
        return
    connection.execute("CREATE TABLE ranks (shard VARCHAR, rank INTEGER)")
    connection.executemany("INSERT INTO ranks VALUES (?, ?)", [(str(ledger.shard(n)), i) for i, n in enumerate(names)])
    connection.execute(
        f"CREATE VIEW readings AS SELECT * EXCLUDE (shard, rank) FROM {source} JOIN ranks USING (shard) "
        "QUALIFY row_number() OVER (PARTITION BY record.id ORDER BY rank DESC) = 1"
    )


def _empty(connection: Any, schema: Any) -> None:
    table = schema.empty_table()
    connection.register("nothing", table)
    connection.execute("CREATE VIEW readings AS SELECT * FROM nothing")


def _unnest(connection: Any, name: str) -> None:
    inner = f"SELECT record.id AS record, document.id AS document, unnest({name}) AS item FROM readings"
    connection.execute(f'CREATE VIEW "{name}" AS SELECT record, document, item.* FROM ({inner})')

"""The benchmark suites: public data, a reader, and a table of figures.

A suite is a function of the data folder, the split and the reader; `hearsay.evaluate.suites` has them all. It raises
DataError, naming the file, where data is missing. An article the reader refuses is scored as read with nothing found,
and is named under ``failed``. Figures are percentages unless their suite says otherwise.

The data folder holds ``polnear/SPLIT.jsonl``, ``gum-attribution/SPLIT.jsonl``, ``ud/{ewt,gum}-SPLIT.conllu``,
``ner/uner-ewt-SPLIT.iob2``, ``ner/worldwide-SPLIT.jsonl``, ``factuality/uds-dev.jsonl``, ``timebank/``,
``places/lgl.xml``, ``plover/plv-train.jsonl``, ``muc4/{dev,tst1,tst2}/``, ``muc4/roles-SPLIT.json`` and
``ecbplus/topics-1-35.jsonl``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from hearsay.errors import ConfigError, DataError
from hearsay.evaluate.suites import SUITES
from hearsay.evaluate.suites.base import Figures, Reader, Source


def run(name: str, data: Path, split: str, reader: Reader, predictions: Path | None = None) -> Figures:
    """Runs a suite; its predictions go to a JSON Lines file when ``predictions`` names one.

    Raises ConfigError for a suite there is not, DataError for data that is missing or malformed.
    """
    if name not in SUITES:
        raise ConfigError(f"no suite {name!r}; there are {', '.join(SUITES)}")
    if not data.is_dir():
        raise DataError("no such data folder", where=str(data))
    head: Figures = {"suite": name, "split": split}
    if predictions is None:
        return head | SUITES[name](Source(data, split, lambda _record: None), reader)
    with predictions.open("wb") as file:

        def emit(record: Mapping[str, Any]) -> None:
            file.write(msgspec.json.encode(record) + b"\n")

        return head | SUITES[name](Source(data, split, emit), reader)


__all__ = ["SUITES", "Figures", "Reader", "Source", "run"]

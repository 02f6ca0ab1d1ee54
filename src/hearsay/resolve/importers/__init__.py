"""Other people's lists of actors, read into rows of our own format.

Four formats: PETRARCH2's dictionaries (`read_petrarch`), the Uppsala Conflict Data Program's actor list
(`read_ucdp`), FollowTheMoney entities as JSON lines (`read_followthemoney`) and any CSV with a column of names
(`read_list`). Each gives an `Imported`: rows, and a record of what was passed over and why. `share_names` marks the
names others bear too, and `format_rows` writes a file that `Registry.merge` accepts. Persons are never taken: the
register is one of public bodies.

What is malformed is a `ConfigError` naming file, line and reason; what is well-formed but not for us is a `Skipped`.
How codes and schemata are mapped is said in ``data/actors/importing.toml``.
"""

from hearsay.resolve.importers.common import Imported, Skipped, format_rows, share_names
from hearsay.resolve.importers.followthemoney import read_followthemoney
from hearsay.resolve.importers.petrarch import read_petrarch
from hearsay.resolve.importers.plain import read_list
from hearsay.resolve.importers.ucdp import read_ucdp

__all__ = [
    "Imported",
    "Skipped",
    "format_rows",
    "read_followthemoney",
    "read_list",
    "read_petrarch",
    "read_ucdp",
    "share_names",
]

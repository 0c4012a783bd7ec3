"""The one SQLite library of this process: SQLCipher's where it is installed, for plain files too; else Python's own.

Two of them in one process would drop each other's locks, so nothing else in the program imports either.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

CAN_ENCRYPT: Final = find_spec("sqlcipher3") is not None
"""Whether databases can be encrypted here (the extra ``encryption``)."""

sqlite: Final[Any] = import_module("sqlcipher3.dbapi2" if CAN_ENCRYPT else "sqlite3")
"""The library as DB-API 2; both have the same names."""

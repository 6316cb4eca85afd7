"""Faults: what broke, as exceptions. A refusal, which a caller should expect, is a value: `model.refusals`.

    CatalogError                      everything that this program raises by itself
    ├── SettingsError                 a setting is missing or makes no sense
    ├── QueryFileError                a file under cypher/ contradicts itself or its caller
    ├── LexiconError                  a lexicon file contradicts itself
    ├── StoreError                    the store did not do what was asked
    │   ├── StoreUnavailableError     nobody answers there, or it is not ready
    │   │   ├── OutcomeUnknownError   the connection was lost while a change was committed
    │   │   └── StoreFailedError      the store has given up and must be started again
    │   ├── StoreBusyError            all connections to it are in use
    │   ├── StoreTimedOutError        the deadline of the query passed; the store ended it
    │   ├── StoreReadOnlyError        the store takes no writes
    │   │   └── DiskFullError         the disk below it has less room than the floor
    │   ├── ClockSkewError            the clocks of server, store and record do not agree
    │   ├── StoreConflictError        a unique constraint stands against it, or a lock was lost
    │   └── UnfitStoreError           an unsupported version, a foreign database, a newer release's data
    ├── LocalStoreError               the Neo4j child could not be installed, started or stopped
    └── InputFileError                a file that was handed in cannot be read

Each says what, which, and what to do. `str()` is in the caller's language.
"""


class CatalogError(Exception):
    """The root of all faults of this program."""


class SettingsError(CatalogError):
    """A setting is missing or makes no sense."""


class QueryFileError(CatalogError):
    """A file under `cypher/` contradicts itself, or a caller contradicts its header. Always a programmer's error."""


class LexiconError(CatalogError):
    """A lexicon file contradicts itself or another; names file and line."""


class StoreError(CatalogError):
    """The store did not do what was asked."""


class StoreUnavailableError(StoreError):
    """Nobody answers at the store's address, or what answers is not ready. Trying again later may help."""


class OutcomeUnknownError(StoreUnavailableError):
    """The connection was lost while a change was being committed: it is on record, or it is not."""


class StoreFailedError(StoreUnavailableError):
    """The store has given up, mostly for want of disk space, and answers nothing until it is started again."""


class StoreBusyError(StoreError):
    """All connections to the store are in use; the store itself is well. Trying again in a few seconds helps."""


class StoreTimedOutError(StoreError):
    """The deadline of a query passed and the store ended it."""


class StoreMemoryError(StoreError):
    """What was asked needs more memory than the store may use for it; trying again does not help."""


class StoreReadOnlyError(StoreError):
    """The store, or the disk below it, takes no writes."""


class DiskFullError(StoreReadOnlyError):
    """The disk of the store has less room than the floor: nothing is written until there is more."""


class ClockSkewError(StoreError):
    """The clocks of this server, of the store and of the newest revision are too far apart to date a change by."""


class StoreConflictError(StoreError):
    """A unique constraint stands against the write, or its lock was lost to another writer."""


class UnfitStoreError(StoreError):
    """The store is of an unsupported version, holds somebody else's data, or data of a newer release. It is left untouched."""


class LocalStoreError(CatalogError):
    """The local Neo4j child could not be installed, started, shared or stopped."""


class InputFileError(CatalogError):
    """A file that was handed in cannot be read as what it should be; names row and column where there are any."""

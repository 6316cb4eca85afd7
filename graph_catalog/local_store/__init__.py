"""The local store: a real Neo4j that the program runs as a child, so that nobody installs one."""

from graph_catalog.local_store.cache import Cache
from graph_catalog.local_store.disk import Disk
from graph_catalog.local_store.install import InstallReport, install, install_model
from graph_catalog.local_store.launch import Memory
from graph_catalog.local_store.store import LocalStore, Status, StoreConnection, status, stop

__all__ = [
    "Cache",
    "Disk",
    "InstallReport",
    "LocalStore",
    "Memory",
    "Status",
    "StoreConnection",
    "install",
    "install_model",
    "status",
    "stop",
]

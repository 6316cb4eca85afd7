"""Fill the local store's cache and print where it lies: `python fill_cache.py zh-CN|en`.

Run by `prepare` in the new environment.
"""

import os
import sys

from graph_catalog.errors import CatalogError
from graph_catalog.language import Language, speaking
from graph_catalog.local_store import Cache, install, install_model
from graph_catalog.settings import Settings


def main(language: str) -> None:
    """Install what is missing, where the settings say."""
    with speaking(Language(language)):
        settings = Settings.from_environment(os.environ)
        fill = install if sys.platform == "linux" else install_model
        # Elsewhere a Neo4j is named by its address, and the model serves it just as well.
        fill(cache=Cache(settings.cache), repository=settings.maven_repository)
        print(settings.cache)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except CatalogError as fault:
        sys.exit(str(fault))

"""Fetch the files of the GraphiQL page by npm's lock: `python setup/graphiql_files.py FOLDER`."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

LOCKED = Path(__file__).resolve().parents[1] / "playground"
SOURCES = {
    "react.production.min.js": "react/umd/react.production.min.js",
    "react-dom.production.min.js": "react-dom/umd/react-dom.production.min.js",
    "js.cookie.min.js": "js-cookie/dist/js.cookie.min.js",
    "graphiql.min.js": "graphiql/graphiql.min.js",
    "graphiql.min.css": "graphiql/graphiql.min.css",
    "plugin-explorer.umd.js": "@graphiql/plugin-explorer/dist/index.umd.js",
    "plugin-explorer.css": "@graphiql/plugin-explorer/dist/style.css",
}
"""Where npm's packages have each file that the page loads."""


def are_in(folder: Path) -> bool:
    """Whether all files are there."""
    return all((folder / name).is_file() for name in SOURCES)


def fetch(npm: Sequence[str], folder: Path) -> None:
    """Put the files into `folder`, all or none; `npm` is the command to call.

    Raises:
        CalledProcessError: npm failed; its output says why.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(LOCKED / name, scratch)
        command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True)
        new = Path(scratch, "new")
        new.mkdir()
        for name, source in SOURCES.items():
            shutil.copyfile(Path(scratch, "node_modules", source), new / name)
        shutil.rmtree(folder, ignore_errors=True)
        new.rename(folder)


if __name__ == "__main__":
    try:
        fetch(["npm"], Path(sys.argv[1]))
    except subprocess.CalledProcessError as fault:
        sys.exit(fault.stderr)

"""Renew the locks of Python and npm packages: exact versions and hashes, no addresses.

For developers; needs `uv` (`pip install uv`) and `npm`. Neo4j's jars have `lock_jars.py`.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NPM_FOLDERS = [ROOT / "playground", ROOT / "tests/clients"]
LOCAL = ["--extra", "local", "--extra", "nets"]
WHAT_IS_IN = {
    "requirements.lock": ["pyproject.toml"],
    "requirements-dev.lock": ["pyproject.toml", *LOCAL, "--group", "dev"],
    "requirements-build.lock": ["--group", "build"],
    "requirements-node.lock": ["--group", "node"],
}
WITHOUT_ADDRESSES = ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"]
FOR_ALL_PLATFORMS = ["--universal", "--python-version", "3.11"]


def lock_python(uv: str) -> None:
    """Resolve for every platform and for Python 3.11 and later; what is locked stays if it can."""
    for lock, selection in WHAT_IS_IN.items():
        how = [*FOR_ALL_PLATFORMS, *WITHOUT_ADDRESSES, "--generate-hashes", "--quiet"]
        subprocess.run([uv, "pip", "compile", *selection, *how, "-o", lock], cwd=ROOT, check=True)


def lock_npm(npm: str, folder: Path) -> None:
    """Resolve a folder's packages; what they say of their sponsors' addresses is left out."""
    file = folder / "package-lock.json"
    resolve = [npm, "install", "--package-lock-only", "--ignore-scripts"]
    subprocess.run(resolve, cwd=folder, check=True)
    lock = json.loads(file.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
    file.write_text(json.dumps(lock, indent=2) + "\n")


def main() -> int:
    """Renew all locks; 1 when a tool is missing."""
    beside = str(Path(sys.executable).parent)
    uv = shutil.which("uv") or shutil.which("uv", path=beside)
    npm = shutil.which("npm") or shutil.which("npm", path=beside)
    if uv is None or npm is None:
        print("make lock needs uv (pip install uv) and npm.", file=sys.stderr)
        return 1
    lock_python(uv)
    for folder in NPM_FOLDERS:
        lock_npm(npm, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())

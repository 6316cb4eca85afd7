"""Lock the jars of one Neo4j version: `python setup/lock_jars.py 2026.08.1`.

For developers; needs Maven. Writes a line a jar, `group:artifact:version[:classifier] size sha256`,
to the lock that `graph_catalog.local_store.jars` reads; set `NEO4J_VERSION` there, too.
"""

import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

LOCKS = Path(__file__).resolve().parents[1] / "graph_catalog/local_store/lock"
DEPENDENCY = (
    "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency>"
)
PROJECT = (
    "<project><modelVersion>4.0.0</modelVersion><groupId>lock</groupId><artifactId>lock</artifactId>"
    "<version>1</version><packaging>pom</packaging><dependencies>{}</dependencies></project>"
)
LISTED = re.compile(
    r"\s+(?P<coordinates>[\w.\-]+:[\w.\-]+):jar:(?:(?P<classifier>[\w.\-]+):)?(?P<version>[\w.\-]+)"
    r":(?:compile|runtime):(?P<path>/\S+\.jar)"
)


def listing(version: str) -> str:
    """Return Maven's list of the run-time dependencies of this Neo4j."""
    wanted = (("org.neo4j", "neo4j"), ("org.neo4j.app", "neo4j-server"))
    dependencies = "".join(DEPENDENCY.format(*artifact, version) for artifact in wanted)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pom.xml").write_text(PROJECT.format(dependencies))
        options = [
            "-DincludeScope=runtime",
            "-DoutputFile=list",
            "-DoutputAbsoluteArtifactFilename",
        ]
        subprocess.run(["mvn", "-q", "-B", "dependency:list", *options], cwd=folder, check=True)  # noqa: S607
        return re.sub(r"\x1b\[[0-9;]*m", "", Path(folder, "list").read_text())


def locked(line: str) -> str | None:
    """Return the lock's line for a line of the list, or None for one that names no jar."""
    jar = LISTED.match(line)
    if jar is None:
        return None
    classifier = f":{jar['classifier']}" if jar["classifier"] else ""
    content = Path(jar["path"]).read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return f"{jar['coordinates']}:{jar['version']}{classifier} {len(content)} {digest}"


def main(version: str) -> None:
    """Write the lock of this version."""
    lines = sorted(line for listed in listing(version).splitlines() if (line := locked(listed)))
    (LOCKS / f"neo4j-{version}.lock").write_text("\n".join(lines) + "\n")
    print(f"{len(lines)} jars")


if __name__ == "__main__":
    main(*sys.argv[1:])

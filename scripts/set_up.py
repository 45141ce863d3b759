"""Set up a virtual environment from the locks, with nothing but Python: `set_up.py core|dev`.

`core` is what a user needs, `dev` what the tests need too. Each package
is checked against its hash. What a new environment took is written into
it, because `make demo` tells it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {"core": ("core.txt", "build.txt"), "dev": ("dev.txt",)}


def interpreter(venv: Path) -> Path:
    """Tell where the environment's Python is, on Windows too."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv(venv: Path) -> bool:
    """Make the environment, unless it stands, and tell whether it is new."""
    if interpreter(venv).exists():
        return False
    made = subprocess.run([sys.executable, "-m", "venv", str(venv)], check=False)
    if made.returncode:
        sys.exit(
            "set-up: this Python cannot make a virtual environment; "
            "on Debian and Ubuntu add it with: apt-get install python3-venv"
        )
    return True


def install(venv: Path, kind: str) -> None:
    """Install the locks, then Sightline itself in editable form, built with what the lock brought."""
    pip = [str(interpreter(venv)), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    for lock in LOCKS[kind]:
        subprocess.run(
            [*pip, "--require-hashes", "-r", f"requirements/{lock}"], cwd=ROOT, check=True
        )
    own = ["--no-deps", "--no-build-isolation", "--editable", "."]
    subprocess.run([*pip, *own], cwd=ROOT, check=True)


def megabytes(folder: Path) -> int:
    """Add up the files of a folder."""
    return round(sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6)


def main() -> None:
    """Set up what is asked for, and note what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("kind", choices=sorted(LOCKS))
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv")
    chosen = parser.parse_args()
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python starts this file too
        sys.exit(f"set-up: Sightline needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    print(f"Setting up {chosen.venv} ({chosen.kind}) ...", file=sys.stderr, flush=True)
    started = time.monotonic()
    new = make_venv(chosen.venv)
    install(chosen.venv, chosen.kind)
    seconds = time.monotonic() - started
    if new:
        told = f"Installed in {seconds:.0f} seconds, {megabytes(chosen.venv)} MB.\n"
        (chosen.venv / "set-up.txt").write_text(told, "utf-8")


if __name__ == "__main__":
    main()

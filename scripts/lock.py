"""Write the locks in requirements/: exact versions with hashes, for every platform at once.

A lock names no host, index or folder, so that it holds wherever the
packages come from. Needs uv, which is no dependency of the project:
found on the path, or beside this Python.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]


class Lock(NamedTuple):
    """One lock by its name, and what it is made from."""

    name: str
    inputs: list[str]
    stdin: str = ""


def locks() -> list[Lock]:
    """List the locks, first the widest: the others take its versions, so that each package has one."""
    # Beside what builds the package, what an editable installation of it needs.
    build = [
        "editables",
        *tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"],
    ]
    under = ["--constraints", "requirements/dev.txt"]
    return [
        Lock("dev.txt", ["pyproject.toml", "--extra", "dev"]),
        Lock("core.txt", ["pyproject.toml", *under]),
        Lock("build.txt", ["-", *under], stdin="\n".join(build)),
    ]


def find_uv() -> str:
    """Find uv beside this Python or on the path."""
    beside = Path(sys.executable).parent
    found = shutil.which("uv", path=os.pathsep.join([str(beside), os.environ.get("PATH", "")]))
    if found is None:
        sys.exit(f"lock: no uv found; add it with: {sys.executable} -m pip install uv")
    return found


def main() -> None:
    """Compile every lock anew, keeping versions that still fit unless UPGRADE is set."""
    uv = find_uv()
    upgrade = ["--upgrade"] if os.environ.get("UPGRADE") else []
    environment = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "make lock"}
    for lock in locks():
        target = f"requirements/{lock.name}"
        call = [uv, "pip", "compile", *lock.inputs, "--output-file", target, *upgrade]
        call += ["--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
        call += ["--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
        subprocess.run(
            call, cwd=ROOT, env=environment, input=lock.stdin, text=True, check=True, timeout=600
        )
        print(target)


if __name__ == "__main__":
    main()

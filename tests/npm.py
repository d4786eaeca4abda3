"""Node.js programs that tests run, in folders with a package.json of their own."""

import subprocess
from pathlib import Path

NPM = Path(__file__).parents[1] / "bin" / "npm"


def install(folder: Path) -> None:
    """Install what the folder's lock file says, unless that has been done."""
    lock = (folder / "package-lock.json").read_text()
    installed = folder / "node_modules" / ".installed"
    if not installed.exists() or installed.read_text() != lock:
        subprocess.run([NPM, "ci", "--silent"], cwd=folder, check=True)
        installed.write_text(lock)

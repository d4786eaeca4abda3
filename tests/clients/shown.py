"""The examples of docs/api.md, as programs that run against a server of the tests."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests import npm

FOLDER = Path(__file__).parent
PAGE = FOLDER.parents[1] / "docs" / "api.md"
FILE = re.compile(r"^```ts\n// (live|with-\S+)\.ts\n(.*?)^```$", re.MULTILINE | re.DOTALL)

FITTED = {
    '"127.0.0.1:8000"': "process.env.HOST!",
    '"manager@northlight.example"': "process.env.EMAIL!",
    "PING_EVERY = 10_000;": "PING_EVERY = 500;",
    "SILENCE = 15_000;": "SILENCE = 1_500;",
}
"""What is another address, another name, or only a matter of time."""


def build() -> Mapping[str, Path]:
    """Check the types of all examples and compile them; answers the programs by name."""
    npm.install(FOLDER)
    folder = FOLDER / "shown"
    folder.mkdir(exist_ok=True)
    examples = dict(FILE.findall(PAGE.read_text()))
    for name, code in examples.items():
        (folder / f"{name}.ts").write_text(_fitted(code) if name == "live" else code)
    subprocess.run([npm.NPM, "run", "--silent", "build"], cwd=FOLDER, check=True)
    return {
        name.removeprefix("with-"): FOLDER / "built" / "shown" / f"{name}.js"
        for name in examples
        if name != "live"
    }


def _fitted(code: str) -> str:
    for shown, fit in FITTED.items():
        assert code.count(shown) == 1, shown
        code = code.replace(shown, fit)
    return code

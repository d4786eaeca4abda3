"""The page in a real browser, against real servers: web/e2e has the tests themselves."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.npm import NPM
from tests.server import CHECKOUT

WEB = CHECKOUT / "web"
FILES = sorted((WEB / "e2e").glob("*.test.ts"))
PATIENCE = 360.0  # seconds; the usual is a third of it

Report = Mapping[str, Any]


@pytest.fixture(scope="session")
def reports(surroundings: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What came of each file's tests, all of which run at once."""
    report = tmp_path_factory.mktemp("vitest") / "report.json"
    command = [
        *(str(NPM), "exec", "--", "vitest", "run", "--config", "e2e/vitest.config.ts"),
        *("--reporter=verbose", "--reporter=json", f"--outputFile.json={report}"),
    ]
    # A group of its own, so that nothing that the tests start outlives them.
    running = subprocess.Popen(
        command,
        cwd=WEB,
        env={**os.environ, **surroundings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said, _ = running.communicate(timeout=PATIENCE)
    finally:
        end_group(running.pid)
    assert report.exists(), f"the browser tests did not run:\n{said}"
    sys.stdout.write(said)
    results = json.loads(report.read_text())["testResults"]
    return {Path(result["name"]).name: result for result in results}


def end_group(leader: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_the_page(name: str, reports: Report, surroundings: Mapping[str, str]) -> None:
    report = reports[name]
    failures = [
        "\n".join([test["fullName"], *test["failureMessages"]])
        for test in report["assertionResults"]
        if test["status"] != "passed"
    ]
    assert report["status"] == "passed", "\n\n".join(
        [*failures, report["message"], f"Pictures: {surroundings['E2E_PICTURES']}"]
    )

"""PostgreSQL of our own, for a machine that has none."""

import os
import shutil
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from app.embedded import binaries, postmaster
from app.embedded.binaries import Binaries
from app.embedded.child import Child
from app.embedded.cluster import Cluster, open_cluster
from app.embedded.errors import CannotStart
from app.embedded.ports import LOOPBACK, free_port
from app.embedded.waiting import wait_until

PATIENCE = 60.0  # seconds for PostgreSQL to start, recover or shut down
VOLATILE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ENVIRON = {name: value for name, value in os.environ.items() if name[:2] != "PG"} | {"LC_ALL": "C"}
ALWAYS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class EmbeddedPostgres:
    """Serves the data under `data_dir` on loopback while the `with` block lasts.

    `durable=False` is for tests: quicker, and a power cut may lose the data.
    Entering raises `CannotStart`, and `FolderInUse` when another process serves the folder.
    """

    superuser_url: str
    version: str
    folder: Path
    """Where PostgreSQL's files are: below `data_dir`, or where its user can reach them."""

    def __init__(self, data_dir: Path, *, durable: bool = True, max_connections: int = 200) -> None:
        self._data_dir = data_dir
        self._options = {"max_connections": str(max_connections)} | ({} if durable else VOLATILE)
        self._durable = durable
        self._held = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as held:
            cluster = open_cluster(self._data_dir)
            held.enter_context(cluster.locked())
            postmaster.end_leftover(cluster.data, patience=PATIENCE)
            found = binaries.find(cluster.account, cluster.major)
            if not cluster.major:
                _initialise(cluster, found, sync=self._durable)
            port = free_port(cluster.port)
            server = _launch(cluster, found, {"port": str(port)} | self._options)
            held.callback(server.end, signal.SIGINT, signal.SIGQUIT, patience=PATIENCE)
            _wait_until_ready(server, cluster)
            cluster.remember_port(port)
            self.superuser_url = cluster.superuser_url
            self.version, self.folder = found.version, cluster.folder
            self._held = held.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server cleanly; a second time changes nothing."""
        self._held.close()


def _initialise(cluster: Cluster, found: Binaries, *, sync: bool) -> None:
    """Make the data folder in one piece: a start that is cut off leaves nothing half done."""
    for cut_off in cluster.folder.glob("unfinished-*"):
        shutil.rmtree(cut_off, ignore_errors=True)
    # A new name each time: an initdb that outlives its starter for a moment must not meet ours.
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=cluster.folder))
    cluster.account.own(unfinished)
    cluster.make_up_password()
    if found.major >= 17:
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    else:
        locale = ["--locale=C.UTF-8" if sys.platform == "linux" else "--locale=C"]
    with cluster.log.open("ab") as log:
        initdb = Child(
            [
                found.folder / "initdb",
                f"--pgdata={unfinished}",
                "--username=postgres",
                "--auth=scram-sha-256",
                f"--pwfile={cluster.password_file}",
                "--encoding=UTF8",
                *locale,
                *([] if sync else ["--no-sync"]),
            ],
            on_our_death=signal.SIGTERM,
            account=cluster.account,
            environ=ENVIRON,
            folder=cluster.folder,
            output=log,
        )
        try:
            failed = initdb.wait()
        finally:
            initdb.end(signal.SIGTERM, patience=PATIENCE)
    if failed:
        raise CannotStart(f"initdb failed: {cluster.last_words()}")
    unfinished.rename(cluster.data)


def _launch(cluster: Cluster, found: Binaries, options: dict[str, str]) -> Child:
    settings = [f"--{name}={value}" for name, value in (ALWAYS | options).items()]
    with cluster.log.open("ab") as log:
        return Child(
            [found.folder / "postgres", "-D", cluster.data, *settings],
            on_our_death=signal.SIGINT,  # PostgreSQL's fast shutdown
            account=cluster.account,
            environ=ENVIRON,
            folder=cluster.folder,
            output=log,
        )


def _wait_until_ready(server: Child, cluster: Cluster) -> None:
    def ready_or_dead() -> bool:
        return server.exit_code is not None or postmaster.is_ready(cluster.data, server.pid)

    if not wait_until(ready_or_dead, patience=PATIENCE) or server.exit_code is not None:
        raise CannotStart(f"PostgreSQL did not start: {cluster.last_words()}")

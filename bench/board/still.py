"""Serves a folder of files, for pages that need nothing else."""

import os

from starlette.applications import Starlette
from starlette.staticfiles import StaticFiles


def app() -> Starlette:
    """The files in the folder that `FOLDER` names."""
    still = Starlette()
    still.mount("/", StaticFiles(directory=os.environ["FOLDER"], html=True))
    return still

"""How we log: one line for each thing that happened, as JSON or for people to read."""

import logging
import sys
from typing import Any

import orjson
import structlog
from structlog.typing import Processor

HANDLER = "production-tool"


def configure_logging(*, level: str, style: str) -> None:
    """Send our log and that of the libraries to standard error, from `level` up.

    `style` is `json` or `console`. A second time changes these and nothing else.
    """
    threshold = logging.getLevelNamesMapping()[level.upper()]
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    rendering = _rendering(style)
    structlog.configure(
        processors=[*shared, *rendering],
        logger_factory=_Writer,
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.set_name(HANDLER)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
        )
    )
    root = logging.getLogger()
    root.setLevel(threshold)
    root.handlers = [other for other in root.handlers if other.name != HANDLER] + [handler]
    # Below that it writes whole URLs, in which a careless client may have put its token.
    uvicorn = logging.getLogger("uvicorn.error")
    uvicorn.setLevel(max(threshold, logging.WARNING))
    uvicorn.addFilter(_is_no_refusal)


def _is_no_refusal(record: logging.LogRecord) -> bool:
    """Whether a line is about more than a WebSocket refused by an answer, which is no fault."""
    return record.msg != "ASGI callable returned without completing handshake."


class _Writer(structlog.WriteLogger):
    """Writes our own lines itself: the way through `logging` costs three times as much."""

    def __init__(self, name: str = HANDLER) -> None:
        super().__init__(sys.stderr)
        self.name = name


def _rendering(style: str) -> list[Processor]:
    if style == "console":
        # Tracebacks without the values of variables, which may be anybody's personal data.
        plain = structlog.dev.plain_traceback
        return [structlog.dev.ConsoleRenderer(exception_formatter=plain)]
    return [
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(serializer=_json),
    ]


def _json(event: Any, **_: Any) -> str:
    return orjson.dumps(event, default=str).decode()

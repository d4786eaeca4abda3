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
    rendering = _for_people() if style == "console" else _for_programs()
    structlog.configure(
        processors=[*shared, *rendering],
        # Straight to the stream: the standard library's records and formatters cost a request more
        # than its look-up of the plan does.
        logger_factory=_our_lines,
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.set_name(HANDLER)
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[remove, *rendering[:-1], _as_text(rendering[-1])]
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


def _our_lines(name: str) -> structlog.BytesLogger:
    return structlog.BytesLogger(sys.stderr.buffer, name=name)


def _for_people() -> list[Processor]:
    # Tracebacks without the values of variables, which may be anybody's personal data.
    console = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    return [lambda *event: console(*event).encode()]


def _for_programs() -> list[Processor]:
    return [
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(serializer=_json),
    ]


def _as_text(renderer: Processor) -> Processor:
    def render(*event: Any) -> str:
        line = renderer(*event)
        assert isinstance(line, bytes)
        return line.decode()

    return render


def _json(event: Any, **_: Any) -> bytes:
    return orjson.dumps(event, default=str)

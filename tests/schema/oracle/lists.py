"""Lists by the words of the contract: what filters let through, orders, pages."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from tests.schema.oracle.bookings import window
from tests.schema.oracle.rows import Question, Refused, Row

Key = tuple[Any, ...]
Given = Mapping[str, Any]

CANONICAL = re.compile(
    "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE
)


def uuid_of(text: str) -> UUID | None:
    """The UUID that an id is; None for what is no id of anything."""
    return UUID(text) if CANONICAL.fullmatch(text) else None


def folded(name: str) -> str:
    """A name without case, accents and idle space."""
    small = unicodedata.normalize("NFKD", name).casefold()
    letters = (c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))
    return " ".join("".join(letters).split())


def artists(question: Question, given: Given) -> dict[str, Any]:
    f = given.get("filter") or {}
    rows = [
        row
        for row in question.rows.of("artists")
        if (f.get("includeArchived") or row["archived_at"] is None)
        and (f.get("search") is None or folded(f["search"]) in folded(row["name"]))
        and (f.get("specialties") is None or {*f["specialties"]} <= {*row["specialties"]})
        and (f.get("employment") is None or f["employment"] == row["employment"].upper())
    ]
    return named(question, "artists", rows, given)


def projects(question: Question, given: Given) -> dict[str, Any]:
    f = given.get("filter") or {}
    wanted = f.get("statuses")
    rows = [
        row
        for row in question.rows.of("projects")
        if (f.get("search") is None or folded(f["search"]) in folded(row["name"]))
        and (row["status"] != "archived" if wanted is None else row["status"].upper() in wanted)
    ]
    return named(question, "projects", rows, given)


def bookings(question: Question, given: Given) -> dict[str, Any]:
    f = given.get("filter") or {}
    rows = [
        row
        for row in window(question, question.rows.of("bookings"), f)
        if among(row["artist_id"], f.get("artistIds"))
        and among(row["project_id"], f.get("projectIds"))
        and (f.get("externalId") is None or f["externalId"] == row["external_id"])
    ]
    return timed(question, rows, given)


def bookings_of(question: Question, project: Row, given: Given) -> dict[str, Any]:
    rows = [row for row in question.rows.of("bookings") if row["project_id"] == project["id"]]
    return timed(question, window(question, rows, {"statuses": given.get("statuses")}), given)


def events(question: Question, given: Given) -> dict[str, Any]:
    return page(
        question.rows.of("events"),
        given,
        key=lambda row: (row["revision"],),
        descending=given["orderBy"].endswith("_DESC"),
        after=None if given.get("after") is None else (given["after"],),
        cursor=lambda row: str(row["revision"]),
    )


def among(value: object, ids: Sequence[str] | None) -> bool:
    return ids is None or value in {uuid_of(text) for text in ids} - {None}


def named(question: Question, table: str, rows: Iterable[Row], given: Given) -> dict[str, Any]:
    by_name = given["orderBy"].startswith("NAME")
    return learned(
        question,
        table,
        rows,
        given,
        lambda row: (folded(row["name"]) if by_name else row["created_at"], row["id"]),
    )


def timed(question: Question, rows: Iterable[Row], given: Given) -> dict[str, Any]:
    column = "start_time" if given["orderBy"].startswith("START") else "created_at"
    return learned(question, "bookings", rows, given, lambda row: (row[column], row["id"]))


def learned(
    question: Question, table: str, rows: Iterable[Row], given: Given, key: Callable[[Row], Key]
) -> dict[str, Any]:
    """A page in an order whose cursors have been learned."""
    order, after = given["orderBy"], None
    if given.get("after") is not None:
        its_order, row_id = question.cursors.rows.get(given["after"], ("", None))
        row = question.everything.find(table, "id", row_id)
        if its_order != order or row is None:
            raise Refused
        after = key(row)
    return page(
        rows,
        given,
        key=key,
        descending=order.endswith("_DESC"),
        after=after,
        cursor=lambda row: question.cursors.texts[order, row["id"]],
    )


def page(
    rows: Iterable[Row],
    given: Given,
    *,
    key: Callable[[Row], Key],
    descending: bool,
    after: Key | None,
    cursor: Callable[[Row], str],
) -> dict[str, Any]:
    if not 1 <= given["first"] <= 200:
        raise Refused
    ordered = sorted(rows, key=key, reverse=descending)
    behind = [
        row
        for row in ordered
        if after is None or (key(row) < after if descending else key(row) > after)
    ]
    shown = behind[: given["first"]]
    return {
        "nodes": shown,
        "edges": [{"cursor": cursor(row), "node": row} for row in shown],
        "total_count": len(ordered),
        "page_info": {
            "has_next_page": len(behind) > len(shown),
            "has_previous_page": len(ordered) > len(behind),
            "start_cursor": cursor(shown[0]) if shown else None,
            "end_cursor": cursor(shown[-1]) if shown else None,
        },
    }

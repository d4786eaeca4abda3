"""One ordinary resolver per field that is more than a column of its row."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.schema.oracle import bookings, lists
from tests.schema.oracle.rows import PLANNERS, Question, Row

Resolver = Callable[[Question, Any, Mapping[str, Any]], Any]

KINDS = {
    "artists": "Artist",
    "bookings": "Booking",
    "phases": "Phase",
    "projects": "Project",
    "users": "User",
    "tenants": "StudioSettings",
    "challenges": "Challenge",
}
EVENTS = {
    "artist": ("ArtistCreated", "ArtistUpdated", "ArtistArchivedEvent", "ArtistRestored"),
    "project": ("ProjectCreated", "ProjectUpdated"),
    "phase": ("PhaseCreated", "PhaseUpdated"),
    "booking": (
        "BookingCreated",
        "BookingUpdated",
        "BookingPencilled",
        "BookingConfirmed",
        "BookingCancelled",
        "BookingRestored",
    ),
    "conflict": ("BookingConflictDetected",),
    "challenge": ("HoldChallenged", "ChallengeEnded"),
    "hold": ("HoldPromoted", "HoldExpiring"),
}
SCOPES = {
    "viewer": ["schedule:read"],
    "artist": ["bookings:own", "schedule:read"],
    "manager": [
        "artists:write",
        "bookings:write",
        "contacts:read",
        "projects:write",
        "rates:read",
        "schedule:read",
    ],
}
ADMINISTERS = ("audit:read", "keys:write", "log:read", "members:write", "studio:write")
SCOPES["admin"] = sorted([*SCOPES["manager"], *ADMINISTERS])
SCOPES["owner"] = sorted([*SCOPES["admin"], "studio:own"])


def to_one(table: str, local: str, remote: str = "id") -> Resolver:
    return lambda question, source, _: question.rows.find(table, remote, source[local])


def by_id(table: str) -> Resolver:
    return lambda question, _, given: question.rows.find(table, "id", lists.uuid_of(given["id"]))


def rate(column: str) -> Resolver:
    return lambda question, source, _: source[column] if question.sees_rates else None


def own_rate(question: Question, source: Any, _: Any) -> Any:
    own = question.is_artist and question.is_self(source, "user_id")
    return source["hourly_rate"] if question.sees_rates or own else None


def address(key: str) -> Resolver:
    return lambda question, source, _: (
        source["email"] if question.sees_contacts or question.is_self(source, key) else None
    )


def hold_rank(question: Question, row: Row, _: Any) -> int | None:
    if row["queued_at"] is None:
        return None
    return bookings.hold_rank(row, question.rows.of("bookings"), question.now)


def of_queue(rule: Callable[..., Any]) -> Resolver:
    """What follows from a booking's queue; null where its place is hidden."""
    return lambda question, row, _: (
        None if row["queued_at"] is None else rule(row, question.rows.of("bookings"), question.now)
    )


def rivals(question: Question, row: Row, _: Any) -> list[Any]:
    return of_queue(bookings.rivals)(question, row, _) or []


def day_ranks(question: Question, row: Row, _: Any) -> list[Any]:
    artist = question.rows.find("artists", "id", row["artist_id"])
    if artist is None or row["queued_at"] is None:
        return []
    there = question.rows.of("bookings")
    return bookings.day_ranks(row, there, artist["time_zone"], question.now)


def owner_id(question: Question, booking: Row) -> Any:
    project = question.rows.find("projects", "id", booking["project_id"])
    return (project["manager_id"] if project else None) or booking["created_by"]


def owner(question: Question, row: Row, _: Any) -> Row | None:
    return question.rows.find("users", "id", owner_id(question, row))


def challenges(side: str) -> Resolver:
    def found(question: Question, row: Row, given: Mapping[str, Any]) -> list[Row]:
        wanted = given.get("statuses")
        its = [c for c in question.rows.of("challenges") if c[side] == row["id"]]
        shown = ("OPEN",) if wanted is None else wanted
        return sorted((c for c in its if c["status"].upper() in shown), key=lambda c: c["id"])

    return found


def waiting(question: Question, *_: Any) -> list[Row]:
    """Open challenges that the viewer is to answer, as a booking's owner or in their stead."""
    planners = {m["user_id"] for m in question.rows.of("memberships") if m["role"] in PLANNERS}
    found = []
    for challenge in question.rows.of("challenges"):
        owner, challenger = (
            owner_id(question, booking)
            for side in ("challenged_id", "challenger_id")
            if (booking := question.rows.find("bookings", "id", challenge[side]))
        )
        parties = {challenge["opened_by"], challenger}
        stead = question.sees_log and owner not in planners - parties
        asked = (owner == question.user_id or stead) and question.user_id not in parties
        if challenge["status"] == "open" and asked:
            found.append(challenge)
    return sorted(found, key=lambda challenge: (challenge["due_at"], challenge["id"]))


def reasons(question: Question, row: Row, _: Any) -> list[Row]:
    its = [r for r in question.rows.of("booking_reasons") if r["booking_id"] == row["id"]]
    return sorted(its, key=lambda reason: reason["version"])


def said_to_planners(question: Question, row: Row, _: Any) -> str | None:
    return row["reason"] if question.plans else None


def node(question: Question, _: Any, given: Mapping[str, Any]) -> Row | None:
    wanted = lists.uuid_of(given["id"])
    found = ((kind, question.rows.find(table, "id", wanted)) for table, kind in KINDS.items())
    return next(({**row, "__typename": kind} for kind, row in found if row is not None), None)


def of_fact(table: str, name: str) -> Resolver:
    return lambda question, event, _: question.rows.find(
        table, "id", lists.uuid_of(str(event["data"]["facts"][name]))
    )


def conflicts(question: Question, event: Row, _: Mapping[str, Any]) -> list[Row]:
    wanted = map(lists.uuid_of, event["data"]["facts"]["conflicts"])
    found = (question.rows.find("bookings", "id", each) for each in wanted)
    return [row for row in found if row is not None]


def calendar(question: Question, artist: Row, given: Mapping[str, Any]) -> list[Row]:
    own = [row for row in question.rows.of("bookings") if row["artist_id"] == artist["id"]]
    shown = bookings.window(question, own, given)
    return sorted(shown, key=lambda row: (row["start_time"], row["id"]))


def phases(question: Question, project: Row, _: Mapping[str, Any]) -> list[Row]:
    own = [row for row in question.rows.of("phases") if row["project_id"] == project["id"]]
    return sorted(own, key=lambda row: (row["position"], row["id"]))


def currency(question: Question, *_: Any) -> str:
    return question.currency


RESOLVERS: dict[tuple[str, str], Resolver] = {
    ("Query", "viewer"): lambda question, *_: question.membership,
    ("Query", "node"): node,
    ("Query", "artist"): by_id("artists"),
    ("Query", "artists"): lambda question, _, given: lists.artists(question, given),
    ("Query", "booking"): by_id("bookings"),
    ("Query", "bookings"): lambda question, _, given: lists.bookings(question, given),
    ("Query", "project"): by_id("projects"),
    ("Query", "projects"): lambda question, _, given: lists.projects(question, given),
    ("Query", "events"): lambda question, _, given: lists.events(question, given),
    ("Query", "studioSettings"): lambda question, *_: question.rows.of("tenants")[0],
    ("Viewer", "user"): to_one("users", "user_id"),
    ("Viewer", "tenant"): to_one("tenants", "tenant_id"),
    ("Viewer", "scopes"): lambda question, source, _: SCOPES[source["role"]],
    ("Viewer", "artist"): to_one("artists", "user_id", "user_id"),
    ("User", "email"): address("id"),
    ("Artist", "email"): address("user_id"),
    ("Artist", "hourlyRate"): own_rate,
    ("Artist", "currency"): currency,
    ("Artist", "user"): to_one("users", "user_id"),
    ("Artist", "bookings"): calendar,
    ("Project", "budget"): rate("budget"),
    ("Project", "budgetHours"): rate("budget_hours"),
    ("Project", "currency"): currency,
    ("Project", "manager"): to_one("users", "manager_id"),
    ("Project", "phases"): phases,
    ("Project", "bookings"): lists.bookings_of,
    ("Phase", "project"): to_one("projects", "project_id"),
    ("Phase", "budget"): rate("budget"),
    ("Phase", "budgetHours"): rate("budget_hours"),
    ("Phase", "currency"): currency,
    ("Booking", "artist"): to_one("artists", "artist_id"),
    ("Booking", "project"): to_one("projects", "project_id"),
    ("Booking", "phase"): to_one("phases", "phase_id"),
    ("Booking", "createdBy"): to_one("users", "created_by"),
    ("Booking", "status"): lambda question, row, _: bookings.status(row, question.now),
    ("Booking", "endReason"): lambda question, row, _: bookings.end_reason(row, question.now),
    ("Booking", "holdRank"): hold_rank,
    ("Booking", "holdRanks"): day_ranks,
    ("Booking", "isBackup"): of_queue(bookings.is_backup),
    ("Booking", "rivals"): rivals,
    ("Booking", "owner"): owner,
    ("Booking", "challenges"): challenges("challenged_id"),
    ("Booking", "challenging"): challenges("challenger_id"),
    ("Booking", "reasons"): reasons,
    ("BookingReason", "reason"): said_to_planners,
    ("Booking", "reason"): lambda question, row, _: (
        row["reason"] if question.plans or question.is_artist else None
    ),
    ("Challenge", "reason"): said_to_planners,
    ("Challenge", "challenger"): to_one("bookings", "challenger_id"),
    ("Challenge", "challenged"): to_one("bookings", "challenged_id"),
    ("Challenge", "openedBy"): to_one("users", "opened_by"),
    ("Viewer", "challenges"): waiting,
    ("Event", "actor"): to_one("users", "actor_id"),
    ("Event", "data"): lambda question, row, _: row["data"] if question.sees_log else None,
    ("BookingCancelled", "reason"): lambda question, row, _: (row["data"]["facts"] or {}).get(
        "end_reason"
    ),
}
for _kind, _names in EVENTS.items():
    for _name in _names:
        RESOLVERS |= {
            (_name, "actor"): to_one("users", "actor_id"),
            (_name, f"{_kind}Id"): lambda question, row, _: row["aggregate_id"],
            (_name, _kind): to_one(f"{_kind}s", "aggregate_id"),
            (_name, "facts"): lambda question, row, _: row["data"]["facts"],
            (_name, "previous"): lambda question, row, _: row["data"]["previous"],
        }
for _name in EVENTS["phase"]:
    RESOLVERS |= {
        (_name, "projectId"): lambda question, row, _: row["data"]["facts"]["project_id"],
        (_name, "project"): of_fact("projects", "project_id"),
    }
RESOLVERS["ChallengeEnded", "outcome"] = lambda question, row, _: row["data"]["facts"]["status"]
for _name in EVENTS["hold"]:
    RESOLVERS |= {
        (_name, "bookingId"): lambda question, row, _: row["data"]["facts"]["booking_id"],
        (_name, "booking"): of_fact("bookings", "booking_id"),
    }
RESOLVERS |= {
    ("HoldPromoted", "rank"): lambda question, row, _: row["data"]["facts"]["rank"],
    ("HoldPromoted", "previousRank"): lambda question, row, _: row["data"]["previous"]["rank"],
    ("HoldExpiring", "expiresAt"): lambda question, row, _: row["data"]["facts"]["expires_at"],
    ("HoldExpiring", "hours"): lambda question, row, _: row["data"]["facts"]["hours"],
}
for _name in EVENTS["conflict"]:
    RESOLVERS |= {
        (_name, "attempted"): lambda question, row, _: row["data"]["facts"],
        (_name, "artist"): of_fact("artists", "artist_id"),
        (_name, "booking"): of_fact("bookings", "booking_id"),
        (_name, "conflicts"): conflicts,
    }

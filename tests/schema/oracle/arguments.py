"""Values for arguments, as a world offers them: mostly of things that exist, now and then not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import Any

from tests.schema.oracle.answer import SCHEMA
from tests.schema.oracle.dice import Dice
from tests.schema.oracle.rows import Cursors
from tests.schema.oracle.worlds import MORNING, SPECIALTIES, World

STATUSES = ("HOLD", "PENCIL", "CONFIRMED", "CANCELLED")
CHALLENGE_STATUSES = ("OPEN", "CONFIRMED", "RELEASED", "TIMED_OUT", "WITHDRAWN", "LAPSED")
PROJECT_STATUSES = ("PLANNING", "ACTIVE", "ON_HOLD", "COMPLETED", "CANCELLED", "ARCHIVED")
SEARCHES = ("", " ", "ANNE", "änne  b", "e", "\\", '"', "é", "%", "strasse", "nobody of this name")
NO_IDS = ("", "nope", "5", "00000000-0000-0000-0000-000000000000", "\\u0000", "é")
NO_CURSORS = ("", "nope", "WyJOQU1FX0FTQyIs", "\\u0000", "é")
ORDERS = {
    "artists": "NameOrder",
    "projects": "NameOrder",
    "bookings": "BookingOrder",
    "events": "EventOrder",
}
TABLES = {"artist": "artists", "booking": "bookings", "project": "projects"}


@dataclass(frozen=True)
class Arguments:
    """What can be given to the fields of the schema, in one world."""

    world: World
    other: World
    cursors: Cursors

    def of(self, dice: Dice, parent: str, name: str, *, root: bool) -> dict[str, Any]:
        """Arguments for a field. Impossible ones only at the root, where they fail alone."""
        if name in ("node", *TABLES) and root:
            return {"id": _spelt(dice, dice.pick(self._ids(TABLES.get(name))))}
        if name in ("challenges", "challenging"):
            return dice.some(statuses=self._statuses(dice, CHALLENGE_STATUSES))
        if parent == "Artist":
            return self._window(dice) | dice.some(statuses=self._statuses(dice, STATUSES))
        values = self._page(dice, name, root=root)
        if name == "bookings" and not root:
            values |= dice.some(statuses=self._statuses(dice, STATUSES))
        elif name != "events":
            values |= dice.some(filter=self._filter(dice, name))
        return values

    def _page(self, dice: Dice, name: str, *, root: bool) -> dict[str, Any]:
        sizes: list[int | None] = [1, 1, 2, 3, 7, 50, 200]
        if root and dice.chance(4):
            sizes = [0, -1, None]
        orders = list(getattr(SCHEMA.type_map[ORDERS[name]], "values"))  # noqa: B009
        order = dice.pick(orders)
        values = dice.some(first=dice.pick(sizes), orderBy=order)
        chosen = values.get("orderBy", orders[0])
        if name == "events":
            return values | dice.some(after=dice.pick([None, 0, 1, 3, 10, 99]))
        after = self.cursors.of(name, chosen)
        if root and dice.chance(4):
            after = [*self.cursors.rows, *NO_CURSORS]
        return values | dice.some(after=dice.pick([None, *after]))

    def _filter(self, dice: Dice, name: str) -> dict[str, Any] | None:
        if dice.chance(10):
            return None
        found: dict[str, Any]
        if name == "artists":
            found = {
                "search": dice.pick([None, *SEARCHES]),
                "specialties": dice.several([*SPECIALTIES, "none"]),
                "employment": dice.pick([None, "STAFF", "FREELANCE"]),
                "includeArchived": dice.pick([None, True, False]),
            }
        elif name == "projects":
            found = {
                "search": dice.pick([None, *SEARCHES]),
                "statuses": self._statuses(dice, PROJECT_STATUSES),
            }
        else:
            known = [row["external_id"] for row in self.world.rows.get("bookings", [])]
            window = self._window(dice)
            if dice.chance(4):
                window = {"from": window["to"], "to": window["from"]}
            found = {
                **window,
                "artistIds": dice.several([*map(str, self.world.ids("artists")), *NO_IDS]),
                "projectIds": dice.several([*map(str, self.world.ids("projects")), *NO_IDS]),
                "statuses": self._statuses(dice, STATUSES),
                "externalId": dice.pick([*known, "unknown"]),
            }
        return dice.some(**found)

    def _window(self, dice: Dice) -> dict[str, Any]:
        hours = (dice.roll(80) - 40) / 2
        length = dice.pick([0.5, 1, 2, 10, 24 * 7, 24 * 400])
        zone = timezone(timedelta(minutes=dice.pick([0, 0, 330, -480])))
        start = MORNING + timedelta(hours=hours, microseconds=dice.pick([0, 0, 1, 500_000]))
        ends = (start, start + timedelta(hours=length))
        texts = [end.astimezone(zone).isoformat().replace("+00:00", "Z") for end in ends]
        return dict(zip(("from", "to"), texts, strict=True))

    def _statuses(self, dice: Dice, every: Sequence[str]) -> Any:
        if dice.chance(10):
            return dice.pick(list(every))
        return dice.several(list(every))

    def _ids(self, table: str | None) -> list[str]:
        tables = ["artists", "bookings", "phases", "projects", "users", "challenges"]
        own = [str(i) for each in ([table] if table else tables) for i in self.world.ids(each)]
        others = [
            str(i)
            for each in tables
            for world in (self.other, self.world)
            for i in world.ids(each)[:2]
        ]
        return own * 4 + others + [*NO_IDS]


def _spelt(dice: Dice, text: str) -> str:
    """An id as it is, mostly; in capitals it is the same, without dashes it is none."""
    return text.upper() if dice.chance(4) else text.replace("-", "") if dice.chance(2) else text

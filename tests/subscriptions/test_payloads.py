"""Payloads are made once for all who come within a moment, and then let go."""

import asyncio

import pytest

from subscriptions import payloads as module
from subscriptions.payloads import Payload, Payloads
from subscriptions.stream import Item
from tests.subscriptions.conditions import until
from tests.subscriptions.log import Entry


class Kitchen:
    """Renders slowly, what is as large as its revision says, and counts."""

    def __init__(self) -> None:
        self.made = 0
        self.fails = False

    async def render(self, item: Item[Entry]) -> Payload:
        self.made += 1
        await asyncio.sleep(0.01)
        if self.fails:
            raise ConnectionError("terminated")
        return Payload(bytes(item.revision))


async def test_what_many_ask_for_at_once_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    kitchen = Kitchen()
    payloads: Payloads[Entry] = Payloads(kitchen.render)
    found = await asyncio.gather(*(payloads.ready("k", Entry(3)) for _ in range(20)))
    assert kitchen.made == 1
    assert len({id(payload) for payload in found}) == 1
    assert payloads.find("k") is found[0]
    payloads.clear()
    assert payloads.find("k") is None


async def test_what_is_at_hand_is_not_waited_for() -> None:
    payloads: Payloads[Entry] = Payloads(lambda item: Payload(bytes(item.revision)))
    asking = payloads.ready("k", Entry(3))
    with pytest.raises(StopIteration) as answered:
        asking.send(None)
    assert answered.value.value is payloads.find("k")
    payloads.clear()
    assert payloads.find("k") is None


async def test_it_is_made_for_the_others_though_who_asked_first_has_gone_away() -> None:
    kitchen = Kitchen()
    payloads: Payloads[Entry] = Payloads(kitchen.render)
    first = asyncio.create_task(payloads.ready("k", Entry(3)))
    other = asyncio.create_task(payloads.ready("k", Entry(3)))
    await asyncio.sleep(0)
    first.cancel()
    assert len((await other).text) == 3
    assert kitchen.made == 1
    payloads.clear()


async def test_a_failure_is_not_kept() -> None:
    kitchen = Kitchen()
    kitchen.fails = True
    payloads: Payloads[Entry] = Payloads(kitchen.render)
    with pytest.raises(ConnectionError):
        await payloads.ready("k", Entry(3))
    kitchen.fails = False
    assert len((await payloads.ready("k", Entry(3))).text) == 3
    payloads.clear()


async def test_a_payload_is_let_go_after_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FRESH", 0.05)
    payloads: Payloads[Entry] = Payloads(Kitchen().render)
    await payloads.ready("k", Entry(3))
    await until(lambda: payloads.find("k") is None)


async def test_large_payloads_are_let_go_sooner() -> None:
    payloads: Payloads[Entry] = Payloads(Kitchen().render)
    for number in range(5):
        await payloads.ready(number, Entry(600_000))
    assert [payloads.find(number) is not None for number in range(5)] == [False] * 4 + [True]
    payloads.clear()

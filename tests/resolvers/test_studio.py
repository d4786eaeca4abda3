import pytest

from domain.errors import NotOffered
from resolvers.studio import create_studio
from tests.factories import Studio


async def test_no_studio_is_founded_where_the_operator_does_not_offer_it(studio: Studio) -> None:
    given = {"slug": "mine", "name": "Mine", "time_zone": "UTC", "currency": "EUR"}
    with pytest.raises(NotOffered):
        await create_studio(studio.context(), given, offered=False)

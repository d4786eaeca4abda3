"""What runs beside the servers: work that falls due by itself."""

from app.commands.database import connected
from app.settings import Settings


async def work(settings: Settings) -> None:
    """Let holds expire when their time has come, until told to stop."""
    from resolvers import expiry

    async with connected(settings) as database:
        await expiry.run(database)

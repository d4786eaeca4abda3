"""What runs beside the servers: work that falls due by itself."""

from functools import partial

from app.commands.database import connected
from app.settings import Settings


async def work(settings: Settings) -> None:
    """Let holds expire when their time has come, until told to stop."""
    from app.logging import configure_logging
    from db.events import latest_heads
    from resolvers import expiry
    from subscriptions.backend import open_backend
    from subscriptions.hub import Hub

    configure_logging(level=settings.log_level, style=settings.log_format)
    async with connected(settings) as database:
        latest = partial(latest_heads, database)
        async with Hub(open_backend(settings.redis_url or None), latest) as hub:
            await expiry.run(database, hub.publish)

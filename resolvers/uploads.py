"""The use cases of uploads: files that are sent once and then worked on by their id."""

from uuid import UUID

from uuid_utils.compat import uuid7

from db.queries import uploads
from domain.errors import NotFound
from resolvers.context import Context


async def keep_upload(ctx: Context, content: str) -> UUID:
    """Keep a file for a day, and answer its id."""
    upload_id = uuid7()
    async with ctx.db.tenant(ctx.actor) as session:
        await uploads.add(session, ctx.actor, upload_id, content, at=ctx.now)
    return upload_id


async def upload(ctx: Context, upload_id: UUID) -> str:
    """The text of a file that this studio has sent. Raises `NotFound`."""
    async with ctx.db.tenant(ctx.actor) as session:
        content = await uploads.content_of(session, upload_id)
    if content is None:
        raise NotFound("upload", ("uploadId",))
    return content

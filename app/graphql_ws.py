"""GraphQL over WebSocket, in the protocol graphql-transport-ws: live events above all."""

from collections.abc import Sequence
from datetime import timedelta

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types.unset import UnsetType

from app.contexts import Contexts
from app.origin import Origins
from app.rate_limits import RateLimits
from app.response_times import ResponseTimes
from app.ws_adapter import TimedAdapter
from app.ws_caps import Caps
from app.ws_handler import Connection, Handler
from schema.live_operations import LiveOperations
from schema.masking import MaskedSchema

FIRST_MESSAGE_TIMEOUT = timedelta(seconds=5)


class GraphQLOverWebSocket(GraphQL[Connection, None]):
    """The ASGI application behind the path of the API, for WebSockets.

    Pages of our own origin and of `allowed_origins` may connect. `timeout` is in seconds and
    bounds operations other than subscriptions.
    """

    websocket_adapter_class = TimedAdapter
    graphql_transport_ws_handler_class = Handler

    def __init__(
        self,
        schema: MaskedSchema,
        contexts: Contexts,
        live: LiveOperations,
        origins: Origins,
        limits: RateLimits,
        times: ResponseTimes,
        caps: Caps,
        *,
        timeout: float,
        allowed_origins: Sequence[str],
    ) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
            connection_init_wait_timeout=FIRST_MESSAGE_TIMEOUT,
            max_subscriptions_per_connection=None,
            allowed_origins=allowed_origins,
        )
        self._contexts = contexts
        self._live = live
        self._origins = origins
        self._limits = limits
        self._times = times
        self._caps = caps
        self._timeout = timeout

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Connection:
        return Connection(
            self._contexts,
            self._live,
            self._limits,
            self._times,
            self._caps,
            self._origins.of(request),
            self._timeout,
        )

    async def on_ws_connect(self, context: Connection) -> UnsetType:
        await context.sign_in()
        return UnsetType()

    def decode_json(self, data: str | bytes) -> object:
        decoded: object = orjson.loads(data)
        return decoded

"""The identity provider of the settings: Clerk, or any other that speaks OpenID Connect."""

from dataclasses import dataclass
from typing import Self

from app.claims import Dialect
from app.jwks import Jwks
from app.refusal import Refusal
from app.settings import Settings
from app.tokens import TokenVerifier


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """What verifies a provider's tokens, and the keys that it does so with, to be entered."""

    keys: Jwks
    verifier: TokenVerifier

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Raises `Refusal` where the settings would let in tokens made for others, or anybody."""
        if settings.auth_dev_key_file:
            raise Refusal("AUTH_DEV_KEY_FILE lets in anybody: unset it, or AUTH_ISSUER")
        if not settings.auth_audience and not settings.auth_authorized_parties:
            raise Refusal(
                "AUTH_ISSUER needs AUTH_AUDIENCE or AUTH_AUTHORIZED_PARTIES beside it:"
                " its tokens for other applications would open this one"
            )
        keys = Jwks(
            settings.auth_issuer,
            settings.auth_jwks_url or None,
            refresh=settings.auth_keys_refresh,
        )
        dialect = Dialect(
            email=settings.auth_claim_email,
            email_verified=settings.auth_claim_email_verified,
            name=settings.auth_claim_name,
            tenant=settings.auth_claim_tenant,
            session=settings.auth_claim_session,
            trust_email=settings.auth_trust_email,
        )
        verifier = TokenVerifier(
            keys,
            dialect.read,
            issuer=settings.auth_issuer,
            audience=settings.auth_audience or None,
            parties=settings.auth_authorized_parties,
        )
        return cls(keys, verifier)

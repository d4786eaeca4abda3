"""What browsers may load and run for an answer of ours (Content-Security-Policy)."""

from collections.abc import Mapping

STRICT: Mapping[str, str] = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "frame-src": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
    "base-uri": "'none'",
}


def content_policy(changes: Mapping[str, str] | None = None) -> str:
    """The strict policy, but for some directives."""
    return "; ".join(f"{name} {sources}" for name, sources in {**STRICT, **(changes or {})}.items())

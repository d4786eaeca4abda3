"""How names are folded, so that sorting and search do what people expect."""

import unicodedata


def name_key(name: str) -> str:
    """`name` without case and accents: `Änne` and `anne` sort together and are found by either."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.split())

"""How names are folded, so that sorting and search do what people expect."""

import unicodedata


def name_key(name: str) -> str:
    """`name` without case and accents: `Änne` and `anne` sort together and are found by either."""
    # Twice: what a sign stands for may have case (™ is TM), and what it folds to may have accents.
    folded = unicodedata.normalize("NFKD", name).casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.split())

"""How an identity provider tells us who somebody is."""

from dataclasses import dataclass

from domain import checks
from domain.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Introduction:
    """A person as a provider knows them: `subject` is theirs for good, at this `issuer`.

    `email` is one that the provider has verified, None where there is none to rely on.
    """

    issuer: str
    subject: str
    email: str | None = None
    name: str | None = None

    @property
    def called(self) -> str:
        """What to call them: by their name, else by what stands before the @."""
        try:
            return checks.text(self.name or "", "name")
        except InvalidInput:
            return (self.email or self.subject).partition("@")[0][: checks.LONGEST_NAME]

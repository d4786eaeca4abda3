"""What the log says of challenges."""

from dataclasses import replace

from db.queries import challenges
from domain.challenge import Challenge, ChallengeStatus
from domain.event import Event, EventType, facts_of


def begun(challenge: Challenge) -> Event:
    """A challenge was made."""
    facts = facts_of("challenge", challenges.facts(challenge))
    return Event(EventType.CHALLENGE_OPENED, challenge.id, challenge.version, facts)


def ended(challenge: Challenge) -> Event:
    """A challenge came to its end."""
    before = replace(challenge, status=ChallengeStatus.OPEN, ended_at=None)
    return Event(
        EventType.CHALLENGE_ENDED,
        challenge.id,
        challenge.version,
        facts=facts_of("challenge", challenges.facts(challenge)),
        previous=facts_of("challenge", challenges.facts(before)),
    )

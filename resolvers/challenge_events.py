"""What the log says of challenges."""

from dataclasses import replace

from db.queries import challenges
from db.session import Session
from domain.challenge import Challenge, ChallengeStatus
from domain.event import Event, EventType, facts_of


async def begun(session: Session, challenge: Challenge) -> Event:
    """A challenge was made."""
    return Event(
        EventType.CHALLENGE_OPENED,
        challenge.id,
        challenge.version,
        facts=facts_of("challenge", challenges.facts(challenge)),
        projects=await challenges.projects_of(session, challenge),
    )


async def ended(session: Session, challenge: Challenge) -> Event:
    """A challenge came to its end."""
    before = replace(challenge, status=ChallengeStatus.OPEN, ended_at=None)
    return Event(
        EventType.CHALLENGE_ENDED,
        challenge.id,
        challenge.version,
        facts=facts_of("challenge", challenges.facts(challenge)),
        previous=facts_of("challenge", challenges.facts(before)),
        projects=await challenges.projects_of(session, challenge),
    )

"""What the operations on bookings are given: few places and people, so that they meet."""

from datetime import date, timedelta

from hypothesis import strategies as st

from domain.booking import BookingStatus
from domain.challenge import ChallengeAnswer
from domain.roles import Role
from tests.factories import NINE

number = st.integers(0, 11)
some = st.sets(number, min_size=1, max_size=4)
people = st.sampled_from([Role.OWNER, Role.ADMIN, Role.MANAGER])
owners = st.sampled_from([Role.MANAGER, Role.MANAGER, Role.OWNER, Role.ADMIN])
answers = st.sampled_from([*ChallengeAnswer, ChallengeAnswer.RELEASE])
override = st.sampled_from([None, None, "They agreed"])
statuses = st.sampled_from([BookingStatus.HOLD, BookingStatus.PENCIL, BookingStatus.CONFIRMED])
instants = st.integers(0, 12).map(lambda hour: NINE + timedelta(hours=hour))
windows = st.builds(
    lambda start, length: {"start_time": start, "end_time": start + timedelta(hours=length)},
    instants,
    st.integers(1, 5),
)
whole_days = st.builds(
    lambda first, more: {
        "start_date": date(2027, 3, 1) + timedelta(days=first),
        "end_date": date(2027, 3, 1) + timedelta(days=first + more),
    },
    st.integers(0, 1),
    st.integers(0, 1),
)
times = st.one_of(windows, windows, whole_days)

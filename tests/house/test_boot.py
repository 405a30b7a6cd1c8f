"""The house boots."""

from tests.cast import coordinator


def test_nisha_is_her_own_first_coordinator():
    nisha = coordinator()
    assert nisha.coordinates
    assert nisha.is_active

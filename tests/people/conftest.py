"""A clock that stands still, where a test asks for it."""

import pytest
import time_machine

from tests.cast import NOW


@pytest.fixture
def still():
    """The clock at NOW; `still.shift(timedelta)` moves it."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock

"""The breaker: after a failure nobody tries for a while, and longer each time."""

from facilitator.nudge import Breaker


def test_after_each_failure_the_pause_doubles_up_to_ten_minutes():
    breaker, now, pauses = Breaker(), 1000.0, []
    for _ in range(8):
        assert breaker.lets_through(now)
        pause = breaker.failed(now)
        pauses.append(pause)
        assert not breaker.lets_through(now + pause - 0.1)
        now += pause
    assert pauses == [30, 60, 120, 240, 480, 600, 600, 600]
    assert (breaker.failures, breaker.skipped) == (8, 8)


def test_one_success_forgets_the_failures():
    breaker = Breaker()
    for at in (0.0, 30.0):
        assert breaker.lets_through(at)
        breaker.failed(at)
    assert breaker.lets_through(90.0)
    breaker.succeeded()
    assert breaker.lets_through(90.0)
    assert breaker.failed(90.0) == 30


def test_after_a_pause_one_tries_while_the_others_skip():
    breaker = Breaker()
    breaker.failed(0.0)
    assert breaker.lets_through(30.0)
    assert not breaker.lets_through(30.1)

"""Rates and their history."""

from sprig_tui.services.rate_meter import RateMeter, spark


def test_no_sample_is_no_rate() -> None:
    """Nothing is known before two samples."""
    meter = RateMeter()
    assert (meter.rate(), meter.history(5)) == (0.0, [])
    meter.add(10.0, 1000)
    assert meter.rate() == 0.0
    assert meter.history(3) == [0, 0, 0]
    assert meter.history(0) == []


def test_the_rate_is_that_of_the_last_five_seconds() -> None:
    """What the counter held before does not count, and an old burst is forgotten."""
    meter = RateMeter()
    meter.add(0.0, 500)
    meter.add(1.0, 600)
    assert meter.rate() == 100.0
    for second in range(2, 20):
        meter.add(float(second), 600)
    assert meter.rate() == 0.0
    meter.add(20.0, 650)
    assert meter.rate() == 10.0


def test_two_samples_close_together_do_not_exaggerate() -> None:
    """Less than a second counts as one."""
    meter = RateMeter()
    meter.add(0.0, 0)
    meter.add(0.1, 5)
    assert meter.rate() == 5.0


def test_a_reset_counter_starts_again() -> None:
    """A smaller number is another log."""
    meter = RateMeter()
    meter.add(0.0, 900)
    meter.add(1.0, 1000)
    meter.add(2.0, 3)
    assert meter.rate() == 0.0
    assert meter.history(2) == [0, 0]


def test_history_sums_seconds_into_buckets() -> None:
    """The last bucket ends with the last sample's second."""
    meter = RateMeter()
    for second, count in enumerate([0, 1, 3, 6, 10]):
        meter.add(second + 0.5, count)
        meter.add(second + 0.6, count)
    assert meter.history(3) == [2, 3, 4]
    assert meter.history(3, seconds_each=2) == [0, 3, 7]


def test_bars_are_scaled_to_the_highest() -> None:
    """Nothing is a gap, anything at all the lowest bar."""
    assert spark([], "ab") == ""
    assert spark([0, 0], "ab") == "  "
    assert spark([0, 1, 500, 1000], "abcd") == " abd"

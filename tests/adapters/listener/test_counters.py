"""What was not stored is counted, by few and short names."""

from sprig_tui.adapters.listener.counters import MAX_NAMES, OTHERS, NotStored


def test_origins_and_hosts_are_counted_apart() -> None:
    counters = NotStored()
    counters.block_origin(b"https://a")
    counters.block_origin(b"https://a")
    counters.refuse_host(b"evil\xff")
    assert counters.blocked_origins == {"https://a": 2}
    assert counters.refused_hosts == {"evil\xff": 1}


def test_names_stay_few_and_short() -> None:
    counters = NotStored()
    for number in range(500):
        counters.refuse_host(b"%d" % number + b"x" * 8_000)
    assert len(counters.refused_hosts) == MAX_NAMES + 1
    assert counters.refused_hosts[OTHERS] == 400
    assert max(map(len, counters.refused_hosts)) == 200


def test_causes_are_told_in_words_and_only_those_that_occurred() -> None:
    counters = NotStored()
    assert counters.by_cause() == {}
    counters.block_origin(b"https://a")
    counters.bad_keys += 2
    assert counters.by_cause() == {"origin https://a": 1, "unknown or missing key": 2}

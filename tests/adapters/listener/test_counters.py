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

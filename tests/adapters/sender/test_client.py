from sprig_tui.adapters.sender.client import ClientPool


async def test_one_client_serves_everybody() -> None:
    pool = ClientPool(read_seconds=1)
    async with pool.lend() as one, pool.lend() as other:
        assert one is other
    await pool.close()


async def test_a_retired_client_stays_open_for_those_who_have_it() -> None:
    pool = ClientPool(read_seconds=1)
    async with pool.lend() as old:
        pool.retire(old)
        pool.retire(old)
        async with pool.lend() as new:
            assert new is not old
        assert not old.is_closed
    await pool.close()
    assert old.is_closed
    assert new.is_closed


async def test_closing_twice_is_fine() -> None:
    pool = ClientPool(read_seconds=1)
    async with pool.lend() as client:
        pass
    await pool.close()
    await pool.close()
    assert client.is_closed

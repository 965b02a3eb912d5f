"""The garbage collector of a process that lives long.

One look through everything that Textual, pydantic and the rules hold takes 10 to 300 ms, in which
no key and no request is answered (docs/performance.md).
"""

import gc


def hold_collector() -> None:
    """Collect nothing while the program loads: nearly all of it stays."""
    gc.disable()


def spare_what_stays() -> None:
    """Collect from now on, but only among what is made from now on."""
    gc.freeze()
    gc.enable()

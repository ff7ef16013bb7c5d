"""What is loaded once and stays is taken out of the collector's sight."""

import gc


def settle_memory() -> None:
    """After everything is loaded: what lives now will live on, so no later collection looks at it.

    A full collection of a loaded process takes some 100 ms, in the middle of whatever somebody waits for.
    """
    gc.collect()
    gc.freeze()

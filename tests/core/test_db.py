"""The writers' queue."""

import os
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.core.db import make_engine, write_queue


def _take_a_turn(engine: Engine) -> None:
    with write_queue(engine).turn():
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="server processes are copies of one on Linux alone")
def test_a_copy_of_a_process_waits_for_the_turn_of_its_parent(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite+pysqlite:///{tmp_path / 'site.sqlite3'}")
    _take_a_turn(engine)  # the lock's file is open before the copy is made
    with write_queue(engine).turn():
        copy = get_context("fork").Process(target=_take_a_turn, args=(engine,), daemon=True)
        copy.start()
        copy.join(0.3)
        assert copy.is_alive() and copy.pid != os.getpid()
    copy.join(10)
    assert copy.exitcode == 0

"""The log's tree against RFC 6962's own definition, computed the slow way."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.merkle_log import EMPTY_ROOT, Frontier, leaf_hash, merkle_root, node_hash


def slow_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1: split at the largest power of two smaller than the count."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node_hash(slow_root(leaves[:split]), slow_root(leaves[split:]))


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_the_root_is_the_one_that_the_rfc_defines(bodies: list[bytes]) -> None:
    leaves = [leaf_hash(body) for body in bodies]
    assert merkle_root(leaves) == slow_root(leaves)


def test_an_empty_log_has_the_hash_of_nothing() -> None:
    assert merkle_root([]) == EMPTY_ROOT == hashlib.sha256(b"").digest()


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=40), st.integers(min_value=0, max_value=39))
def test_a_stored_frontier_goes_on_where_it_stopped(bodies: list[bytes], stop: int) -> None:
    leaves = [leaf_hash(body) for body in bodies]
    tree = Frontier()
    for number, leaf in enumerate(leaves):
        if number == stop:
            tree = Frontier.read(tree.size, tree.stored())
        tree.append(leaf)
    assert tree.root() == merkle_root(leaves)


def test_a_frontier_that_does_not_fit_its_size_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Frontier.read(3, b"\x00" * 32)

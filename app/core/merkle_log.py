"""A Merkle tree log as in RFC 6962: leaves are hashed as stored, and the tree's head proves them all.

The head keeps a *frontier*: the roots of the full subtrees of the present size, greatest first. Appending
touches only those, so a log of any length grows at the cost of a few hashes.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(body: bytes) -> bytes:
    """SHA-256 over 0x00 and the stored bytes. Source: RFC 6962, section 2.1."""
    return hashlib.sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 over 0x01 and both children. Source: RFC 6962, section 2.1."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """The full subtrees of a log: their roots in order, one for each set bit of `size`, greatest first."""

    size: int = 0
    roots: list[bytes] = field(default_factory=list)

    @classmethod
    def read(cls, size: int, stored: bytes) -> "Frontier":
        """From what `stored()` gave. Raises ValueError if the bytes do not belong to the size."""
        if len(stored) != 32 * size.bit_count():
            raise ValueError("the log's head does not fit its size")
        return cls(size, [stored[i : i + 32] for i in range(0, len(stored), 32)])

    def stored(self) -> bytes:
        """The roots, one after another."""
        return b"".join(self.roots)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        node, size = leaf, self.size
        while size & 1:
            node = node_hash(self.roots.pop(), node)
            size >>= 1
        self.roots.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The tree's root hash; SHA-256 of nothing for an empty log."""
        if not self.roots:
            return EMPTY_ROOT
        node = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            node = node_hash(left, node)
        return node


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes, for a list of bulk rows."""
    tree = Frontier()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from one leaf to the root, nearest first. Source: RFC 6962, section 2.1.1."""
    if not 0 <= index < len(leaves):
        raise ValueError("no such leaf")
    level, path = list(leaves), []
    while len(level) > 1:
        if index ^ 1 < len(level):
            path.append(level[index ^ 1])
        paired = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = paired + (level[-1:] if len(level) & 1 else [])
        index >>= 1
    return path


def root_of_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that a leaf at `index` and its path give in a tree of `size`. Source: RFC 9162, section
    2.1.3.2.
    """
    node, last = leaf, size - 1
    for beside in path:
        while not index & 1 and index == last:
            index, last = index >> 1, last >> 1
        node = node_hash(beside, node) if index & 1 else node_hash(node, beside)
        index, last = index >> 1, last >> 1
    return node

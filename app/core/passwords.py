"""Passwords (argon2id, 19 MiB) and one-time tokens. Two hashes at once at the most, to bound memory."""

import base64
import hashlib
import hmac
import secrets
from threading import Semaphore

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

_turns = Semaphore(2)
_hash = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19456, parallelism=1),))
# Compared against when the name is unknown, so that an unknown name takes as long as a wrong password.
_decoy = _hash.hash(secrets.token_urlsafe(16))


def password_hash(password: str) -> str:
    """The argon2id hash of a password, taken exactly as typed."""
    with _turns:
        return _hash.hash(password)


def is_password(password: str, stored: str | None) -> bool:
    """Whether the password belongs to the stored hash; as slow for an unknown person (`stored` None)."""
    with _turns:
        right = _hash.verify(password, stored or _decoy)
    return right and stored is not None


def new_token() -> str:
    """A secret for a session, an invitation or an API token: 256 bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def token_from(secret: str, *names: str) -> str:
    """The one token that follows from a secret and names: whoever asks again gets the same one again."""
    digest = hmac.new(secret.encode(), "\x1f".join(names).encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def token_digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def form_token(session_token_digest: str) -> str:
    """The token that every form of a session carries, so that no other site's form is taken."""
    return hmac.new(session_token_digest.encode(), b"form", hashlib.sha256).hexdigest()


def same(left: str, right: str) -> bool:
    """Comparison in constant time."""
    return hmac.compare_digest(left.encode(), right.encode())

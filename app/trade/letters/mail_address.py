"""Mail addresses: what looks like one, and what makes one the same as another."""

import re
import unicodedata

LONGEST = 254  # RFC 5321, section 4.5.3.1.3: a path of 256 with its brackets
_FORM = re.compile(r"[^@\s]+@[^@\s]+")


def mail_key(address: str) -> str:
    """What makes an address unique: NFKC and case folded."""
    return unicodedata.normalize("NFKC", address.strip()).casefold()


def is_mail_address(address: str) -> bool:
    """Whether the text has the form name@place and is not too long. Nothing is sent to find out more."""
    return len(address) <= LONGEST and bool(_FORM.fullmatch(mail_key(address)))

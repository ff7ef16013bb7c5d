"""Something from outside could not be read: the core's own exception, before any rule of trade."""

import errno
from typing import Any

# Disk full, over a quota, over a size, read-only, or an error of the device: later it may work again.
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}


class Unreadable(Exception):
    """A file, an archive, a sheet or a picture is refused at the door.

    Like a refusal of trade it carries a code `word.reason` and plain figures for the sentence; `status` is
    the answer's status: 413 too large, 415 not a kind that we take, 422 damaged or wrong, 503 no room now.
    """

    def __init__(self, code: str, /, status: int = 422, **figures: Any) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.figures: dict[str, Any] = figures

    def __str__(self) -> str:
        """Code and figures, for logs; people read the sentence of the code."""
        return f"{self.code} {self.figures}" if self.figures else self.code

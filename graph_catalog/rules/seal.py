"""What a finding is known by, without telling what it is about: its key, and its place in the list.

Both are made of the rule and of keys that the viewer may not see. The key is a keyed hash: who guesses a key cannot
try the guess. The place must come back as it was, so it is sealed: SIV (RFC 5297's construction) of HMAC-SHA-256 and of
SHAKE-256 as the key stream. Equal places give equal texts, so that answers can be repeated to the byte; what was
changed or made up opens to nothing.
"""

import base64
import binascii
import dataclasses
import hashlib
import hmac
from typing import Final

_LETTERS: Final = 26
_MARK: Final = 16


@dataclasses.dataclass(frozen=True)
class Seal:
    """Hashes and seals with the store's secret, which all its servers share."""

    secret: str

    def key(self, *parts: str) -> str:
        """Return the key of what is known by `parts`."""
        digest = self._mac("key", "\x1f".join(parts).encode())
        return base64.b32encode(digest).decode("ascii").lower()[:_LETTERS]

    def close(self, text: str) -> str:
        """Return `text` so that nobody can read it."""
        plain = text.encode()
        mark = self._mac("mark", plain)[:_MARK]
        return base64.urlsafe_b64encode(mark + self._masked(mark, plain)).decode("ascii")

    def open(self, sealed: str) -> str | None:
        """Return what `close` was given; None for anything that it did not give."""
        try:
            raw = base64.urlsafe_b64decode(sealed.encode("ascii"))
        except (binascii.Error, ValueError):
            return None
        mark, plain = raw[:_MARK], self._masked(raw[:_MARK], raw[_MARK:])
        if not hmac.compare_digest(mark, self._mac("mark", plain)[:_MARK]):
            return None
        return plain.decode()

    def _mac(self, use: str, plain: bytes) -> bytes:
        return hmac.digest(f"{use}|{self.secret}".encode(), plain, "sha256")

    def _masked(self, mark: bytes, plain: bytes) -> bytes:
        stream = hashlib.shake_256(f"stream|{self.secret}|".encode() + mark).digest(len(plain))
        return bytes(one ^ other for one, other in zip(plain, stream, strict=True))

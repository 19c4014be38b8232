"""Signed tokens: a random secret, an expiry, and a signature, so that guesses are refused without asking the database."""

import hmac
from hashlib import sha256

# 128 bits of the signature keep the link short enough for a QR code a phone can read from paper.
_SIGNATURE_CHARS = 32


def signed(secret: str, *, expires_ms: int, key: bytes) -> str:
    """secret.expiry.signature; the expiry in hexadecimal milliseconds."""
    content = f"{secret}.{expires_ms:x}"
    return f"{content}.{_signature(content, key)}"


def is_signed(token: str, *, key: bytes, now_ms: int) -> bool:
    """Whether a token was signed with this key and has not expired."""
    content, _, signature = token.rpartition(".")
    _, _, expiry = content.rpartition(".")
    if not signature.isascii() or not hmac.compare_digest(signature, _signature(content, key)):
        return False
    return int(expiry, 16) > now_ms


def _signature(content: str, key: bytes) -> str:
    return hmac.new(key, b"invitation:" + content.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:_SIGNATURE_CHARS]

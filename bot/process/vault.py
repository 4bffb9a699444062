"""Seals what must not be readable in the database, such as national identity numbers."""

from __future__ import annotations

import base64
from enum import Enum, auto

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.process.settings import Settings

_SEALING = b"rapsamak sealed answers, 1"


class SealedWith(Enum):
    """With which of the office's keys something is sealed."""

    NEWEST = auto()
    OLDER = auto()
    UNKNOWN = auto()


class Vault:
    """Seals with a key derived from the office's SECRET_KEY; also opens what its predecessors sealed.

    Raises ValueError without a key.
    """

    def __init__(self, secret_key: str, *older: str) -> None:
        if not secret_key:
            raise ValueError("SECRET_KEY must be set to seal or open what is kept secret")
        self._newest, *self._older = (_fernet(key) for key in (secret_key, *older))

    @classmethod
    def of(cls, settings: Settings) -> Vault:
        """The vault of these settings' keys."""
        return cls(settings.secret_key, *settings.old_secret_keys)

    def seal(self, clear: str) -> str:
        """Seals a text so that only the newest key opens it."""
        return self._newest.encrypt(clear.encode()).decode()

    def unseal(self, sealed: str) -> str:
        """The original text. Raises ValueError if none of the keys sealed it, or it was altered since."""
        for fernet in (self._newest, *self._older):
            if (clear := _opened(fernet, sealed)) is not None:
                return clear
        raise ValueError("sealed with another SECRET_KEY: name it in SECRET_KEY_OLD")

    def sealed_with(self, sealed: str) -> SealedWith:
        """Whose it is."""
        if _opened(self._newest, sealed) is not None:
            return SealedWith.NEWEST
        older = any(_opened(fernet, sealed) is not None for fernet in self._older)
        return SealedWith.OLDER if older else SealedWith.UNKNOWN

    def renewed(self, sealed: str) -> str | None:
        """The same sealed with the newest key; None if it is so already. Raises ValueError as `unseal`."""
        if self.sealed_with(sealed) is SealedWith.NEWEST:
            return None
        return self.seal(self.unseal(sealed))


def derived(secret_key: str, purpose: bytes) -> bytes:
    """A key of 32 bytes for one purpose (RFC 5869): what is known of one says nothing of another."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret_key.encode())


def _fernet(secret_key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived(secret_key, _SEALING)))


def _opened(fernet: Fernet, sealed: str) -> str | None:
    try:
        return fernet.decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None

"""Seals what must not be readable in the database, such as national identity numbers."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PURPOSE = b"rapsamak sealed answers, 1"


class Vault:
    """Seals and unseals with a key derived from the office's SECRET_KEY. Raises ValueError without one."""

    def __init__(self, secret_key: str) -> None:
        if not secret_key:
            raise ValueError("SECRET_KEY must be set to seal or open what is kept secret")
        key = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret_key.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def seal(self, clear: str) -> str:
        """Seals a text so that only this key opens it."""
        return self._fernet.encrypt(clear.encode()).decode()

    def unseal(self, sealed: str) -> str:
        """The original text. Raises ValueError if it was sealed with another key or altered since."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise ValueError("sealed with another SECRET_KEY") from error

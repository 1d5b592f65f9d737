"""The installation's own signature: who holds a file sees where it was made.

Ed25519 (RFC 8032), made and checked by OpenSSL. The secret part lies among the keys
and never leaves them.
"""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from privacy.storage.keys import Keyring


@dataclass(frozen=True)
class Signer:
    """Signs for one organisation; `public` is the part for everybody, 64 hex digits."""

    _private: Ed25519PrivateKey = field(repr=False)

    @property
    def public(self) -> str:
        return self._private.public_key().public_bytes_raw().hex()

    @property
    def pem(self) -> bytes:
        """The public part as openssl reads it (RFC 8410)."""
        return self._private.public_key().public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
        )

    def sign(self, message: bytes) -> bytes:
        """The signature of a message, 64 bytes; the same at each time."""
        return self._private.sign(message)


def signer_of(keyring: Keyring) -> Signer:
    """Who signs for the organisation of a keyring; the key is made when missing."""
    seed = bytes.fromhex(keyring.signing())
    return Signer(Ed25519PrivateKey.from_private_bytes(seed))

"""Padding, so that one desperate line and half a page are the same length from outside.

PADME (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", PETS 2019): lengths leak
at most O(log log n) bits, for at most 12 % more bytes. Here never less than 256 bytes.
"""

__all__ = ["pad", "padded_length", "unpad"]

SMALLEST = 256  # bytes
PREFIX = 4  # bytes: the length of the text, big-endian, stands in front of it


def padded_length(length: int) -> int:
    """The number of bytes that `length` bytes of text take, their prefix included."""
    whole = length + PREFIX
    if whole <= SMALLEST:
        return SMALLEST
    exponent = whole.bit_length() - 1
    dropped = (1 << (exponent - exponent.bit_length())) - 1
    return (whole + dropped) & ~dropped


def pad(data: bytes) -> bytes:
    """Length, text, zeros."""
    return (len(data).to_bytes(PREFIX, "big") + data).ljust(padded_length(len(data)), b"\0")


def unpad(padded: bytes) -> bytes:
    """The text again. ValueError where `pad` cannot have made this."""
    length = int.from_bytes(padded[:PREFIX], "big")
    if len(padded) < SMALLEST or padded_length(length) != len(padded):
        raise ValueError("not padded by us")
    return padded[PREFIX : PREFIX + length]

"""Detects what a file is by its first bytes, never by its name."""

from __future__ import annotations

ENOUGH = 4096
"""How many bytes `mime` needs to see."""

_STARTS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_ZIP = b"PK\x03\x04"
_OFFICE = {
    b"word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
SUFFIXES = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "application/x-ole-storage": ".doc",
    **dict(zip(_OFFICE.values(), (".docx", ".xlsx", ".pptx"), strict=True)),
}


def mime(head: bytes) -> str | None:
    """The type of an accepted document or picture; None for anything else."""
    for offset, magic, name in _STARTS:
        if head[offset : offset + len(magic)] == magic:
            return name
    if head.startswith(_ZIP) and b"[Content_Types].xml" in head:
        return next((name for part, name in _OFFICE.items() if part in head), _OFFICE[b"word/"])
    return None

"""One archive with all that belongs together, and a list by which its contents are checked.

database.sqlite3 or database.dump
files/<two letters>/<id>          what people sent
manifest.json                     last: what it is of, and each member's size and SHA-256
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tarfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

FORMAT = 1
MANIFEST = "manifest.json"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
_MEMBER = re.compile(r"manifest\.json|database\.(sqlite3|dump)|files/[0-9a-f]{2}/[0-9a-f]{1,64}")
_PIECE = 1024 * 1024


class BadArchive(Exception):
    """What is wrong with an archive, in one line."""


@dataclass(slots=True)
class Manifest:
    """What an archive holds.

    kind       sqlite or postgresql
    revision   of the schema
    made_at    business time, ISO 8601
    machine    machine time, ISO 8601: since when LINE may have had what waited then
    members    size and SHA-256 by name
    """

    kind: str
    revision: str
    made_at: str
    machine: str
    format: int = FORMAT
    members: dict[str, list[Any]] = field(default_factory=dict)


def write(target: Path, manifest: Manifest, members: Iterable[tuple[str, Path]]) -> int:
    """Writes an archive that only we may read, completely or not at all; returns how many files were gone.

    A file that was erased in the meantime is left out. Raises OSError.
    """
    part = target.with_name(f"{target.name}.part")
    missing = 0
    try:
        with (
            os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw,
            tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as out,
        ):
            for name, path in members:
                try:
                    manifest.members[name] = _summed(path)
                    out.add(path, name, recursive=False, filter=_anonymous)
                except FileNotFoundError:
                    manifest.members.pop(name, None)
                    missing += 1
            listed = part.with_name(f"{target.name}.manifest")
            try:
                listed.write_text(json.dumps(asdict(manifest), indent=1), "utf-8")
                out.add(listed, MANIFEST, recursive=False, filter=_anonymous)
            finally:
                listed.unlink(missing_ok=True)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return missing


def unpack(source: Path, folder: Path | None = None) -> Manifest:
    """Checks every member of an archive, and lays them out in a folder. Raises `BadArchive` or OSError."""
    found: dict[str, list[Any]] = {}
    listed: Manifest | None = None
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                if not member.isreg() or not _MEMBER.fullmatch(member.name) or member.name in found:
                    raise BadArchive(f"{source} holds {member.name!r}, which no backup does")
                stream = archive.extractfile(member)
                assert stream is not None
                if member.name == MANIFEST:
                    listed = _manifest(source, stream.read())
                else:
                    found[member.name] = _laid_out(stream, folder and folder / member.name)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise BadArchive(f"{source} is no backup, or only a part of one ({error})") from error
    if listed is None:
        raise BadArchive(f"{source} is only a part of a backup: its list is missing")
    if found != listed.members or DATABASES[listed.kind] not in found:
        wrong = sorted(n for n in {*found, *listed.members} if found.get(n) != listed.members.get(n))
        raise BadArchive(f"{source} is damaged: {', '.join(wrong[:3]) or 'it has no database'}")
    return listed


def _manifest(source: Path, body: bytes) -> Manifest:
    try:
        listed = Manifest(**json.loads(body))
    except TypeError as error:
        raise BadArchive(f"{source} is of a kind that this version does not know") from error
    if listed.format != FORMAT or listed.kind not in DATABASES:
        raise BadArchive(f"{source} is of a kind that this version does not know ({listed.format})")
    return listed


def _laid_out(stream: IO[bytes], target: Path | None) -> list[Any]:
    """Size and sum of a member, written to `target` if there is one."""
    digest, size = hashlib.sha256(), 0
    out = None
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        out = target.open("wb")
    try:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            size += len(piece)
            if out is not None:
                out.write(piece)
    finally:
        if out is not None:
            out.close()
    return [size, digest.hexdigest()]


def _summed(path: Path) -> list[Any]:
    with path.open("rb") as file:
        return _laid_out(file, None)


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nobody's account is told by an archive."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member

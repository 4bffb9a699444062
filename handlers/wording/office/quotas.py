"""Quotas in words: for staff who decide, and for nobody else."""

from __future__ import annotations

from typing import Protocol

SEATS = "ที่นั่ง"
FULL = "เต็มแล้ว"
ASK_ADMIN = "อนุมัติเพิ่มไม่ได้จนกว่าจะมีที่ว่าง ขึ้นสำรองไว้ก่อน หรือให้ผู้ดูแลอนุมัติเกินโควตา"
PAST = "อนุมัติเกินโควตา (บันทึกไว้ในประวัติการใช้งาน)"
PAST_NOTE = "approved past the quota"
"""In the record of what was done."""


class _Share(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def round(self) -> str: ...
    @property
    def taken(self) -> int: ...
    @property
    def most(self) -> int: ...


def share(one: _Share) -> str:
    """โควตา จังหวัด อุดรธานี (รุ่นที่ 2): อนุมัติแล้ว 4 จาก 4."""
    return f"{named(one)}: อนุมัติแล้ว {one.taken:,} จาก {one.most:,}"


def named(one: _Share) -> str:
    """โควตา จังหวัด อุดรธานี (รุ่นที่ 2)."""
    what = f"โควตา {one.label} {one.value}" if one.value else one.label
    return f"{what} ({one.round})" if one.round else what


def english(one: _Share) -> str:
    """The same for the terminal."""
    where = f" in {one.round}" if one.round else ""
    return f"{one.label} {one.value}{where}: {one.taken} of {one.most} are approved"

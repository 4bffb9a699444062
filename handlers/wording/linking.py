"""An application that came from a file is linked to the chat of whoever it is about."""

from __future__ import annotations

COMMAND = "ผูกใบสมัคร"
ASK_DIGITS = (
    "ขอเลขท้าย 4 ตัวของเบอร์โทรที่ให้ไว้ในใบสมัครค่ะ เมื่อผูกแล้วบอทจะแจ้งผลและเตือนวันอบรมในแชทนี้\nถ้าไม่ต้องการผูกแล้ว พิมพ์ ยกเลิก"
)
NO_DIGITS = "ขอเป็นตัวเลข 4 ตัวค่ะ เช่น 5678"
NO_REFERENCE = "พิมพ์เลขที่ใบสมัครต่อท้ายด้วยค่ะ เช่น ผูกใบสมัคร ABCD-234567 เลขที่ใบสมัครขอได้จากเจ้าหน้าที่"
TOO_MANY = "ยังผูกใบสมัครนี้ไม่ได้ค่ะ ลองครบ 3 ครั้งแล้ว ให้เจ้าหน้าที่ช่วยตรวจสอบได้เลย"
HAS_ANOTHER = "ในแชทนี้มีใบสมัครโครงการเดียวกันอยู่แล้วค่ะ จึงยังผูกอีกใบไม่ได้ ให้เจ้าหน้าที่ช่วยตรวจสอบได้เลย"
MINE_ALREADY = "ใบสมัครนี้ผูกกับแชทนี้อยู่แล้วค่ะ"
STOPPED = "ยังไม่ได้ผูกใบสมัครค่ะ"


def wrong(left: int) -> str:
    """The digits or the reference are not right; neither is said to be, for either may be somebody else's."""
    return f"เลขที่ใบสมัครหรือเลขท้ายเบอร์โทรยังไม่ตรงค่ะ ลองได้อีก {left} ครั้ง"


def linked(programme: str, whose: str) -> str:
    """It is theirs now."""
    return f"ผูกใบสมัคร {programme} กับแชทนี้แล้วค่ะ\n{whose}"

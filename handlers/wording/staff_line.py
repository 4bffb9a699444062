"""A member of staff links their LINE account."""

STAFF = "เจ้าหน้าที่"
WRONG_CODE = "รหัสไม่ถูกต้องหรือหมดเวลาแล้วค่ะ ขอรหัสใหม่ได้ที่หน้าบัญชีของฉันในระบบเจ้าหน้าที่"


def linked(email: str) -> str:
    """It worked."""
    return f"ผูก LINE นี้กับ {email} แล้วค่ะ จากนี้ทดสอบประกาศถึงตัวเองได้ และเมื่อมีเรื่องรอตอบจะแจ้งที่นี่ ไม่เกินชั่วโมงละครั้ง"


def alert(waiting: int, link: str | None) -> str:
    """Something waits for staff."""
    return "\n".join(filter(None, [f"มีเรื่องใหม่รอเจ้าหน้าที่ตอบ {waiting} เรื่องค่ะ", link]))

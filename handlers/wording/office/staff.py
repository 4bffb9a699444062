"""Accounts of staff, as the console speaks of them."""

CHOOSE_ROLE = "เลือกสิทธิ์ก่อนค่ะ"


def added(email: str) -> str:
    """Somebody was added."""
    return f"เพิ่ม {email} แล้วค่ะ ส่งลิงก์ด้านล่างให้เจ้าตัวตั้งรหัสผ่าน"


def changed(email: str) -> str:
    """A role or programmes changed."""
    return f"เปลี่ยนสิทธิ์ของ {email} แล้วค่ะ มีผลทันที"


def disabled(email: str) -> str:
    """Somebody is kept out."""
    return f"ระงับ {email} แล้วค่ะ ออกจากระบบทุกเครื่องทันที"


def enabled(email: str) -> str:
    """Somebody is let in again."""
    return f"เปิดใช้ {email} อีกครั้งแล้วค่ะ"


def reset(email: str) -> str:
    """A new link was made."""
    return f"ยกเลิกรหัสผ่านเดิมของ {email} แล้วค่ะ ส่งลิงก์ด้านล่างให้เจ้าตัวตั้งใหม่"


def signed_out(email: str, ended: int) -> str:
    """Sessions were ended."""
    return f"นำ {email} ออกจากระบบแล้ว {ended} เครื่องค่ะ"

"""What stands on the menus at the foot of a chat. Two words mean two lines."""

from __future__ import annotations

BAR = "เมนู"
PROGRAMMES = "โครงการ\nทั้งหมด"
APPLY = "สมัคร"
SCHEDULE = "กำหนดการ"
WHO_MAY = "ใครสมัครได้"
STAFF = "ติดต่อ\nเจ้าหน้าที่"
HELP = "ช่วยเหลือ"
GO_ON = "สมัครต่อ"
STATUS = "สถานะ\nใบสมัคร"
MY_SESSIONS = "วันอบรม\nของฉัน"
WHO_COMES = "ลา / ส่งแทน"
CALENDAR = "ปฏิทิน"
MENU = "เมนูอื่น"
CONSOLE = "ห้องทำงาน\nเจ้าหน้าที่"

"""What is wrong with the machinery, and what to do about it."""

from __future__ import annotations

from models.health import Trouble

_SAID = {
    Trouble.LINE_AWAY: (
        "ติดต่อ LINE ไม่ได้ ข้อความทั้งหมดรออยู่และจะส่งเองเมื่อกลับมา",
        "ถ้านานเกินหนึ่งชั่วโมง ให้ผู้ดูแลเครื่องตรวจ LINE_CHANNEL_ACCESS_TOKEN และเครือข่าย",
    ),
    Trouble.LINE_REFUSES: (
        "LINE ปฏิเสธการส่งทุกข้อความแบบหนึ่ง",
        "ให้ผู้ดูแลเครื่องตรวจสถานะบัญชี LINE OA ข้อความจะรอจนแก้ได้",
    ),
    Trouble.QUOTA_OUT: (
        "ข้อความของเดือนนี้หมดแล้ว การตอบในแชตยังส่งได้ แต่การเตือนและแจ้งผลรออยู่",
        "เพิ่มแพ็กเกจใน LINE OA หรือรอเดือนหน้า ข้อความที่ยังมีประโยชน์จะส่งเอง",
    ),
    Trouble.FAILED: (
        "มี {count} ข้อความที่ LINE ไม่รับ",
        "ให้ผู้ดูแลเครื่องดูด้วย rapsamak outbox failed แล้วส่งใหม่ด้วย rapsamak outbox retry",
    ),
    Trouble.WAITING: (
        "มี {count} ข้อความรอส่งนานผิดปกติ",
        "ให้ผู้ดูแลเครื่องตรวจว่าโปรแกรม web และ scheduler ทำงานอยู่",
    ),
    Trouble.DUE: (
        "มีงานตามกำหนด {count} รายการทำไม่สำเร็จ ระบบลองใหม่เองเป็นระยะ",
        "ผู้ดูแลเห็นรายการข้างล่าง ถ้าไม่หายเอง ให้ผู้ดูแลเครื่องค้นชื่อรายการใน log",
    ),
    Trouble.ERASURES: (
        "มีคำขอลบข้อมูล {count} คำขอที่ยังลบไม่เสร็จเกินหนึ่งวัน",
        "ให้ผู้ดูแลเครื่องตรวจว่า scheduler ทำงานอยู่ หรือใช้ rapsamak privacy scrub",
    ),
    Trouble.JOBS: (
        "มีงานที่ขอไว้ {count} งานยังไม่เสร็จนานผิดปกติ",
        "ให้ผู้ดูแลเครื่องตรวจว่าโปรแกรม scheduler ทำงานอยู่",
    ),
    Trouble.SCHEDULER: (
        "งานตามกำหนดเลยเวลามานานแล้ว การเตือนจึงไม่ออก",
        "ให้ผู้ดูแลเครื่องเปิดโปรแกรม scheduler (rapsamak scheduler) ที่ค้างอยู่จะทำต่อเอง",
    ),
    Trouble.DISK: (
        "ที่ว่างในเครื่องเหลือ {count:,} MB",
        "ให้ผู้ดูแลเครื่องเพิ่มที่ว่าง ก่อนที่ระบบจะบันทึกอะไรไม่ได้",
    ),
    Trouble.QUOTA_SHORT: (
        "การเตือนที่วางไว้มากกว่าข้อความที่ LINE ให้ส่งในเดือนนั้น {count:,} ข้อความ",
        "เพิ่มแพ็กเกจใน LINE OA หรือให้ผู้ดูแลเครื่องตั้งกลุ่มให้บอทเตือนแทนรายคน (rapsamak session group)",
    ),
    Trouble.NO_BACKUP: (
        "ยังไม่เคยสำรองข้อมูลจากเครื่องนี้",
        "ให้ผู้ดูแลเครื่องตั้งให้ rapsamak backup ไฟล์ ทำงานทุกคืน ถ้าโฮสต์สำรองให้อยู่แล้ว ไม่ต้องทำอะไร",
    ),
    Trouble.OLD_BACKUP: (
        "สำรองข้อมูลครั้งล่าสุดเมื่อ {count} วันที่แล้ว",
        "ให้ผู้ดูแลเครื่องดูว่า rapsamak backup ที่ตั้งไว้ทุกคืนยังทำงานอยู่",
    ),
    Trouble.NO_MENU: (
        "ยังไม่ได้ตั้งเมนูใต้ช่องแชต",
        "ให้ผู้ดูแลเครื่องใช้ rapsamak richmenu publish ผู้สมัครพิมพ์ เมนู แทนได้",
    ),
    Trouble.NO_PROGRAMME: ("ยังไม่มีโครงการในระบบ", "ให้ผู้ดูแลเครื่องใช้ rapsamak programme load ไฟล์"),
}
DOCTOR = "ตรวจละเอียดกว่านี้ (กุญแจ เมนูที่ LINE สิทธิ์ของช่องทาง) ให้ผู้ดูแลเครื่องใช้ rapsamak doctor"
NOT_READY = "ระบบยังไม่พร้อมทำงาน ให้ผู้ดูแลเครื่องดูด้วย rapsamak doctor"


def said(trouble: Trouble, count: int) -> tuple[str, str]:
    """What is wrong, and the remedy."""
    what, remedy = _SAID[trouble]
    return what.format(count=count), remedy

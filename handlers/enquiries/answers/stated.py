"""Questions answered by what the announcement states about one aspect, or that it states nothing."""

from __future__ import annotations

from handlers.enquiries.answer import AnswerKind, stated

ANSWERS = (
    AnswerKind("absence", "การขาดเรียนหรือส่งผู้แทน", stated),
    AnswerKind("aim", "วัตถุประสงค์", stated, general=True),
    AnswerKind("allowance", "เบี้ยเลี้ยง ค่าเดินทาง และการเบิก", stated, by_words=True),
    AnswerKind("bring", "สิ่งที่ต้องเตรียมมา", stated, by_words=True),
    AnswerKind("cancelling", "การยกเลิก", stated, by_words=True),
    AnswerKind("capacity", "จำนวนที่รับ", stated),
    AnswerKind("changing_round", "การย้ายหรือเปลี่ยนรุ่น", stated, by_words=True),
    AnswerKind("certificate", "ใบประกาศนียบัตร", stated),
    AnswerKind("companion", "ผู้ติดตาม", stated, by_words=True),
    AnswerKind("cohort", "รุ่นที่", stated, leads_in=True),
    AnswerKind("documents", "เอกสารที่ใช้สมัคร", stated),
    AnswerKind("dress", "การแต่งกาย", stated),
    AnswerKind("fee", "ค่าใช้จ่าย", stated),
    AnswerKind("given", "สิ่งที่แจกในงาน", stated, by_words=True),
    AnswerKind("host", "ผู้จัด", stated, general=True),
    AnswerKind("lecturer", "วิทยากร", stated, general=True),
    AnswerKind("lodging", "ที่พัก", stated),
    AnswerKind("meals", "อาหาร", stated),
    AnswerKind("online", "รูปแบบออนไลน์หรือในสถานที่", stated),
    AnswerKind("outcome", "สิ่งที่จะได้รับ", stated, general=True),
    AnswerKind("parking", "ที่จอดรถ", stated),
    AnswerKind("payment", "วิธีชำระเงิน", stated, by_words=True),
    AnswerKind("prize", "รางวัล", stated, by_words=True),
    AnswerKind("receipt", "ใบเสร็จและภาษี", stated, by_words=True),
    AnswerKind("recording", "การดูย้อนหลัง", stated, by_words=True),
    AnswerKind("refund", "การคืนเงิน", stated, by_words=True),
    AnswerKind("selection", "การคัดเลือกและประกาศผล", stated),
    AnswerKind("stages", "ขั้นตอนของโครงการ", stated, general=True),
    AnswerKind("travel", "การเดินทาง", stated),
)

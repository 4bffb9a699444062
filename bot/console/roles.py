"""Who may open what: one table for the whole console."""

from __future__ import annotations

from models.staff import Role

OPEN = frozenset({"sign_in", "invitation"})
"""Pages without a session; their forms need a token all the same."""

ALLOWED: dict[str, Role] = {
    # signing out, one's own account
    "sign_out": Role.VIEWER,
    "account": Role.VIEWER,
    "account_password": Role.VIEWER,
    "account_codes": Role.VIEWER,
    "account_codes_off": Role.VIEWER,
    "account_line": Role.STAFF,
    "account_line_off": Role.STAFF,
    # what everybody sees
    "today": Role.VIEWER,
    "health": Role.VIEWER,
    "numbers": Role.VIEWER,
    "numbers_chart": Role.VIEWER,
    # what people left for staff
    "inbox": Role.VIEWER,
    "case": Role.VIEWER,
    "case_reply": Role.STAFF,
    "case_close": Role.STAFF,
    "case_take": Role.STAFF,
    "case_give_back": Role.STAFF,
    "case_snooze": Role.STAFF,
    "case_note": Role.STAFF,
    "case_insert": Role.STAFF,
    "case_question": Role.STAFF,
    "stock": Role.STAFF,
    "stock_add": Role.STAFF,
    "stock_drop": Role.STAFF,
    # announcements
    "broadcasts": Role.VIEWER,
    "broadcast": Role.VIEWER,
    "broadcasts_add": Role.STAFF,
    "broadcast_send": Role.STAFF,
    "broadcast_test": Role.STAFF,
    "broadcast_stop": Role.STAFF,
    # what the bot could not answer
    "questions": Role.VIEWER,
    "question": Role.VIEWER,
    "question_preview": Role.STAFF,
    "question_teach": Role.STAFF,
    "question_drop": Role.STAFF,
    # applications
    "applications": Role.VIEWER,
    "application": Role.VIEWER,
    "search": Role.VIEWER,
    "to_ring": Role.VIEWER,
    "applications_compare": Role.VIEWER,
    "applications_import": Role.VIEWER,
    "application_decision": Role.STAFF,
    "application_undo": Role.STAFF,
    "application_note": Role.STAFF,
    "application_flag": Role.STAFF,
    "application_rung": Role.STAFF,
    "application_reviewed": Role.STAFF,
    "application_round": Role.STAFF,
    "application_file": Role.STAFF,
    "application_unmask": Role.ADMIN,
    "applications_decisions": Role.STAFF,
    "applications_flags": Role.STAFF,
    "applications_export": Role.STAFF,
    "applications_import_take": Role.STAFF,
    "job": Role.STAFF,
    "job_undo": Role.STAFF,
    "job_file": Role.STAFF,
    # days of a programme
    "sessions": Role.VIEWER,
    "session": Role.VIEWER,
    "session_sheet": Role.VIEWER,
    "sessions_add": Role.STAFF,
    "session_change": Role.STAFF,
    "session_came": Role.STAFF,
    # programmes
    "programmes": Role.VIEWER,
    "programme": Role.VIEWER,
    "programme_as_file": Role.VIEWER,
    "programme_new": Role.STAFF,
    "programme_add": Role.STAFF,
    "programme_copying": Role.STAFF,
    "programme_copy": Role.STAFF,
    "programme_round": Role.STAFF,
    "programme_save": Role.STAFF,
    "programme_preview": Role.STAFF,
    "programme_publish": Role.STAFF,
    "programme_keep": Role.STAFF,
    "programme_drop": Role.STAFF,
    "programme_editing": Role.STAFF,
    # accounts, and what was done
    "staff": Role.ADMIN,
    "staff_add": Role.ADMIN,
    "staff_one": Role.ADMIN,
    "staff_change": Role.ADMIN,
    "staff_disable": Role.ADMIN,
    "staff_enable": Role.ADMIN,
    "staff_reset": Role.ADMIN,
    "staff_sign_out": Role.ADMIN,
    "audit": Role.ADMIN,
}
"""The least role for each page, by its endpoint; a page that is missing here opens for nobody."""

LARGER: dict[str, int] = {
    "applications_import_take": 12 * 1024 * 1024,
    # a file of a million bytes, as it was, as it is and as it is typed
    **dict.fromkeys(
        ("programme_save", "programme_preview", "programme_add", "programme_keep"), 6 * 1024 * 1024
    ),
}
"""Bytes that a page's form may have where `frame.FORM` is too little (uploads)."""

"""Rich menus for many at once, and their aliases; with LINE's errors."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from bot.simulator.line_api import checked, spoken
from bot.simulator.richmenus import RichMenus
from bot.simulator.rules import Problem
from bot.simulator.standin import USER_ID, Answer, StandIn, faulty, refused

MENU_ID = re.compile(r"richmenu-[0-9a-f]{32}")
NO_PICTURE = "must upload richmenu image before applying it"
NO_ALIAS = "richmenu alias not found"


def menu_routes(page: Blueprint, line: StandIn) -> None:
    """Linking and unlinking up to 500 people, and names that stay while menus change."""
    menus = line.richmenus

    @page.post("/v2/bot/richmenu/bulk/link")
    def link_many() -> ResponseReturnValue:
        body, wrong = checked("bulk_link")
        wrong = wrong or _bad_user(body) or _unfit(menus, body["richMenuId"], missing=404)
        if wrong:
            return spoken(wrong)
        for user in body["userIds"]:
            menus.link(body["richMenuId"], user)
        return spoken(Answer(202, {}))

    @page.post("/v2/bot/richmenu/bulk/unlink")
    def unlink_many() -> ResponseReturnValue:
        body, wrong = checked("bulk_unlink")
        wrong = wrong or _bad_user(body)
        if wrong:
            return spoken(wrong)
        for user in body["userIds"]:
            menus.unlink(user)
        return spoken(Answer(202, {}))

    @page.post("/v2/bot/richmenu/alias")
    def make_alias() -> ResponseReturnValue:
        body, wrong = checked("alias")
        wrong = wrong or _unfit(menus, body["richMenuId"], missing=400)
        if not wrong and menus.alias(body["richMenuAliasId"]):
            wrong = refused(400, "conflict richmenu alias id")
        if wrong:
            return spoken(wrong)
        menus.name(body["richMenuAliasId"], body["richMenuId"])
        return spoken(Answer(200, {}))

    @page.get("/v2/bot/richmenu/alias/list")
    def aliases() -> ResponseReturnValue:
        return spoken(Answer(200, {"aliases": [_alias(*it) for it in menus.aliases().items()]}))

    @page.route("/v2/bot/richmenu/alias/<alias>", methods=["GET", "POST", "DELETE"])
    def one_alias(alias: str) -> ResponseReturnValue:
        known = menus.alias(alias)
        if known is None:
            return spoken(refused(404, NO_ALIAS))
        if request.method == "GET":
            return spoken(Answer(200, _alias(alias, known)))
        if request.method == "DELETE":
            menus.name(alias, None)
            return spoken(Answer(200, {}))
        body, wrong = checked("alias_change")
        wrong = wrong or _unfit(menus, body["richMenuId"], missing=400)
        if wrong:
            return spoken(wrong)
        menus.name(alias, body["richMenuId"])
        return spoken(Answer(200, {}))


def _alias(alias: str, menu: str) -> dict[str, Any]:
    return {"richMenuAliasId": alias, "richMenuId": menu}


def _bad_user(body: dict[str, Any]) -> Answer | None:
    for place, user in enumerate(body["userIds"]):
        if not USER_ID.fullmatch(user):
            where = f"'userIds[{place}]'"
            return refused(400, f"The property, {where}, in the request body is invalid (line: -, column: -)")
    return None


def _unfit(menus: RichMenus, menu: str, *, missing: int) -> Answer | None:
    """Why a menu cannot be shown to anybody."""
    if not MENU_ID.fullmatch(menu):
        return faulty([Problem("invalid richMenuId", "richMenuId")])
    if menus.get(menu) is None:
        return refused(missing, "richmenu not found")
    return (
        None if menus.picture(menu) else refused(400, NO_PICTURE if missing == 404 else "richmenu not found")
    )

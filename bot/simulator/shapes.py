"""LINE's messages as tables: which properties each kind may have, and how long they may be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.simulator.rules import (
    Check,
    Problem,
    anything,
    below,
    every,
    flag,
    graphemes,
    matching,
    one_of,
    record,
    several,
    tagged,
    text,
    whole,
)

BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024

LINK = matching(r"(?i:https?://|line://|tel:)[\x21-\x7e]{1,}", "invalid uri scheme")
HTTPS = matching(r"https://[\x21-\x7e]{1,1992}", "invalid uri scheme")
COLOR = matching(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
LENGTH = matching(r"none|xs|sm|md|lg|xl|xxl|\d+(\.\d+)?px")
OFFSET = matching(r"none|xs|sm|md|lg|xl|xxl|-?\d+(\.\d+)?(px|%)")
FONT = matching(r"xxs|xs|sm|md|lg|xl|xxl|[345]xl|\d+(\.\d+)?px")
PICTURE = matching(r"xxs|xs|sm|md|lg|xl|xxl|[345]xl|full|\d+(\.\d+)?(px|%)")
EXTENT = matching(r"\d+(\.\d+)?(px|%)")
ALT_TEXT = text(1500)
MOMENT = matching(r"\d{4}-\d\d-\d\d|\d\d:\d\d|\d{4}-\d\d-\d\d[Tt]\d\d:\d\d")
FLEX_SHARE = whole(0, 1_000_000)


def said(most: int) -> Check:
    """Text that LINE counts as a reader would."""
    return text(most, measure=graphemes)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an action appears; decides how long its label may be and which kinds are allowed."""

    label: int
    needs_label: bool = True
    extra: tuple[str, ...] = ()


QUICK_REPLY = Place(20, extra=("camera", "cameraRoll", "location"))
TEMPLATE = Place(20)
IMAGE_COLUMN = Place(12, needs_label=False)
FLEX_BUTTON = Place(40)
FLEX_OTHER = Place(40, needs_label=False)
RICH_MENU = Place(20, needs_label=False, extra=("richmenuswitch",))

ACTIONS: dict[str, tuple[dict[str, Check], dict[str, Check]]] = {
    "postback": (
        {"data": text(300, least=0)},
        {
            "displayText": said(300),
            "text": said(300),
            "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
            "fillInText": said(300),
        },
    ),
    "message": ({"text": said(300)}, {}),
    "uri": (
        {"uri": every([text(1000), LINK])},
        {"altUri": record({"desktop": every([text(1000), LINK])}, {})},
    ),
    "datetimepicker": (
        {"data": text(300, least=0), "mode": one_of("date", "time", "datetime")},
        {"initial": MOMENT, "min": MOMENT, "max": MOMENT},
    ),
    "clipboard": ({"clipboardText": text(1000)}, {}),
    "camera": ({}, {}),
    "cameraRoll": ({}, {}),
    "location": ({}, {}),
    "richmenuswitch": ({"data": text(300), "richMenuAliasId": matching(r"[a-z0-9_-]{1,32}")}, {}),
}
ANYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")


def displayed_once(action: Any, path: str) -> Iterator[Problem]:
    """A postback shows its words with `displayText` or the older `text`, not both."""
    if action.get("displayText") and action.get("text"):
        yield Problem("text and displayText cannot both be specified", below(path, "text"))


@cache
def action(place: Place) -> Check:
    """An action at a place."""
    label = {"label": said(place.label)}
    kinds: dict[str, Check] = {}
    for kind in ANYWHERE + place.extra:
        required, optional = ACTIONS[kind]
        must, may = (
            ({**label, **required}, optional) if place.needs_label else (required, {**label, **optional})
        )
        shape = record({"type": anything, **must}, may)
        kinds[kind] = every([shape, displayed_once]) if kind == "postback" else shape
    return tagged(kinds)


# Flex: the parts of a bubble

MOVABLE: dict[str, Check] = {
    "position": one_of("relative", "absolute"),
    "offsetTop": OFFSET,
    "offsetBottom": OFFSET,
    "offsetStart": OFFSET,
    "offsetEnd": OFFSET,
}
LETTERING: dict[str, Check] = {
    "size": FONT,
    "color": COLOR,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}
ASPECT = matching(r"\d+(\.\d+)?:\d+(\.\d+)?")
GRAVITY = one_of("top", "bottom", "center")
ALIGN = one_of("start", "end", "center")


def part(required: dict[str, Check], optional: dict[str, Check]) -> Check:
    """A Flex component whose `type` has already been checked."""
    return record({"type": anything, **required}, optional)


SPAN = part({"text": text(5000, least=0)}, LETTERING)


def has_words(value: Any, path: str) -> Iterator[Problem]:
    """A Flex text must have words, of its own or in its spans."""
    if not value.get("text") and not value.get("contents"):
        yield Problem("must be non-empty text", below(path, "text"))


FLEX_TEXT = every(
    [
        part(
            {},
            {
                **LETTERING,
                **MOVABLE,
                "text": text(5000),
                "contents": several(tagged({"span": SPAN}), 1, 200),
                "flex": FLEX_SHARE,
                "margin": LENGTH,
                "align": ALIGN,
                "gravity": GRAVITY,
                "wrap": flag,
                "lineSpacing": matching(r"\d+(\.\d+)?px"),
                "maxLines": whole(0, 1_000_000),
                "action": action(FLEX_OTHER),
                "adjustMode": one_of("shrink-to-fit"),
                "scaling": flag,
            },
        ),
        has_words,
    ]
)
FLEX_BUTTON_PART = part(
    {"action": action(FLEX_BUTTON)},
    {
        **MOVABLE,
        "flex": FLEX_SHARE,
        "color": COLOR,
        "style": one_of("primary", "secondary", "link"),
        "gravity": GRAVITY,
        "margin": LENGTH,
        "height": one_of("sm", "md"),
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": flag,
    },
)
FLEX_IMAGE = part(
    {"url": HTTPS},
    {
        **MOVABLE,
        "flex": FLEX_SHARE,
        "margin": LENGTH,
        "align": ALIGN,
        "gravity": GRAVITY,
        "size": PICTURE,
        "aspectRatio": ASPECT,
        "aspectMode": one_of("fit", "cover"),
        "backgroundColor": COLOR,
        "action": action(FLEX_OTHER),
        "animated": flag,
    },
)
FLEX_ICON = part(
    {"url": HTTPS}, {**MOVABLE, "size": FONT, "aspectRatio": ASPECT, "margin": LENGTH, "scaling": flag}
)
FLEX_SEPARATOR = part({}, {"margin": LENGTH, "color": COLOR})
FLEX_FILLER = part({}, {"flex": FLEX_SHARE})
GRADIENT = part(
    {"angle": matching(r"\d+(\.\d+)?deg"), "startColor": COLOR, "endColor": COLOR},
    {"centerColor": COLOR, "centerPosition": matching(r"\d+(\.\d+)?%")},
)


def flex_box(value: Any, path: str) -> Iterator[Problem]:
    """A box; what it may contain depends on its layout."""
    layout = value.get("layout") if isinstance(value, dict) else None
    yield from (BASELINE_BOX if layout == "baseline" else STACKING_BOX)(value, path)


def box_of(children: Check) -> Check:
    """The properties of a box with the given children."""
    return part(
        {"layout": one_of("horizontal", "vertical", "baseline"), "contents": several(children, 0, 1000)},
        {
            **MOVABLE,
            **dict.fromkeys(("spacing", "margin", "cornerRadius"), LENGTH),
            **dict.fromkeys(
                ("paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd"), OFFSET
            ),
            **dict.fromkeys(("width", "maxWidth", "height", "maxHeight"), EXTENT),
            "flex": FLEX_SHARE,
            "backgroundColor": COLOR,
            "borderColor": COLOR,
            "borderWidth": matching(r"none|light|normal|medium|semi-bold|bold|\d+(\.\d+)?px"),
            "action": action(FLEX_OTHER),
            "justifyContent": one_of(
                "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"
            ),
            "alignItems": one_of("center", "flex-start", "flex-end"),
            "background": tagged({"linearGradient": GRADIENT}),
        },
    )


BASELINE_BOX = box_of(tagged({"text": FLEX_TEXT, "icon": FLEX_ICON, "filler": FLEX_FILLER}))
STACKING_BOX = box_of(
    tagged(
        {
            "box": flex_box,
            "button": FLEX_BUTTON_PART,
            "image": FLEX_IMAGE,
            "text": FLEX_TEXT,
            "separator": FLEX_SEPARATOR,
            "filler": FLEX_FILLER,
        }
    )
)
FLEX_VIDEO = part(
    {"url": HTTPS, "previewUrl": HTTPS, "altContent": tagged({"image": FLEX_IMAGE, "box": flex_box})},
    {"aspectRatio": ASPECT, "action": action(FLEX_OTHER)},
)
BLOCK_STYLE = record({}, {"backgroundColor": COLOR, "separator": flag, "separatorColor": COLOR})
BLOCK = tagged({"box": flex_box})


def at_most_bytes(limit: int) -> Check:
    """A limit on the JSON's size. LINE does not say which bytes it counts, so the larger form decides."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        if len(json.dumps(value)) > limit:
            yield Problem(f"size must be {limit // 1024} KB or less", path)

    return check


BUBBLE = every(
    [
        part(
            {},
            {
                "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
                "direction": one_of("ltr", "rtl"),
                **dict.fromkeys(("header", "body", "footer"), BLOCK),
                "hero": tagged({"box": flex_box, "image": FLEX_IMAGE, "video": FLEX_VIDEO}),
                "styles": record({}, dict.fromkeys(("header", "hero", "body", "footer"), BLOCK_STYLE)),
                "action": action(FLEX_OTHER),
            },
        ),
        at_most_bytes(BUBBLE_BYTES),
    ]
)


def same_size(value: Any, path: str) -> Iterator[Problem]:
    """All bubbles of a carousel must have the same size."""
    bubbles = value.get("contents")
    sizes = (
        {b.get("size") or "mega" for b in bubbles if isinstance(b, dict)} if isinstance(bubbles, list) else ()
    )
    if len(sizes) > 1:
        yield Problem("all bubbles must have the same size", below(path, "contents"))


FLEX = tagged(
    {
        "bubble": BUBBLE,
        "carousel": every(
            [
                part({"contents": several(tagged({"bubble": BUBBLE}), 1, 12)}, {}),
                same_size,
                at_most_bytes(CAROUSEL_BYTES),
            ]
        ),
    }
)


# Templates


def words_by_picture(plain: int, beside: int) -> Check:
    """A template's text may be longer if it has neither a picture nor a title."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        crowded = value.get("title") or value.get("thumbnailImageUrl")
        yield from said(beside if crowded else plain)(value.get("text", ""), below(path, "text"))

    return check


PICTURED: dict[str, Check] = {
    "thumbnailImageUrl": HTTPS,
    "imageBackgroundColor": COLOR,
    "title": said(40),
    "defaultAction": action(FLEX_OTHER),
}
PICTURE_STYLE: dict[str, Check] = {
    "imageAspectRatio": one_of("rectangle", "square"),
    "imageSize": one_of("cover", "contain"),
}
COLUMN = every(
    [
        record({"text": anything, "actions": several(action(TEMPLATE), 1, 3)}, PICTURED),
        words_by_picture(120, 60),
    ]
)


def even_columns(value: Any, path: str) -> Iterator[Problem]:
    """All columns must have as many buttons as each other, and a picture and title all or none."""
    columns = value.get("columns")
    looks = {
        (len(c.get("actions") or ()), bool(c.get("title")), bool(c.get("thumbnailImageUrl")))
        for c in (columns if isinstance(columns, list) else ())
        if isinstance(c, dict)
    }
    if len(looks) > 1:
        yield Problem("all columns must have the same number of actions, and title and image alike", path)


TEMPLATES = tagged(
    {
        "buttons": every(
            [
                part(
                    {"text": anything, "actions": several(action(TEMPLATE), 1, 4)},
                    {**PICTURED, **PICTURE_STYLE},
                ),
                words_by_picture(160, 60),
            ]
        ),
        "confirm": part({"text": said(240), "actions": several(action(TEMPLATE), 2, 2)}, {}),
        "carousel": every([part({"columns": several(COLUMN, 1, 10)}, PICTURE_STYLE), even_columns]),
        "image_carousel": part(
            {
                "columns": several(
                    record({"imageUrl": HTTPS, "action": action(IMAGE_COLUMN)}, {}),
                    1,
                    10,
                )
            },
            {},
        ),
    }
)

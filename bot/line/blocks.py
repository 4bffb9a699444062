"""The parts that cards are put together from, with one palette: plain Flex JSON.

Sizes are LINE's words (`md` is 16 px); text grows with the size a person has chosen on the phone (`scaling`).
https://developers.line.biz/en/docs/messaging-api/flex-message-elements/
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.reply import Stage, Tone

Block = dict[str, Any]

INK = "#17212B"
SOFT = "#4F5B67"
RULE = "#DDE3E8"
PAPER = "#FFFFFF"
TRACK = "#E3E8EC"


@dataclass(frozen=True, slots=True)
class Shade:
    """The colours of one tone; every text on its ground has a contrast of 4.5 and more (WCAG AA).

    deep, light  a header runs from one to the other, with white text on it; buttons are `deep`
    tint         a pale ground with `deep` text on it
    """

    deep: str
    light: str
    tint: str


SHADES = {
    Tone.PLAIN: Shade("#0B5D53", "#12786A", "#E4F2EF"),
    Tone.GOOD: Shade("#1B5E20", "#2E7D32", "#E6F3E7"),
    Tone.CARE: Shade("#8A3B00", "#A34A05", "#FDF0E3"),
    Tone.QUIET: Shade("#3D4A57", "#55616D", "#ECEFF2"),
}


def text(words: str, size: str = "md", color: str = INK, **more: Any) -> Block:
    """Words that wrap and grow with the phone's setting."""
    return {
        "type": "text",
        "text": words,
        "size": size,
        "color": color,
        "wrap": True,
        "scaling": True,
        **more,
    }


def column(contents: Sequence[Block], **more: Any) -> Block:
    """Parts below each other."""
    return {"type": "box", "layout": "vertical", "contents": list(contents), **more}


def line(contents: Sequence[Block], **more: Any) -> Block:
    """Parts beside each other."""
    return {"type": "box", "layout": "horizontal", "contents": list(contents), **more}


def rule(margin: str = "lg") -> Block:
    """A thin line across."""
    return {"type": "separator", "margin": margin, "color": RULE}


def pill(words: str, shade: Shade) -> Block:
    """A state in a few words, as wide as they are, on a header."""
    inside = text(words, "sm", shade.deep, weight="bold")
    lozenge = column(
        [inside],
        backgroundColor=PAPER,
        cornerRadius="12px",
        paddingTop="3px",
        paddingBottom="3px",
        paddingStart="10px",
        paddingEnd="10px",
        flex=0,
    )
    return line([lozenge, {"type": "filler"}], margin="md")


def header(above: str, title: str, badge: str, shade: Shade) -> Block:
    """A coloured band with the title, a line over it and a state under it."""
    contents = [text(above, "sm", PAPER)] if above else []
    contents.append(text(title, "lg", PAPER, weight="bold"))
    contents += [pill(badge, shade)] if badge else []
    ground = {"type": "linearGradient", "angle": "100deg", "startColor": shade.deep, "endColor": shade.light}
    return column(contents, background=ground, paddingAll="16px", spacing="xs")


def tinted(words: str, shade: Shade) -> Block:
    """A line or two on a pale ground."""
    inside = text(words, "sm", shade.deep)
    return column([inside], backgroundColor=shade.tint, cornerRadius="8px", paddingAll="10px")


def progress(words: str, place: int, total: int, shade: Shade) -> Block:
    """How far a form has got: in words, and as a bar."""
    share = min(max(round(100 * place / max(total, 1)), 1), 100)
    done = column([{"type": "filler"}], width=f"{share}%", height="8px", backgroundColor=shade.light)
    bar = column([done], height="8px", backgroundColor=TRACK, cornerRadius="4px", margin="sm")
    return column([text(words, "sm", SOFT), bar])


def labelled(label: str, value: str, was: str = "") -> list[Block]:
    """A label with its value under it; what it was before struck out in between."""
    struck = [text(was, "sm", SOFT, decoration="line-through")] if was else []
    told = [text(value, "md", weight="bold" if was else "regular")] if value else []
    return [*([text(label, "sm", SOFT)] if label else []), *struck, *told]


def beside(label: str, value: str) -> Block:
    """A short label beside a short value."""
    return line([text(label, "sm", SOFT, flex=4), text(value, "md", flex=6)], spacing="md", flex=1)


def large(label: str, value: str, *, alone: bool) -> list[Block]:
    """A day as the largest thing on a card, and what to know of it."""
    told = [text(value, "md", margin="sm")] if value else []
    return [text(label, "xxl" if alone else "xl", weight="bold"), *told]


def staged(label: str, value: str, stage: Stage, shade: Shade) -> Block:
    """One of several stages: a full dot behind, a ring where it is, a pale dot to come."""
    look: Block = {
        Stage.DONE: {"backgroundColor": shade.light},
        Stage.NOW: {"borderWidth": "4px", "borderColor": shade.light, "backgroundColor": PAPER},
        Stage.AHEAD: {"backgroundColor": "#C3CBD2"},
    }[stage]
    dot = column([{"type": "filler"}], width="14px", height="14px", cornerRadius="7px", **look)
    now = stage is Stage.NOW
    words = [
        text(label, "md", INK if stage is not Stage.AHEAD else SOFT, weight="bold" if now else "regular")
    ]
    words += [text(value, "sm", SOFT)] if value else []
    return line([column([dot], width="14px", paddingTop="5px"), column(words, flex=1)], spacing="md")


def pressable(contents: Sequence[Block], action: Block) -> Block:
    """A row that can be pressed, with a mark that says so."""
    words = column(contents, flex=1)
    return line([words, text("›", "xl", SOFT, flex=0, gravity="center")], spacing="sm", action=action)


def chip(words: str, action: Block, shade: Shade) -> Block:
    """One of several short answers in a row."""
    inside = text(words, "md", shade.deep, weight="bold", align="center")
    return column(
        [inside],
        action=action,
        backgroundColor=shade.tint,
        cornerRadius="8px",
        paddingTop="11px",
        paddingBottom="11px",
        paddingStart="2px",
        paddingEnd="2px",
        flex=1,
        justifyContent="center",
    )


def button(action: Block, shade: Shade, *, first: bool) -> Block:
    """A button over the whole width: the first is what most people want."""
    look = {"style": "primary", "color": shade.deep} if first else {"style": "secondary", "color": shade.tint}
    return {"type": "button", "height": "md", "adjustMode": "shrink-to-fit", "action": action, **look}

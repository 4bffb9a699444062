"""One spelling for what looks or sounds the same; all other reading starts from here."""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from intents.colloquial import KEPT, plain_words
from intents.tones import put_back

LONGEST = 5_000
"""How many characters of a message are read; LINE allows no more."""
MOST_REPAIRS = 20
"""One repair can uncover another; a text in which people could read anything needs two or three."""

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff]"
)
_LOOKALIKES = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'",
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "﹘": "-",
        "…": "...", "·": ".", "•": " ", "、": ",", "。": ".", "？": "?", "！": "!",
        **{chr(0x0E50 + digit): str(digit) for digit in range(10)},
    }
)  # fmt: skip
_ABOVE_THEN_TONE = re.compile("(?<![\u0e48-\u0e4c])([\u0e48-\u0e4c]++)([\u0e31\u0e34-\u0e3a\u0e4d])")
_TONE_THEN_AM = re.compile("([\u0e48-\u0e4b]?)\u0e4d([\u0e48-\u0e4b]?)\u0e32([\u0e48-\u0e4b]?)")
_TWO_HALVES = re.compile("เ{2,}")
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_REPEATED_MARK = re.compile(f"([{_MARKS}])\\1+")
_REPEATED_VOWEL = re.compile("([ะาำๅเแโใไๆฯ])\\1+")
_REPEATED_LETTER = re.compile("(?<=[ก-๎])(?:(?!นนนท|นนนิ|งงงว|งงงั|สสส|ททท)([ก-ฬฮ])\\1{2,}|(อ)อ{3,})")
"""Three of the same letter are a stuck key; อ may occur three times: ขอ-ออก; some names have others."""
_REPEATED_SIGN = re.compile(r"([^\w\s\d.])\1{3,}")
_STRAY_MARK = re.compile(f"(^|[\\s])[{_MARKS}]+")
_SPACES = re.compile(r"[ \t\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_LINES = re.compile(r" ?[\r\n\u2028\u2029]+[\s]*")


_SUSPECT = re.compile(
    f"เเ| ๆ|{_INVISIBLE.pattern}|[{re.escape(''.join(map(chr, _LOOKALIKES)))}]|[\u0e48-\u0e4c][\u0e31\u0e34-\u0e3a]"
    f"|\u0e4d|\u0e4cำ|ำ[\u0e48-\u0e4b]|([{_MARKS}ะาำๅเแโใไๆฯ])\\1|([ก-ฮ])\\2\\2|([^\\w\\s\\d.])\\3\\3\\3|(?:^|\\s)[{_MARKS}]|[^\\S ]|  |^ | $"
)
"""Anything `_repaired` looks for; most messages have none of it."""


def normalise(text: str) -> str:
    """The text with one spelling per character; case and line breaks stay: names and e-mails need them."""
    text = text[:LONGEST]
    if unicodedata.is_normalized("NFKC", text.replace("ำ", "")) and not _SUSPECT.search(text):
        return text
    for _ in range(MOST_REPAIRS):
        before, text = text, _repaired(text)
        if text == before:
            break
    return text


def _repaired(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    text = _INVISIBLE.sub("", text.replace("\t", " ")).translate(_LOOKALIKES)
    text = _ABOVE_THEN_TONE.sub(r"\2\1", _TWO_HALVES.sub("แ", text))
    text = _TONE_THEN_AM.sub(r"\1\2\3ำ", _REPEATED_MARK.sub(r"\1", text))
    text = _REPEATED_MARK.sub(r"\1", text)  # a tone on either side of ำ
    text = _REPEATED_VOWEL.sub(r"\1", text)
    text = _REPEATED_LETTER.sub(r"\1\2", text)
    text = _REPEATED_SIGN.sub(r"\1\1\1", text)
    text = _STRAY_MARK.sub(r"\1", text).replace(" ๆ", "ๆ")
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


_PARTICLES = (
    "ครับผม|คับผม|ครับ+|คร้าบ|คร๊าบ|ครัช|ค้าบ|คับ|คัฟ|ครัฟ|ฮับ|งับ|ค่ะ|ค่า(?![ก-๎])|คะ|คร่ะ|ค๊ะ|คร๊ะ|ค้ะ|"
    "เจ้า|จ้า|จ้ะ|จ๊ะ|จ๋า|จ้าา|น้า|นะ|น่ะ|หนะ|ฮะ|ฮ่ะ|อ่ะ|อะ|อ่า|เนาะ|เนอะ|เน้อ|เด้อ|เด้|ว่ะ|วะ|เนี่ย|หนิ|อ่ะนะ|เถอะ|เถิด"
)
_EDGE = r"(?=$|[\s,.!?;:()\"'/\ue000-\uf8ff])"
_KEPT = f"(?P<kept>{'|'.join(sorted(KEPT, key=len, reverse=True))})"
_ALWAYS = re.compile(_KEPT + "|นะครับผม|นะครับ|นะคับ|นะคะ|นะค่ะ|ครับผม|ครับ+|ค่ะ+|ค้าบ|คร้าบ|คร๊าบ|คะ(?!น้า|เนย)")
_AT_EDGE = re.compile(f"{_KEPT}|(?:{_PARTICLES})+{_EDGE}")
_LAUGH = re.compile(r"(?<![\d-])5{3,}(?:\+)?(?![\d-])")
_PICTURES = re.compile(
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u2bff\u3030^~*_♡♥]+"
)


@lru_cache(maxsize=16)
def simplify(text: str) -> str:
    """The text for matching only: lower case, everyday spellings unified, politeness and pictures removed.

    A message is asked for it by everyone who might take it, so the last few are remembered.
    """
    return plain(normalise(text))


def plain(text: str) -> str:
    """`simplify` for text that is already normalised; placeholders of masked values pass through."""
    text = _PICTURES.sub(" ", _LAUGH.sub(" ", text.lower()))
    text = plain_words(put_back(text))
    bare = (
        _AT_EDGE.sub(_kept, _ALWAYS.sub(lambda found: found["kept"] or " ", text))
        .replace("ๆ", "")
        .replace('"', " ")
        .replace("'", " ")
    )
    text = plain_words(bare) if bare != text else text
    return _SPACES.sub(" ", text.replace("\n", " ")).strip()


def _kept(found: re.Match[str]) -> str:
    return found["kept"] or ""

"""The README's moving picture and screenshot, taken from a running demo: `python -m tests.pictures ADDRESS`.

The demo must be a fresh one. The story plays by itself on its page; the last look of each step is kept.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
FONT = ROOT / "bot" / "static" / "fonts" / "sarabun-latin-400-normal.woff2"
CAPTIONS = (
    "Asked in everyday Thai, answered from the announcement",
    "Not announced? It says so, and whom to ask",
    "Signing up, one question at a time, in the same chat",
    "Consent first, in plain words",
    "Several answers in one message are understood",
    "The kind of office is read from its name",
    "A question in the middle is answered in passing",
    "A telephone number in any form",
    "What is not required may be skipped",
    "What is not required may be skipped",
    "Checked and sent: a reference at once",
    "Staff approve; the bot tells the applicant",
    "On the eve the bot reminds by itself",
    "Who comes on which day, in their own words",
    "On the morning, only those who come are reminded",
)
STRIP, SECONDS, LONGEST = 46, 2.4, 180_000


def main(address: str) -> None:
    """Plays the story and writes `docs/story.webp` and `docs/simulator.png`."""
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 960})
        page.goto(address)
        page.wait_for_selector(".phone")
        frames = list(_played(page).values())
        page.screenshot(path=ROOT / "docs" / "simulator.png")
        browser.close()
    shown = [_captioned(frame, text) for frame, text in zip(frames, CAPTIONS, strict=True)]
    first, *others = shown
    how = {"duration": int(SECONDS * 1000), "loop": 0, "quality": 55, "method": 6}
    first.save(ROOT / "docs" / "story.webp", save_all=True, append_images=others, **how)


def _played(page: Page) -> dict[str, bytes]:
    """The last look of the phone at each step, by the step's number."""
    frames: dict[str, bytes] = {}
    page.click("#play")
    page.locator("#story-said", has_text="1/").wait_for(timeout=LONGEST)
    while "/" in (said := page.text_content("#story-said") or "").split(" ")[0]:
        step = said.split("/")[0]
        picture = page.locator(".phone").first.screenshot()
        if (page.text_content("#story-said") or "").startswith(f"{step}/"):
            frames[step] = picture
    page.wait_for_timeout(1000)
    return frames


def _captioned(picture: bytes, text: str) -> Image.Image:
    """The phone with a line of English below."""
    phone = Image.open(io.BytesIO(picture)).convert("RGB")
    whole = Image.new("RGB", (phone.width + 80, phone.height + STRIP), "#0c5c50")
    whole.paste(phone, (40, 0))
    draw = ImageDraw.Draw(whole)
    size = 17
    while draw.textlength(text, font=ImageFont.truetype(str(FONT), size)) > whole.width - 16:
        size -= 1
    font = ImageFont.truetype(str(FONT), size)
    draw.text((whole.width / 2, phone.height + STRIP / 2), text, font=font, fill="white", anchor="mm")
    return whole


if __name__ == "__main__":
    main(sys.argv[1])

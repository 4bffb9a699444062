"""The app gunicorn serves: built once before the fork, so that workers share the tokenizer's memory."""

from __future__ import annotations

import sys

from bot.assembly import wiring
from bot.process import logs, settings
from bot.web.app import create_app

logs.set_up()
try:
    bot = wiring.build(settings.read(serving=True))
except (settings.BadSettings, ValueError) as error:
    sys.exit(f"rapsamak: {error}")
if not bot.faults():
    bot.read  # noqa: B018 - loads the model now, not at the first event
# SQLite must not be closed by a child that was forked with it open (https://sqlite.org/howtocorrupt.html).
bot.database.close()
app = create_app(bot)

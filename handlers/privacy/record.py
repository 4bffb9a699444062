"""The record of processing that the law asks of a controller (PDPA s. 39), from what is really kept."""

from __future__ import annotations

from datetime import datetime

from handlers.applications import consenting
from handlers.wording import dates
from handlers.wording import privacy_record as words
from models.privacy import Keeping
from models.store import Transaction


def written(tx: Transaction, keeping: Keeping, now: datetime, controller: str | None) -> str:
    """The record as Markdown, in Thai. Names nobody."""
    parts = [words.title(controller, dates.moment(now))]
    for programme in tx.programmes.catalogue().programmes:
        privacy = programme.applications.privacy
        parts.append(
            words.activity(
                programme.name,
                purpose=privacy.purpose,
                fields=[q.label for q in programme.questions],
                readers=privacy.readers,
                keep_days=privacy.keep_days,
                version=consenting.version(programme),
                kept=len(tx.applications.ids_of_programme(programme.id)),
            )
        )
    parts.append(words.conversations(keeping.texts.days, keeping.silent.days, keeping.chats.days))
    parts.append(words.staff(len(tx.staff.all()), tx.audit.count()))
    parts.append(words.keeping(keeping.drafts.days, keeping.rejected.days, keeping.texts.days))
    gone = [(dates.moment(one.at), words.WHAT[one.what], one.count) for one in tx.privacy.gone()]
    waiting = tx.privacy.erasures_waiting()
    parts.append(words.erased(gone, len(waiting)))
    parts += [words.RIGHTS, words.SECURITY]
    return "\n\n".join(parts)

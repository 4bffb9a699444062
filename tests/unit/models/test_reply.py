"""At most three bubbles, and nothing of what was to be said is left out."""

from __future__ import annotations

from models.reply import MOST_BUBBLES, Card, Choice, Reply, few


def said(replies: tuple[Reply, ...]) -> str:
    """Everything on the screen."""
    cards = [
        text for reply in replies for card in reply.cards for text in (card.noted, card.title, card.text)
    ]
    return "\n".join([*(reply.text for reply in replies if not reply.cards), *cards])


def test_many_are_joined_and_keep_their_words_and_the_last_buttons() -> None:
    cards = [Reply(f"การ์ด {n}", (Card(f"การ์ด {n}"),)) for n in range(3)]
    step = Reply("ข้อ 1", (Card("ขอชื่อค่ะ"),), (Choice("ย้อนกลับ"),))
    many = (Reply("หนึ่ง"), Reply("สอง"), *cards, Reply("สาม"), step)
    shown = few(many)
    assert len(shown) == MOST_BUBBLES
    assert all(word in said(shown) for word in ("หนึ่ง", "สอง", "สาม", "การ์ด 0", "การ์ด 2", "ขอชื่อค่ะ"))
    assert shown[-1].choices == (Choice("ย้อนกลับ"),)


def test_three_are_left_as_they_are() -> None:
    three = (Reply("หนึ่ง"), Reply("สอง"), Reply("สาม"))
    assert few(three) == three


def test_what_staff_say_and_a_place_stand_by_themselves() -> None:
    many = (
        Reply("ก", sender="เจ้าหน้าที่"),
        Reply("ข", place=(13.86, 100.51)),
        Reply("ค", sender="x"),
        Reply("ง"),
    )
    assert few(many) == many

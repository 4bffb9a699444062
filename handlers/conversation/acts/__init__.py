"""One file a flow or a small group of acts.

INTENTS   intent -> function of a `Turn`
ACTIONS   a button's action -> function of a `Turn` and its arguments
COMMANDS  fixed words that mean something while the flow is open (only with `receive`)
receive   text while the flow of the file's name is open; None when the text is nothing for it
correct   the text as a correction of an earlier answer; None when it is none
on_other  a picture, sticker or the like while the flow is open
"""

"""Every Thai sentence the bot says, in one voice: polite, short, concrete.

No programme's facts are here: those come from the programme's data.
"""

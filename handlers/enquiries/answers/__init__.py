"""One file a kind of question, or a few that belong together; each exports `ANSWERS`: `AnswerKind`s."""

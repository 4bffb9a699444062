"""One file per kind of question, or for a few that belong together; each exports `ANSWERS`: `AnswerKind`s."""

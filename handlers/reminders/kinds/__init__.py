"""One file per kind of reminder; each exports `KIND`, a `ReminderKind`. Adding a file adds a kind."""

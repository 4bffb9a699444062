"""The console's pages, a module each: parse, ask one use case, render. No rule stands here."""

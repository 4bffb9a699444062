// The first things to try: sentences to tap, and a story in three steps that shows how far it is.

const KEPT = "rapsamak-guide";
const SHUT = "shut";

const by = (id) => document.getElementById(id);

export class Guide {
  constructor({ say, move }) {
    this.eve = by("to-eve").dataset.to;
    this.moving = false;
    for (const one of by("tries").children) one.addEventListener("click", () => say(one.textContent));
    by("to-eve").addEventListener("click", async () => {
      this.moving = true;
      by("to-eve").disabled = true;
      try {
        await move(this.eve);
      } finally {
        this.moving = false;
      }
    });
    by("guide").open = localStorage.getItem(KEPT) !== SHUT;
    // At the click, which still sees the old state: the toggle event may come after the page has gone.
    const keep = () => localStorage.setItem(KEPT, by("guide").open ? SHUT : "open");
    by("guide").querySelector("summary").addEventListener("click", keep);
  }

  // Where the story is, by the officials' desk.
  show({ now, applications }) {
    const approved = applications.some(({ status }) => status === "approved");
    const eveIsHere = Date.parse(now) >= Date.parse(this.eve);
    const done = [applications.length > 0, approved, approved && eveIsHere];
    const next = done.indexOf(false);
    for (const [place, step] of [...by("story").children].entries()) {
      step.classList.toggle("done", done[place]);
      if (place === next) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    }
    by("to-eve").disabled = this.moving || eveIsHere;
    by("to-eve").classList.toggle("strong", next === 2);
    by("eve-gone").hidden = !eveIsHere || approved;
  }
}

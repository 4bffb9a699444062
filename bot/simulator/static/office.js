// The desk beside the phones: the demo's clock, what is planned, and the officials' decisions.

import { Refused, ask, button, make } from "./dom.js";
import { MONTHS, chosen, later, longMoment, parts, shortMoment } from "./thai.js";

const SHOWN = 3;
const MOVING = "กำลังเดินเวลา…";
const MOVED = "เลื่อนเวลาแล้วค่ะ";
const DECIDED = "บันทึกผลแล้ว และแจ้งผู้สมัครแล้วค่ะ";
const NO_SUCH_DAY = "ไม่มีวันที่นี้ในเดือนที่เลือกค่ะ";
const FAILED = "ทำรายการไม่สำเร็จ กรุณาลองอีกครั้งค่ะ";

const by = (id) => document.getElementById(id);

export class Office {
  constructor({ api, changed }) {
    this.api = api;
    this.changed = changed;
    this.now = null;
    this.next = null;
    this.applications = [];
    this.drawn = {};
    for (const step of document.querySelectorAll("[data-forward]")) {
      step.addEventListener("click", () => this.move(later(this.now, Number(step.dataset.forward))));
    }
    by("to-next").addEventListener("click", () => this.move(this.next));
    by("jump").parentElement.addEventListener("toggle", () => this.fillForm(parts(this.now)));
    this.listDays(by("jump").elements);
    by("jump").addEventListener("submit", (event) => {
      event.preventDefault();
      const wanted = chosen(Object.fromEntries(new FormData(event.target)));
      if (wanted) this.move(wanted);
      else by("clock-said").textContent = NO_SUCH_DAY;
    });
  }

  async tick() {
    this.showClock((await ask(`${this.api}/clock`)).now);
  }

  async refresh() {
    const [planned, office] = await Promise.all([ask(`${this.api}/upcoming`), ask(`${this.api}/applications`)]);
    this.applications = office.applications;
    this.ifNew("upcoming", planned.upcoming, (items) => this.showUpcoming(items));
    this.ifNew("applications", office.applications, (items) => this.showApplications(items));
  }

  // Redraw only what changed, so that a button is not swapped under a finger.
  ifNew(name, items, draw) {
    const key = JSON.stringify(items);
    if (this.drawn[name] === key) return;
    this.drawn[name] = key;
    draw(items);
  }

  showClock(now) {
    this.now = now;
    const words = longMoment(now);
    if (by("clock").textContent === words) return;
    by("clock").textContent = words;
    by("clock-long").textContent = `${words} — เวลาสมมติของการสาธิต`;
  }

  listDays(form) {
    for (let one = 1; one <= 31; one += 1) form.day.append(new Option(one, one));
    for (const [place, name] of MONTHS.entries()) form.month.append(new Option(name, place + 1));
  }

  // The form begins at the demo's present moment each time it is opened.
  fillForm({ day, month, year, time }) {
    const form = by("jump").elements;
    form.day.value = day;
    form.month.value = month;
    form.year.value = year;
    form.time.value = time;
  }

  showUpcoming(items) {
    this.next = items[0]?.at ?? null;
    by("to-next").disabled = !this.next;
    by("no-upcoming").hidden = items.length > 0;
    const rows = items.slice(0, SHOWN).map(({ at, what, recipients }) => {
      const row = make("li");
      row.append(make("strong", "", shortMoment(at)), make("span", "", what), make("em", "", `ผู้รับ ${recipients} คน`));
      return row;
    });
    if (items.length > SHOWN) rows.push(make("li", "rest", `และอีก ${items.length - SHOWN} รายการ`));
    by("upcoming").replaceChildren(...rows);
  }

  showApplications(items) {
    by("no-applications").hidden = items.length > 0;
    by("applications").replaceChildren(...items.map((it) => this.application(it)));
  }

  application({ reference, name, programme, status, status_text: statusText, choices }) {
    const row = make("li");
    const head = make("div", "application-head");
    head.append(make("strong", "", name), make("span", `status status-${status}`, statusText));
    const buttons = make("div", "row");
    for (const { value, label } of choices) {
      const decide = button(value === "approve" ? "strong" : "", label, () => this.decide(reference, value));
      decide.setAttribute("aria-label", `${label} ${name} ${reference}`);
      buttons.append(decide);
    }
    row.append(head, make("p", "", programme), make("code", "", reference), buttons);
    return row;
  }

  async decide(reference, decision) {
    const address = `${this.api}/applications/${encodeURIComponent(reference)}/decision`;
    await this.act(by("applications"), by("office-said"), DECIDED, () => ask(address, { decision }));
  }

  async move(now) {
    by("clock-said").textContent = MOVING;
    await this.act(by("steps"), by("clock-said"), MOVED, async () => {
      this.showClock((await ask(`${this.api}/clock`, { now })).now);
    });
  }

  async act(area, said, done, doing) {
    const buttons = [...area.querySelectorAll("button")].filter((one) => !one.disabled);
    for (const one of buttons) one.disabled = true;
    try {
      await doing();
      said.textContent = done;
    } catch (trouble) {
      said.textContent = trouble instanceof Refused ? trouble.message : FAILED;
    } finally {
      for (const one of buttons) one.disabled = false;
    }
    await this.changed();
  }
}

// The room: which phones are on the table, and the regular look at the bot for news.

import { Refused, ask } from "./dom.js";
import { Guide } from "./guide.js";
import { Office } from "./office.js";
import { Phone } from "./phone.js";
import { Story } from "./story.js";

const { api, bot, people } = document.body.dataset;
const EVERY = 1000;
const KEPT = "rapsamak-phones";
const GROUP = "กลุ่ม ";
const BAD_NAME = "ชื่อใช้ตัวอักษร ตัวเลข _ หรือ - ไม่เกิน 40 ตัวค่ะ";

const phones = new Map();
const office = new Office({ api, changed: refreshAll });
const guide = new Guide({ say, move });
new Story({ open, say: sayAs, decide: (reference, decision) => office.decide(reference, decision), move, office });

function put(name) {
  if (phones.has(name)) return;
  const closed = () => {
    phones.get(name).element.remove();
    phones.delete(name);
    keep();
  };
  const group = name.startsWith(GROUP) ? name.slice(GROUP.length) : null;
  const members = group === null ? null : [...new Set([...people.split(","), ...single()])];
  const phone = new Phone(group ?? name, { api, bot, closed, changed: () => office.refresh(), members });
  phones.set(name, phone);
  document.getElementById("phones").append(phone.element);
  keep();
}

function single() {
  return [...phones.keys()].filter((name) => !name.startsWith(GROUP));
}

// The first phone on the table, brought into view; one is put there when all are hidden.
function first() {
  if (!phones.size) put(people.split(",")[0]);
  const phone = phones.get(single()[0]) ?? [...phones.values()][0];
  phone.element.scrollIntoView({ block: "nearest" });
  return phone;
}

function say(text) {
  return first().send({ type: "text", text });
}

// A phone nobody has talked on yet, brought into view as the first.
async function open(names) {
  const { users } = await ask(`${api}/users`);
  const known = new Set(users.map(({ name }) => name));
  const name = names.find((one) => !known.has(one)) ?? `ผู้ชม${users.length + 1}`;
  put(name);
  document.getElementById("phones").prepend(phones.get(name).element);
  await phones.get(name).send({ type: "follow" });
  phones.get(name).element.scrollIntoView({ block: "nearest" });
  return name;
}

async function sayAs(name, text) {
  if (!phones.has(name)) put(name);
  await phones.get(name).send({ type: "text", text });
}

async function move(to) {
  first();
  await office.move(to);
}

function keep() {
  localStorage.setItem(KEPT, JSON.stringify([...phones.keys()]));
}

function kept() {
  try {
    const names = JSON.parse(localStorage.getItem(KEPT));
    if (Array.isArray(names) && names.length) return names.filter((name) => typeof name === "string");
  } catch {
    // what was kept cannot be read: begin anew
  }
  return people.split(",");
}

async function refreshAll() {
  await Promise.all([office.tick(), office.refresh(), ...[...phones.values()].map((phone) => phone.refresh())]);
  guide.show(office);
}

async function look() {
  if (!document.hidden) {
    try {
      await refreshAll();
      document.getElementById("trouble").hidden = true;
    } catch {
      document.getElementById("trouble").hidden = false;
    }
  }
  setTimeout(look, EVERY);
}

document.getElementById("add").addEventListener("submit", async (event) => {
  event.preventDefault();
  const input = document.getElementById("add-name");
  const said = document.getElementById("add-said");
  const name = input.value.trim().normalize("NFC");
  const group = document.querySelector("#add [name=group]").checked;
  try {
    await ask(`${api}/${group ? "groups" : "users"}/${encodeURIComponent(name)}/messages`);
  } catch (trouble) {
    said.textContent = trouble instanceof Refused ? BAD_NAME : "";
    return;
  }
  said.textContent = "";
  input.value = "";
  put(group ? GROUP + name : name);
  await refreshAll();
});

document.getElementById("add-name").addEventListener("focus", async () => {
  const { users } = await ask(`${api}/users`);
  document.getElementById("known").replaceChildren(...users.map(({ name }) => new Option(name, name)));
});

for (const name of kept()) put(name);
look();

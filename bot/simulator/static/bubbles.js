// One message as it appears on a phone.

import { actionElement, link, linked, make } from "./dom.js";
import { drawFlex } from "./flex.js";

const NOTICES = {
  follow: "เพิ่มบอทเป็นเพื่อนแล้ว",
  unfollow: "บล็อกบอทแล้ว",
  unsend: "ถอนข้อความแล้ว",
  join: "เชิญบอทเข้ากลุ่มแล้ว",
};

const DRAW = {
  text: (message) => linked(make("div", "bubble"), message.text),
  textV2: (message) => linked(make("div", "bubble"), message.text),
  sticker: drawSticker,
  image: drawPicture,
  video: () => make("div", "bubble media", "วิดีโอ"),
  audio: (message) => make("div", "bubble sound", `ข้อความเสียง ${Math.round((message.duration ?? 0) / 1000)} วินาที`),
  file: (message) => make("div", "bubble", `ไฟล์ ${message.fileName}`),
  location: drawLocation,
  flex: (message, press) => drawFlex(message.contents, press),
  template: (message, press) => (TEMPLATES[message.template.type] ?? notDrawn)(message.template, press),
};

const TEMPLATES = {
  buttons: (template, press) => drawTemplate(template, template.actions, press),
  confirm: (template, press) => drawTemplate(template, template.actions, press, "side-by-side"),
  carousel: (template, press) => {
    const row = make("div", "carousel");
    row.tabIndex = 0;
    for (const column of template.columns) row.append(drawTemplate(column, column.actions, press));
    return row;
  },
};

// The notice to show instead of a bubble, when the message is none.
export function notice(message) {
  return NOTICES[message.type];
}

export function drawMessage(message, press) {
  return (DRAW[message.type] ?? notDrawn)(message, press);
}

function drawTemplate({ title, text }, actions, press, look = "") {
  const card = make("div", `template ${look}`);
  const words = make("div", "template-words");
  if (title) words.append(make("strong", "", title));
  words.append(make("p", "", text));
  const buttons = make("div", "template-buttons");
  for (const action of actions) buttons.append(actionElement(action, "template-button", press));
  card.append(words, buttons);
  return card;
}

function drawPicture({ id }) {
  const frame = make("div", "bubble media", "รูปภาพ");
  if (!id) return frame;
  const picture = make("img", "photo");
  picture.alt = "รูปภาพที่ส่ง";
  picture.addEventListener("load", () => frame.replaceChildren(picture));
  picture.src = `${document.body.dataset.api}/contents/${encodeURIComponent(id)}`;
  return frame;
}

function drawSticker() {
  const face = make("div", "sticker");
  face.setAttribute("role", "img");
  face.setAttribute("aria-label", "สติกเกอร์");
  face.append(make("i"), make("i"), make("b"));
  return face;
}

function drawLocation({ title, address, latitude, longitude }) {
  const card = make("div", "bubble place");
  card.append(make("strong", "", title || "ตำแหน่ง"), make("p", "", address || ""));
  const map = link(`https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`, "เปิดแผนที่");
  card.append(map);
  return card;
}

function notDrawn(message) {
  return make("div", "bubble faint", message.altText ?? "ข้อความชนิดนี้แสดงในห้องทดลองไม่ได้ค่ะ");
}

// Building blocks of the page. Text only ever enters as text.

export function make(tag, className = "", text = null) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== null) element.textContent = text;
  return element;
}

export function button(className, label, pressed) {
  const element = make("button", className, label);
  element.type = "button";
  element.addEventListener("click", pressed);
  return element;
}

// A link to the outside, or null where the address is of a kind that is not opened from here.
export function link(address, label, className = "") {
  if (!/^(https?:\/\/|tel:)/i.test(address)) return null;
  const element = make("a", className, label);
  element.href = address;
  element.target = "_blank";
  element.rel = "noopener noreferrer";
  return element;
}

// Text with its web and telephone addresses made into links.
export function linked(element, text) {
  let end = 0;
  for (const found of text.matchAll(/(?:https?:\/\/|tel:\+?)[^\s<>"'\u0e00-\u0e7f]+/gi)) {
    const address = found[0].replace(/[.,;:!?)\]]+$/, "");
    element.append(text.slice(end, found.index), link(address, address));
    end = found.index + address.length;
  }
  element.append(text.slice(end));
  return element;
}

// What an action looks like: a link for an address, otherwise a button.
export function actionElement(action, className, press) {
  const label = action.label ?? "";
  if (action.type === "uri") {
    const away = link(action.uri ?? "", label, className);
    if (away) return away;
  }
  return button(className, label, () => press(action));
}

export function ask(address, body) {
  return answered(fetch(address, body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }));
}

export function upload(address, file) {
  return answered(fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: file,
  }));
}

async function answered(asked) {
  const answer = await asked;
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(said.error ?? `HTTP ${answer.status}`);
  return said;
}

export class Refused extends Error {}

// Draws LINE's Flex messages: the parts that the bot uses, by LINE's layout rules.

import { actionElement, make } from "./dom.js";

// A little larger than LINE's own: Thai letters of this font are small.
const FONT = {
  xxs: 14, xs: 15, sm: 16, md: 17, lg: 19, xl: 22, xxl: 28, "3xl": 34, "4xl": 42, "5xl": 50,
};
const SPACE = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const BORDER = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };
const WIDTH = { nano: 130, micro: 170, deca: 230, hecto: 250, kilo: 270, mega: 310, giga: 380 };
const PLACE = { start: "left", center: "center", end: "right" };
const GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };
const BLOCKS = ["header", "hero", "body", "footer"];

const DRAW = {
  box: drawBox,
  text: drawText,
  button: drawButton,
  separator: drawSeparator,
  filler: () => make("div", "flex-filler"),
  image: drawPicture,
  icon: () => make("span", "flex-icon"),
};

export function drawFlex(container, press) {
  if (container.type !== "carousel") return drawBubble(container, press);
  const row = make("div", "carousel");
  row.tabIndex = 0;
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "การ์ดหลายใบ เลื่อนไปทางขวาเพื่อดูต่อ");
  for (const bubble of container.contents ?? []) row.append(drawBubble(bubble, press));
  return row;
}

function drawBubble(bubble, press) {
  const card = make("div", "flex-bubble");
  card.style.width = `${WIDTH[bubble.size] ?? WIDTH.mega}px`;
  for (const name of BLOCKS) {
    const content = bubble[name];
    if (!content || !DRAW[content.type]) continue;
    const style = bubble.styles?.[name] ?? {};
    const block = make("div", `flex-block flex-${name}`);
    paint(block, "backgroundColor", style.backgroundColor);
    if (style.separator) block.append(drawSeparator({ color: style.separatorColor }));
    const drawn = DRAW[content.type](content, press);
    drawn.classList.add("flex-outer");
    pad(drawn, content);
    block.append(drawn);
    card.append(block);
  }
  return pressable(card, bubble.action, press);
}

function drawBox(box, press) {
  const element = make("div", `flex-box flex-${box.layout}`);
  const across = box.layout !== "vertical";
  for (const [place, part] of (box.contents ?? []).entries()) {
    if (!DRAW[part.type]) continue;
    const drawn = DRAW[part.type](part, press);
    drawn.style.flex = share(part, across);
    const gap = size(part.margin ?? (place > 0 ? box.spacing : undefined), SPACE);
    if (gap) drawn.style[across ? "marginLeft" : "marginTop"] = gap;
    if (across && part.gravity) drawn.style.alignSelf = GRAVITY[part.gravity] ?? "";
    element.append(drawn);
  }
  pad(element, box);
  paint(element, "backgroundColor", box.backgroundColor);
  if (box.background?.type === "linearGradient") shade(element, box.background);
  const border = size(box.borderWidth, BORDER);
  if (border) element.style.border = `${border} solid ${color(box.borderColor) || "#c8ccd4"}`;
  element.style.borderRadius = size(box.cornerRadius, SPACE);
  for (const side of ["width", "maxWidth", "height", "maxHeight"]) element.style[side] = size(box[side], {});
  element.style.justifyContent = box.justifyContent ?? "";
  element.style.alignItems = box.alignItems ?? "";
  return pressable(element, box.action, press);
}

function drawText(text, press) {
  const element = make("p", `flex-text${text.wrap ? " flex-wrap" : ""}`);
  if (text.contents?.length) {
    for (const span of text.contents) element.append(letter(make("span", "", span.text ?? ""), span));
  } else {
    element.textContent = text.text ?? "";
  }
  letter(element, { size: "md", ...text });
  element.style.textAlign = PLACE[text.align] ?? "";
  if (text.wrap && text.maxLines) {
    element.classList.add("flex-clamped");
    element.style.webkitLineClamp = String(text.maxLines);
  }
  return pressable(element, text.action, press);
}

function drawButton(part, press) {
  const style = part.style ?? "link";
  const element = actionElement(part.action ?? {}, `flex-button flex-${style} flex-${part.height ?? "md"}`, press);
  paint(element, style === "link" ? "color" : "backgroundColor", part.color);
  return element;
}

function drawSeparator(part) {
  const line = make("div", "flex-separator");
  paint(line, "backgroundColor", part.color);
  return line;
}

// Pictures would come from outside, which this page never asks; their place is kept.
function drawPicture(part, press) {
  return pressable(make("div", "flex-picture", "รูปภาพ"), part.action, press);
}

function letter(element, look) {
  element.style.fontSize = size(look.size, FONT);
  paint(element, "color", look.color);
  if (look.weight === "bold") element.style.fontWeight = "700";
  if (look.style === "italic") element.style.fontStyle = "italic";
  if (look.decoration && look.decoration !== "none") element.style.textDecoration = look.decoration;
  return element;
}

// How the room along a box is shared: across, all alike unless told; downwards, each what it needs.
function share(part, across) {
  const fixed = across && part.type === "box" && part.width;
  const amount = fixed ? 0 : part.flex ?? (across && !["separator", "icon"].includes(part.type) ? 1 : 0);
  if (!amount) return "0 0 auto";
  return across ? `${amount} 0 0` : `${amount} 0 auto`;
}

function pad(element, box) {
  const sides = { All: "padding", Top: "paddingTop", Bottom: "paddingBottom", Start: "paddingLeft", End: "paddingRight" };
  for (const [name, property] of Object.entries(sides)) {
    const amount = size(box[`padding${name}`], SPACE);
    if (amount) element.style[property] = amount;
  }
}

function shade(element, { angle, startColor, centerColor, centerPosition, endColor }) {
  const stops = [color(startColor), color(centerColor) && `${color(centerColor)} ${centerPosition ?? "50%"}`, color(endColor)];
  if (/^[\d.]+deg$/.test(angle)) element.style.background = `linear-gradient(${angle}, ${stops.filter(Boolean).join(", ")})`;
}

function pressable(element, action, press) {
  if (!action) return element;
  element.classList.add("flex-pressable");
  element.tabIndex = 0;
  element.setAttribute("role", "button");
  if (action.label) element.setAttribute("aria-label", action.label);
  const pressed = (event) => {
    event.stopPropagation();
    press(action);
  };
  element.addEventListener("click", pressed);
  element.addEventListener("keydown", (event) => {
    if (event.target === element && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      pressed(event);
    }
  });
  return element;
}

function size(value, words) {
  if (value === undefined) return "";
  if (value in words) return `${words[value]}px`;
  return /^[\d.]+(px|%)$/.test(value) ? value : "";
}

function color(value) {
  return /^#([0-9a-f]{6}|[0-9a-f]{8})$/i.test(value ?? "") ? value : "";
}

function paint(element, property, value) {
  if (color(value)) element.style[property] = color(value);
}

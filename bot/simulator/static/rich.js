// The menu at the foot of the chat: a picture with areas to press, opened and closed by its bar.

import { button } from "./dom.js";

export class RichMenu {
  constructor(element, api, press) {
    this.element = element;
    this.api = api;
    this.press = press;
    this.id = null;
    this.bar = element.querySelector(".rich-bar");
    this.panel = element.querySelector(".rich-menu");
    this.bar.addEventListener("click", () => this.open(this.panel.hidden));
  }

  open(wide) {
    this.panel.hidden = !wide;
    this.bar.setAttribute("aria-expanded", String(wide));
    this.element.dispatchEvent(new Event("resized", { bubbles: true }));
  }

  show(menu) {
    const id = menu?.richMenuId ?? null;
    if (id === this.id) return;
    this.id = id;
    this.element.hidden = !menu;
    this.panel.querySelectorAll("button").forEach((area) => area.remove());
    if (!menu) return;
    this.bar.textContent = menu.chatBarText;
    this.panel.setAttribute("aria-label", menu.chatBarText);
    this.panel.querySelector("img").src = `${this.api}/menus/${encodeURIComponent(id)}/picture`;
    this.panel.style.aspectRatio = `${menu.size.width} / ${menu.size.height}`;
    for (const { bounds, action } of menu.areas) this.panel.append(this.area(menu.size, bounds, action));
    this.open(menu.selected && this.fits(menu.size) && !document.activeElement?.matches("textarea"));
  }

  // A phone on this page is lower than a real one: what would cover the chat stays folded.
  fits({ width, height }) {
    const phone = this.element.closest(".phone");
    return !phone || (this.element.clientWidth * height) / width < phone.clientHeight * 0.3;
  }

  area(size, { x, y, width, height }, action) {
    const area = button("rich-area", "", () => this.press(action));
    area.setAttribute("aria-label", action.label ?? action.text ?? "");
    Object.assign(area.style, {
      left: `${(100 * x) / size.width}%`,
      top: `${(100 * y) / size.height}%`,
      width: `${(100 * width) / size.width}%`,
      height: `${(100 * height) / size.height}%`,
    });
    return area;
  }
}

// One person's phone: draws what arrives, and does what the person does.

import { Refused, actionElement, ask, make, upload } from "./dom.js";
import { drawMessage, notice } from "./bubbles.js";
import { RichMenu } from "./rich.js";
import { longDate, parts } from "./thai.js";

const TOWN_HALL = {
  title: "ศาลากลางจังหวัดนนทบุรี",
  address: "ถนนรัตนาธิเบศร์ อำเภอเมืองนนทบุรี จังหวัดนนทบุรี",
  latitude: 13.8607,
  longitude: 100.5146,
};
const PICKERS = {
  date: ["date", "เลือกวันที่"],
  time: ["time", "เลือกเวลา"],
  datetime: ["datetime-local", "เลือกวันและเวลา"],
};
const UNANSWERED = "ส่งไม่สำเร็จ กรุณาลองอีกครั้งค่ะ";
const NOTHING_TO_UNSEND = "ยังไม่มีข้อความที่ถอนได้ค่ะ";
const NOTHING_TO_REPEAT = "ยังไม่มีเหตุการณ์ให้ส่งซ้ำค่ะ";
const COPIED = "คัดลอกแล้วค่ะ";

const BANNER_STAYS = 6000;
const PICTURES = "image/png,image/jpeg,image/gif";

// `members` makes it a group: they speak in turn, and the bot hears those who begin with @บอท.
export class Phone {
  constructor(name, { api, bot, closed, changed, members }) {
    this.name = name;
    this.group = Boolean(members);
    this.address = `${api}/${members ? "groups" : "users"}/${encodeURIComponent(name)}`;
    this.changed = changed;
    this.last = 0;
    this.busy = 0;
    this.day = "";
    this.mine = [];
    this.element = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.element.setAttribute("aria-label", `โทรศัพท์ของ ${name}`);
    this.find(".bot-name").textContent = bot;
    this.find(".avatar").textContent = [...bot][0] ?? "";
    this.find(".owner").textContent = name;
    if (members) this.becomeGroup(members);
    this.find(".close").addEventListener("click", closed);
    this.find(".befriend").addEventListener("click", () => this.send({ type: this.group ? "join" : "follow" }));
    this.find(".banner").addEventListener("click", () => { this.find(".banner").hidden = true; this.scroll(); });
    this.find(".unblock").addEventListener("click", () => this.send({ type: "follow" }));
    this.listenToComposer();
    this.listenToMenu();
    this.listenToPicker();
    this.listenToDisk();
    this.rich = new RichMenu(this.find(".rich"), api, (action) => this.press(action));
    this.find("textarea").addEventListener("focus", () => this.rich.open(false));
  }

  find(selector) {
    return this.element.querySelector(selector);
  }

  becomeGroup(members) {
    this.element.setAttribute("aria-label", `กลุ่ม ${this.name}`);
    this.find(".who span").textContent = `กลุ่ม ${this.name}`;
    this.find("textarea").placeholder = "ถามบอทด้วย @บอท";
    this.find(".speaker").hidden = false;
    this.find(".speaker select").replaceChildren(...members.map((one) => new Option(one, one)));
    this.find(".welcome p").textContent = "เชิญบอทเข้ากลุ่ม แล้วถามโดยขึ้นต้นด้วย @บอท";
    this.find(".befriend").textContent = "เชิญบอทเข้ากลุ่ม";
    for (const one of ["picture", "file", "unfollow", "record"]) this.find(`[data-do="${one}"]`).hidden = true;
  }

  // What the person does

  listenToComposer() {
    const words = this.find("textarea");
    const grow = () => {
      words.style.height = "auto";
      words.style.height = `${Math.min(words.scrollHeight, 140)}px`;
    };
    words.addEventListener("input", grow);
    words.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.find(".composer").requestSubmit();
    });
    this.find(".composer").addEventListener("submit", (event) => {
      event.preventDefault();
      const text = words.value.trim();
      if (!text) return;
      words.value = "";
      grow();
      this.send({ type: "text", text });
    });
  }

  listenToMenu() {
    const more = this.find(".more");
    const show = (open) => {
      this.find(".menu").hidden = !open;
      more.setAttribute("aria-expanded", String(open));
      if (open) this.scroll();
    };
    more.addEventListener("click", () => show(this.find(".menu").hidden));
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") show(false);
    });
    this.find(".menu").addEventListener("click", (event) => {
      const doing = event.target.dataset.do;
      if (!doing) return;
      show(false);
      this.choose(doing);
    });
  }

  // The chat as a script that the tests can play again, saved by the browser.
  record() {
    const away = document.createElement("a");
    away.href = `${this.address}/script`;
    away.download = `${this.name}.chat`;
    away.click();
  }

  // A picture or a file from this machine's own disk, as from the phone's.
  listenToDisk() {
    const disk = this.find(".from-disk");
    disk.addEventListener("change", async () => {
      const [file] = disk.files;
      disk.value = "";
      if (!file) return;
      const called = this.fetching === "file" ? `?name=${encodeURIComponent(file.name)}` : "";
      await this.doing(upload(`${this.address}/uploads${called}`, file));
    });
  }

  fetchFromDisk(what) {
    const disk = this.find(".from-disk");
    this.fetching = what;
    disk.accept = what === "file" ? "" : PICTURES;
    disk.click();
  }

  choose(doing) {
    if (doing === "picture" || doing === "file") return this.fetchFromDisk(doing);
    if (doing === "location") return this.send({ type: "location", ...TOWN_HALL });
    if (doing === "record") return this.record();
    if (doing !== "unsend") return this.send({ type: doing });
    const messageId = this.mine.at(-1);
    return messageId ? this.send({ type: "unsend", messageId }) : this.say(NOTHING_TO_UNSEND);
  }

  listenToPicker() {
    const picker = this.find(".picker");
    this.find(".cancel").addEventListener("click", () => {
      picker.hidden = true;
    });
    picker.addEventListener("submit", (event) => {
      event.preventDefault();
      picker.hidden = true;
      const params = { [this.picking.mode]: picker.querySelector("input").value };
      this.send({ type: "postback", data: this.picking.data, params });
    });
  }

  press(action) {
    this.clearQuickReplies();
    const acts = {
      message: () => this.send({ type: "text", text: action.text }),
      postback: () => this.pressPostback(action),
      datetimepicker: () => this.pick(action),
      uri: () => window.open(action.uri, "_blank", "noopener"),
      clipboard: () => navigator.clipboard.writeText(action.clipboardText).then(() => this.say(COPIED)),
      camera: () => this.fetchFromDisk("picture"),
      cameraRoll: () => this.fetchFromDisk("picture"),
      location: () => this.choose("location"),
    };
    acts[action.type]?.();
  }

  pressPostback(action) {
    const displayText = action.displayText ?? action.text;
    this.send({ type: "postback", data: action.data, ...(displayText ? { displayText } : {}) });
    if (action.inputOption !== "openKeyboard") return;
    const words = this.find("textarea");
    words.value = action.fillInText ?? "";
    words.focus();
  }

  pick(action) {
    const picker = this.find(".picker");
    const input = picker.querySelector("input");
    const [kind, label] = PICKERS[action.mode];
    this.picking = action;
    input.type = kind;
    input.value = action.initial ?? "";
    input.min = action.min ?? "";
    input.max = action.max ?? "";
    picker.querySelector("span").textContent = label;
    picker.hidden = false;
    input.focus();
  }

  send(doing) {
    const as = this.group ? { as: this.find(".speaker select").value } : {};
    return this.doing(ask(`${this.address}/events`, { ...doing, ...as }), doing.type);
  }

  async doing(sent, kind) {
    this.clearQuickReplies();
    this.busy += 1;
    this.find(".typing").hidden = false;
    this.scroll();
    try {
      this.watch(sent);
      await sent;
    } catch (trouble) {
      const refused = trouble instanceof Refused;
      if (refused && kind === "redeliver") this.say(NOTHING_TO_REPEAT);
      else this.say(refused ? `${UNANSWERED} (${trouble.message})` : UNANSWERED);
    } finally {
      this.busy -= 1;
      this.find(".typing").hidden = this.busy === 0;
    }
    await this.refresh();
    this.changed();
  }

  // Look often while an answer is awaited, so that the person's own words appear at once.
  watch(sent) {
    const timer = setInterval(() => this.refresh().catch(() => {}), 150);
    const stop = () => clearInterval(timer);
    sent.then(stop, stop);
    this.refresh().catch(() => {});
  }

  // What the phone shows

  async refresh() {
    const screen = await ask(`${this.address}/messages?after=${this.last}`);
    const fresh = screen.messages.filter((item) => item.n > this.last);
    const seen = this.last > 0;
    for (const item of fresh) this.show(item);
    this.find(".welcome").hidden = this.last > 0;
    this.find(".blocked").hidden = !screen.blocked;
    this.find(".composer").hidden = screen.blocked;
    if (screen.blocked) this.find(".menu").hidden = true;
    this.rich.show(screen.blocked ? null : screen.menu);
    if (!this.busy) this.find(".typing").hidden = !screen.loading;
    if (fresh.length) this.scroll();
    const told = fresh.filter(({ from, via }) => from === "bot" && via !== "reply").at(-1);
    if (seen && told) this.showBanner(told.message);
  }

  // What a locked phone shows of a message that nobody asked for: the bot's name, and its text or altText.
  showBanner(message) {
    const banner = this.find(".banner");
    banner.querySelector("strong").textContent = message.sender?.name ?? this.find(".bot-name").textContent;
    banner.querySelector("span").textContent = message.altText ?? message.text ?? "ส่งข้อความถึงคุณ";
    banner.hidden = false;
    clearTimeout(this.bannerGoes);
    this.bannerGoes = setTimeout(() => { banner.hidden = true; }, BANNER_STAYS);
  }

  show({ n, from, at, via, message }) {
    this.last = n;
    this.clearQuickReplies();
    this.showDay(at);
    if (message.type === "unsend") this.takeBack(message.messageId);
    const said = notice(message);
    if (said) return this.say(said);
    if (from === "user" && message.id) this.mine.push(message.id);
    this.chat(this.line(from, at, via, message));
    if (message.quickReply) this.offer(message.quickReply.items);
    return undefined;
  }

  line(from, at, via, message) {
    const line = make("div", `line from-${from}`);
    line.dataset.message = message.id ?? "";
    const column = make("div", "column");
    const time = `${parts(at).time} น.`;
    const pushed = from === "bot" && via !== "reply";
    if (message.by) column.append(make("span", "by", message.by));
    column.append(drawMessage(message, (action) => this.press(action)));
    column.append(make("span", "time", pushed ? `${time} · ข้อความแจ้งเตือน` : time));
    if (from === "bot") {
      const avatar = make("span", "avatar", this.find(".avatar").textContent);
      avatar.setAttribute("aria-hidden", "true");
      line.append(avatar);
    }
    line.append(column);
    return line;
  }

  showDay(at) {
    const day = longDate(at);
    if (day === this.day) return;
    this.day = day;
    this.chat(make("p", "day", day));
  }

  takeBack(id) {
    this.mine = this.mine.filter((mine) => mine !== id);
    this.find(`[data-message="${CSS.escape(id)}"]`)?.remove();
  }

  offer(items) {
    const row = this.find(".quick");
    for (const { action } of items) row.append(actionElement(action, "pill", (pressed) => this.press(pressed)));
    row.hidden = false;
    row.scrollLeft = 0;
  }

  clearQuickReplies() {
    this.find(".quick").replaceChildren();
    this.find(".quick").hidden = true;
  }

  say(words) {
    this.chat(make("p", "notice", words));
    this.scroll();
  }

  chat(element) {
    this.find(".chat").append(element);
  }

  scroll() {
    const chat = this.find(".chat");
    chat.scrollTop = chat.scrollHeight;
  }
}

// A season in a minute: one official asks, applies, is approved, reminded, and answers, by themselves on the page.

const NAMES = ["มานี", "ชูใจ", "ปิติ", "วีระ", "สมหมาย", "เพชร", "จันทร์แรม", "บุญมี"];
const READ = 3400;
const SHORT = 1500;
const DONE = "จบเรื่องแล้วค่ะ ลองพิมพ์คุยเองต่อได้เลย หรือเปิดห้องทำงานเจ้าหน้าที่ดู";
const STOPPED = "หยุดแล้วค่ะ คุยต่อเองได้เลย";
const TOO_LATE = "เลยช่วงรับสมัครของเรื่องนี้แล้วค่ะ ลองคุยเองได้เลย";
const BROKEN = "เล่นต่อไม่ได้ค่ะ ลองคุยเองได้เลย";

const STEPS = [
  { told: "ถามเป็นภาษาพูด บอทตอบจากประกาศเท่านั้น", say: "LInG เรียนวันไหนบ้างคะ" },
  { told: "เรื่องที่ประกาศไม่ได้บอก บอทบอกว่ายังไม่ประกาศ และถามใครได้", say: "มีที่จอดรถไหม" },
  { told: "สมัครทีละข้อ ในแชตเดิม", say: "อยากสมัคร LInG" },
  { told: "ขอความยินยอมก่อนเก็บข้อมูล", say: "ยินยอม", short: true },
  { told: "พิมพ์หลายอย่างพร้อมกันก็ได้", say: "มานี รักเรียน ปลัดเทศบาล", short: true },
  { told: "บอทรู้ประเภทหน่วยงานจากชื่อ", say: "เทศบาลตำบลบ้านกลาง จังหวัดลำพูน" },
  { told: "ถามกลางคันได้ แล้วกลับมาที่ข้อเดิม", say: "เสียเงินไหม" },
  { told: "เบอร์โทรพิมพ์แบบไหนก็ได้", say: "081 234 5678", short: true },
  { told: "ข้อที่ไม่บังคับ ข้ามได้", say: "ข้าม", short: true },
  { told: "ข้อที่ไม่บังคับ ข้ามได้", say: "ข้าม", short: true },
  { told: "ตรวจแล้วส่ง ได้เลขที่ใบสมัครทันที", say: "ยืนยัน" },
  { told: "เจ้าหน้าที่กดอนุมัติ บอทแจ้งผลในแชต", approve: true },
  { told: "ถึงเย็นก่อนวันเรียน บอทเตือนเอง", clock: "2024-05-09T18:00:00+07:00" },
  { told: "ตอบเป็นรายวันได้ เจ้าหน้าที่เห็นทันที", say: "วันศุกร์มาได้ วันเสาร์มาไม่ได้ติดประชุมสภา" },
  { told: "เช้าวันเรียน เตือนเฉพาะคนที่มา", clock: "2024-05-10T07:00:00+07:00" },
];

const by = (id) => document.getElementById(id);

export class Story {
  constructor({ open, say, decide, move, office }) {
    Object.assign(this, { open, say, decide, move, office });
    this.playing = false;
    by("play").addEventListener("click", () => (this.playing ? this.stop() : this.play()));
  }

  async play() {
    const last = Date.parse(STEPS.find(({ clock }) => clock).clock);
    if (Date.parse(this.office.now) >= last) return this.tell(TOO_LATE);
    this.playing = true;
    by("play").textContent = "หยุด";
    try {
      const name = await this.open(NAMES);
      for (const [place, step] of STEPS.entries()) {
        if (!this.playing) return this.tell(STOPPED);
        this.tell(`${place + 1}/${STEPS.length} ${step.told}`);
        await this.act(name, step);
        await this.wait(step.short ? SHORT : READ);
      }
      this.tell(DONE);
    } catch {
      this.tell(BROKEN);
    } finally {
      this.playing = false;
      by("play").textContent = "เล่นทั้งเรื่องในหนึ่งนาที";
    }
  }

  stop() {
    this.playing = false;
    this.wake?.();
  }

  async act(name, { say, approve, clock }) {
    if (say) await this.say(name, say);
    if (clock) await this.move(clock);
    if (approve) {
      await this.office.refresh();
      const waiting = this.office.applications.filter(({ choices }) => choices.some(({ value }) => value === "approve"));
      if (waiting.length) await this.decide(waiting.at(-1).reference, "approve");
    }
  }

  wait(time) {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, time);
    });
  }

  tell(words) {
    by("story-said").textContent = words;
  }
}

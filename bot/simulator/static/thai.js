// Thai dates. An instant arrives as ISO 8601 in Bangkok's time, so its digits are read as they stand.

const DAYS = ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"];
const SHORT_DAYS = ["อา.", "จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส."];
export const MONTHS = [
  "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
  "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
];
const SHORT_MONTHS = [
  "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
];
const BUDDHIST = 543;

export function parts(iso) {
  const [year, month, day, hour, minute] = iso.match(/\d+/g).map(Number);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year: year + BUDDHIST, month, day, weekday, time: `${two(hour)}:${two(minute)}` };
}

export function longDate(iso) {
  const at = parts(iso);
  return `${DAYS[at.weekday]}ที่ ${at.day} ${MONTHS[at.month - 1]} ${at.year}`;
}

export function longMoment(iso) {
  return `${longDate(iso)} เวลา ${parts(iso).time} น.`;
}

export function shortMoment(iso) {
  const at = parts(iso);
  return `${SHORT_DAYS[at.weekday]} ${at.day} ${SHORT_MONTHS[at.month - 1]} ${at.year} ${at.time} น.`;
}

export function later(iso, seconds) {
  return new Date(Date.parse(iso) + seconds * 1000).toISOString();
}

// What a person chose in the form, as ISO 8601; null for a day the month does not have.
export function chosen({ day, month, year, time }) {
  const [hour, minute] = time.split(/[:.]/).map(Number);
  const gregorian = Number(year) - BUDDHIST;
  const at = new Date(Date.UTC(gregorian, month - 1, day));
  if (at.getUTCMonth() !== month - 1) return null;
  return `${gregorian}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:00+07:00`;
}

function two(number) {
  return String(number).padStart(2, "0");
}

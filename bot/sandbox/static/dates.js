// Days as people read them: "Thu 21 Jan 2027", a 24 hour clock. A day is its ISO text, free of any zone.

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
export const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December"];

export function fromIso(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day));
}

export function toIso(date) {
  return date.toISOString().slice(0, 10);
}

export function shift(iso, days) {
  const date = fromIso(iso);
  date.setUTCDate(date.getUTCDate() + days);
  return toIso(date);
}

export function shiftMonth(iso, months) {
  const date = fromIso(iso);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return toIso(date);
}

export function dayWords(iso) {
  if (!iso) return "";
  const date = fromIso(iso);
  const month = MONTHS[date.getUTCMonth()].slice(0, 3);
  return `${DAYS[date.getUTCDay()]} ${date.getUTCDate()} ${month} ${date.getUTCFullYear()}`;
}

// Reads "2027-01-21", "21 Jan 2027", "Thu 21 January" (the year of `near`); null when it isn't a day.
export function readDay(text, near) {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (iso) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const words = /^(?:[a-z]+,? )?(\d{1,2}) ([a-z]{3,})(?: (\d{4}))?$/i.exec(text.trim());
  if (!words) return null;
  const month = MONTHS.findIndex((name) => name.toLowerCase().startsWith(words[2].toLowerCase()));
  return month < 0 ? null : valid(Number(words[3] || near.slice(0, 4)), month + 1, Number(words[1]));
}

function valid(year, month, day) {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? toIso(date) : null;
}

// Reads "14:05", "9", "1405", "2pm" as "HH:MM"; null when it isn't an hour.
export function readTime(text) {
  const found = /^(\d{1,2})(?:[:.]?(\d{2}))? ?(am|pm)?$/i.exec(text.trim());
  if (!found) return null;
  const half = (found[3] || "").toLowerCase();
  const hour = (Number(found[1]) % (half ? 12 : 24)) + (half === "pm" ? 12 : 0);
  const minute = Number(found[2] || 0);
  if (Number(found[1]) > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

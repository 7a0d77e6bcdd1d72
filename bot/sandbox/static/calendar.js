// A day picker: a field to type a day into, and a month to choose it from with mouse or arrow keys.

import { el, freshId } from "./dom.js";
import { MONTHS, dayWords, fromIso, readDay, shift, shiftMonth } from "./dates.js";
import { icon } from "./icons.js";
import { openPopup } from "./popup.js";

const KEYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

export function dayPicker({ label, placeholder, chosen, today, onPick, field, focus }) {
  const state = { chosen, at: chosen || today, close: null };
  const id = freshId("calendar");
  const input = el("input", { type: "text", autocomplete: "off", class: "select-input day-input", placeholder,
    value: dayWords(chosen), "aria-label": field ? null : label, "data-focus": focus, ...field });
  const opener = el("button", { type: "button", class: "day-open", "aria-label": `Open the calendar: ${label}`,
    "aria-haspopup": "dialog", "aria-expanded": "false", "aria-controls": id }, icon("calendar"));
  const box = el("div", { id, class: "popup calendar", popover: "manual", role: "dialog", "aria-label": `Choose a day: ${label}` });
  const root = el("span", { class: "select day" }, input, opener, box);

  const pick = (iso) => {
    state.at = iso || state.at;
    input.value = dayWords(iso);
    if (iso !== state.chosen) { state.chosen = iso; onPick(iso); }
  };
  const readInput = () => pick(input.value.trim() ? readDay(input.value, today) || state.chosen : null);
  const close = (back) => {
    if (!state.close) return;
    state.close();
    state.close = null;
    opener.setAttribute("aria-expanded", "false");
    if (back) input.focus();
  };
  const draw = () => {
    box.replaceChildren(...month(state, today, {
      move: (months) => { state.at = shiftMonth(state.at, months); draw(); },
      choose: (iso) => { close(true); pick(iso); },
    }));
    box.querySelector("[tabindex='0']").focus();
  };
  const open = () => {
    state.at = state.chosen || today;
    state.close = openPopup(box, root, () => close(false));
    opener.setAttribute("aria-expanded", "true");
    draw();
  };
  opener.addEventListener("click", () => (state.close ? close(true) : open()));
  input.addEventListener("change", readInput);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); open(); }
    if (event.key === "Enter") { event.preventDefault(); readInput(); }
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(true);
    else if (event.key in KEYS) { state.at = shift(state.at, KEYS[event.key]); draw(); }
    else if (event.key === "PageUp" || event.key === "PageDown") {
      state.at = shiftMonth(state.at, event.key === "PageUp" ? -1 : 1);
      draw();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return root;
}

function month(state, today, { move, choose }) {
  const shown = fromIso(state.at);
  const title = `${MONTHS[shown.getUTCMonth()]} ${shown.getUTCFullYear()}`;
  const head = el("div", { class: "calendar-head" },
    el("button", { type: "button", "aria-label": "Month before", on: { click: () => move(-1) } }, icon("left")),
    el("strong", { "aria-live": "polite" }, title),
    el("button", { type: "button", "aria-label": "Month after", on: { click: () => move(1) } }, icon("right")));
  const names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].map((name) => el("th", { scope: "col" }, name));
  const table = el("table", { class: "calendar-days", "aria-label": title }, el("thead", {}, el("tr", {}, names)),
    el("tbody", {}, weeks(state, today, choose)));
  return [head, table];
}

function weeks(state, today, choose) {
  const first = `${state.at.slice(0, 8)}01`;
  const weekday = (fromIso(first).getUTCDay() + 6) % 7;
  const rows = [];
  for (let monday = shift(first, -weekday); monday.slice(0, 7) <= state.at.slice(0, 7); monday = shift(monday, 7)) {
    rows.push(el("tr", {}, Array.from({ length: 7 }, (_, index) => el("td", {}, day(shift(monday, index), state, today, choose)))));
  }
  return rows;
}

function day(iso, state, today, choose) {
  const outside = iso.slice(0, 7) !== state.at.slice(0, 7);
  const classes = ["calendar-day", outside && "outside", iso === today && "today", iso === state.chosen && "chosen"];
  return el("button", { type: "button", class: classes.filter(Boolean).join(" "), tabindex: iso === state.at ? "0" : "-1",
    "aria-label": dayWords(iso), "aria-pressed": String(iso === state.chosen), "aria-current": iso === today ? "date" : null,
    on: { click: () => choose(iso) } }, String(fromIso(iso).getUTCDate()));
}

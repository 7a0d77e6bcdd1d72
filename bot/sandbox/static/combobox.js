// A select as Slack draws it: a field that opens a list and filters it while one types.
// Follows the ARIA combobox pattern; one choice, or several shown as tokens.

import { attrs, el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { openPopup } from "./popup.js";

// options: [{value, text, description, group}]; chosen: [value]; onPick([value]);
// free(text) -> option or null, for values that aren't in the list (14:05).
export function combobox({ label, placeholder, options, chosen, multiple, onPick, free, max, field, focus }) {
  const state = { chosen: [...chosen], active: -1, close: null, found: [] };
  const listId = freshId("list");
  const input = el("input", {
    type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder, class: "select-input",
    "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list", "data-focus": focus,
    "aria-label": field ? null : label, ...field,
  });
  const box = el("div", { id: listId, role: "listbox", popover: "manual", class: "popup listbox", "aria-label": label });
  if (multiple) box.setAttribute("aria-multiselectable", "true");
  const tokens = el("span", { class: "tokens" });
  const root = el("span", { class: multiple ? "select multiple" : "select" }, tokens, input, icon("chevron"), box);
  const optionOf = (value) => options.find((option) => option.value === value) || (free && free(value)) || null;

  const showChosen = () => {
    if (!multiple) { input.value = state.chosen.length ? (optionOf(state.chosen[0]) || { text: state.chosen[0] }).text : ""; }
    else {
      input.value = "";
      input.placeholder = state.chosen.length ? "" : placeholder;
      tokens.replaceChildren(...state.chosen.map(token));
    }
    root.classList.toggle("chosen", state.chosen.length > 0);
  };
  const token = (value) => {
    const text = (optionOf(value) || { text: value }).text;
    const drop = el("button", { type: "button", class: "token-drop", "aria-label": `Remove ${text}`,
      on: { click: () => { toggle(value); input.focus(); } } }, icon("close"));
    return el("span", { class: "token" }, text, drop);
  };
  const toggle = (value) => {
    const has = state.chosen.includes(value);
    if (!has && max && state.chosen.length >= max) return;
    state.chosen = has ? state.chosen.filter((one) => one !== value) : [...state.chosen, value];
    showChosen();
    onPick(state.chosen);
  };

  const draw = (query) => {
    const wanted = query.trim().toLowerCase();
    state.found = options.filter((option) => option.text.toLowerCase().includes(wanted));
    const own = free && wanted && free(wanted);
    if (own && !state.found.some((option) => option.value === own.value)) state.found = [own, ...state.found];
    state.active = Math.max(0, state.found.findIndex((option) => state.chosen.includes(option.value)));
    if (wanted) state.active = 0;
    box.replaceChildren(...rows(state, listId, (index) => pick(index)));
    mark();
  };
  const mark = () => {
    const rowsShown = [...box.querySelectorAll("[role=option]:not([aria-disabled])")];
    rowsShown.forEach((row, index) => row.classList.toggle("active", index === state.active));
    const current = rowsShown[state.active];
    attrs(input, { "aria-activedescendant": current ? current.id : null });
    if (current) current.scrollIntoView({ block: "nearest" });
  };
  const open = (query = "") => {
    if (state.close) return draw(query);
    state.close = openPopup(box, root, close);
    input.setAttribute("aria-expanded", "true");
    input.select();
    draw(query);
    return undefined;
  };
  const close = () => {
    if (!state.close) return;
    state.close();
    state.close = null;
    attrs(input, { "aria-expanded": "false", "aria-activedescendant": null });
    showChosen();
  };
  const pick = (index) => {
    const option = state.found[index];
    if (!option) return;
    if (multiple) { toggle(option.value); draw(""); state.active = state.found.indexOf(option); mark(); return; }
    state.chosen = [option.value];
    close();
    onPick(state.chosen);
  };

  const keys = {
    ArrowDown: () => { if (!state.close) open(); else { state.active = (state.active + 1) % state.found.length; mark(); } },
    ArrowUp: () => {
      if (!state.close) open();
      else { state.active = (state.active + state.found.length - 1) % state.found.length; mark(); }
    },
    Enter: () => { if (state.close) pick(state.active); else open(); },
    Escape: () => { if (!state.close) return false; close(); return true; },
    Tab: () => { close(); return false; },
    Backspace: () => { if (multiple && !input.value && state.chosen.length) toggle(state.chosen.at(-1)); return false; },
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !keys[event.key]) return;
    if (keys[event.key]() === false) return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener("input", () => open(input.value));
  root.addEventListener("click", (event) => {
    if (event.composedPath().includes(box) || event.target.closest(".token-drop")) return;
    input.focus();
    if (state.close && event.target !== input) close(); else open();
  });
  input.addEventListener("blur", () => window.setTimeout(() => { if (!root.contains(document.activeElement)) close(); }));
  box.addEventListener("pointerdown", (event) => event.preventDefault());
  box.addEventListener("pointermove", (event) => {
    const row = event.target.closest("[role=option]:not([aria-disabled])");
    const index = row ? Number(row.id.slice(listId.length + 1)) : state.active;
    if (index !== state.active) { state.active = index; mark(); }
  });
  showChosen();
  return root;
}

function rows(state, listId, pick) {
  if (!state.found.length) return [el("div", { role: "option", "aria-disabled": "true", class: "option none" }, "No matching option")];
  const made = [];
  let group = null;
  for (const [index, option] of state.found.entries()) {
    if (option.group && option.group !== group) made.push(el("div", { class: "option-group", role: "presentation" }, option.group));
    group = option.group;
    const chosen = state.chosen.includes(option.value);
    made.push(el("div", { role: "option", id: `${listId}-${index}`, class: "option", "aria-selected": String(chosen),
      on: { click: () => pick(index) } },
    el("span", { class: "option-text" }, option.text, option.description ? el("small", {}, option.description) : null),
    chosen ? icon("check") : null));
  }
  return made;
}

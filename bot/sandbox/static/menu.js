// A button that opens a menu: Slack's overflow, and "act as" in the page's head.

import { el, freshId } from "./dom.js";
import { openPopup } from "./popup.js";

// items: [{content: [nodes], checked: bool|undefined, run}]
export function menuButton({ label, content, items, className, focus, data = {} }) {
  const id = freshId("menu");
  const state = { close: null };
  const button = el("button", { type: "button", class: className, "aria-haspopup": "menu", "aria-expanded": "false",
    "aria-controls": id, "aria-label": label, "data-focus": focus, ...data }, content);
  const box = el("div", { id, role: "menu", popover: "manual", class: "popup menu", "aria-label": label },
    items.map((item) => menuItem(item, () => { close(); button.focus(); item.run(); })));
  const rows = () => [...box.querySelectorAll("button")];
  const close = () => {
    if (!state.close) return;
    state.close();
    state.close = null;
    button.setAttribute("aria-expanded", "false");
  };
  const open = () => {
    state.close = openPopup(box, button, close);
    button.setAttribute("aria-expanded", "true");
    (box.querySelector("[aria-checked=true]") || rows()[0])?.focus();
  };
  button.addEventListener("click", () => (state.close ? close() : open()));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || state.close) return;
    event.preventDefault();
    open();
  });
  box.addEventListener("keydown", (event) => {
    const all = rows();
    const at = all.indexOf(document.activeElement);
    const goes = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (goes !== undefined) all.at(goes % all.length).focus();
    else if (event.key === "Escape") { close(); button.focus(); }
    else { if (event.key === "Tab") close(); return; }
    event.preventDefault();
    event.stopPropagation();
  });
  return el("span", { class: "menu-root" }, button, box);
}

function menuItem(item, run) {
  const radio = item.checked !== undefined;
  return el("button", { type: "button", role: radio ? "menuitemradio" : "menuitem", tabindex: "-1", class: "menu-item",
    "aria-checked": radio ? String(item.checked) : null, on: { click: run } }, item.content);
}

// Channels and the app's direct messages at the side; a drawer on a phone.

import { el, keyed } from "./dom.js";
import { icon } from "./icons.js";
import { avatar } from "./people.js";

export function drawSidebar(root, store) {
  const { channels, dm, app, place } = store.data;
  root.querySelector(".workspace-name").textContent = store.data.workspace;
  const here = place.kind === "channel" ? place.id : "app";
  keyed(root.querySelector(".channels"), channels.map((one) => ({ ...one, here: one.id === here })), { key: (one) => one.id, make: channelRow });
  const apps = [{ id: "app", unread: dm.unread, here: here === "app", app }];
  keyed(root.querySelector(".apps"), apps, { key: (one) => one.id, make: appRow });
}

function row(one, target, content) {
  const unread = one.unread > 0 && !one.here;
  return el("li", {}, el("a", { class: `side-link${unread ? " unread" : ""}`, href: `#at=${target}`, "data-place": target,
    "data-focus": `side|${one.id}`, "aria-current": one.here ? "page" : null }, content,
  unread ? el("span", { class: "badge" }, String(one.unread), el("span", { class: "sr-only" }, " unread")) : null));
}

function channelRow(one) {
  return row(one, one.id, [icon(one.private ? "lock" : "hash"), el("span", { class: "side-name" }, one.name)]);
}

function appRow(one) {
  return row(one, "dm", [avatar({ ...one.app, kind: "app" }, "tiny"), el("span", { class: "side-name" }, one.app.name),
    el("span", { class: "side-app" }, "APP")]);
}

export function drawer(button, panel) {
  const set = (open) => {
    document.body.classList.toggle("drawer-open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  const shut = (focus) => {
    if (!document.body.classList.contains("drawer-open")) return;
    set(false);
    if (focus) button.focus();
  };
  button.addEventListener("click", () => {
    set(!document.body.classList.contains("drawer-open"));
    if (document.body.classList.contains("drawer-open")) panel.querySelector("a, button").focus();
  });
  panel.addEventListener("click", (event) => { if (event.target.closest("[data-place]")) shut(true); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") shut(true); });
  document.querySelector(".drawer-shade").addEventListener("click", () => shut(true));
  panel.addEventListener("focusout", (event) => { if (event.relatedTarget && !panel.contains(event.relatedTarget)) shut(false); });
}

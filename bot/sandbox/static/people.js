// Pictures of people and apps: initials on a colour.

import { el } from "./dom.js";

export function avatar(who, size = "") {
  const node = el("span", { class: `avatar ${size} ${who.kind || ""} tone-${who.tone ?? 0}`, "aria-hidden": "true" }, who.initials);
  if (who.kind === "app" && who.color) node.style.backgroundColor = who.color;
  return node;
}

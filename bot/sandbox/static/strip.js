// The demo's strip over the client: the coach's clock, the buttons that move it, and who the page acts as.

import { el, keyed } from "./dom.js";
import { menuButton } from "./menu.js";
import { avatar } from "./people.js";

export function drawStrip(root, store) {
  const { clock, controls, people, viewer } = store.data;
  const words = root.querySelector(".clock-words");
  if (words.textContent !== clock) words.textContent = clock;
  root.querySelector(".controls").hidden = controls.length === 0;
  const busy = controls.some((one) => one.busy);
  keyed(root.querySelector(".controls"), controls.map((one) => ({ ...one, blocked: busy })), { key: (one) => one.id, make: (one) => controlButton(one, store) });
  root.querySelector(".clock").classList.toggle("moving", busy);
  root.querySelector(".offline").hidden = !store.offline;
  const members = people.filter((one) => !one.is_app && !one.deleted);
  keyed(root.querySelector(".act-as"), [{ members, viewer }], { key: () => "menu", make: () => viewerMenu(members, viewer, store) });
}

// A control goes on running after the press; `aria-disabled` keeps the focus on it meanwhile.
export function controlButton(one, store, className = "control") {
  const run = async () => {
    if (store.data.controls.some((each) => each.busy)) return;
    await store.act("control", { control: one.id });
  };
  return el("button", { type: "button", class: className, "data-focus": `control|${one.id}`, "aria-disabled": one.blocked ? "true" : null,
    "aria-busy": one.busy ? "true" : null, title: one.failed || null, on: { click: run } },
  el("span", { class: "control-label" }, one.label), one.failed ? el("span", { class: "sr-only" }, `: ${one.failed}`) : null);
}

function viewerMenu(members, viewer, store) {
  const now = members.find((one) => one.id === viewer);
  const items = members.map((one) => ({
    content: [avatar(one, "small"), el("span", {}, one.name, el("small", {}, `${one.real_name}, ${one.place}`))],
    checked: one.id === viewer, run: () => store.become(one.id),
  }));
  const content = [avatar(now, "small"), el("span", { class: "act-as-words" }, el("small", {}, "You act as"), now.name)];
  return menuButton({ label: `You act as ${now.name}. Change person`, content, items, className: "act-as-button", focus: "act-as" });
}

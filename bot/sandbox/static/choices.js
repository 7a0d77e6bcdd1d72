// Check boxes and radio buttons.

import { el, freshId } from "./dom.js";
import { textObject } from "./mrkdwn.js";

export function choices({ element, ctx, label, field, focus }, chosen, onChange) {
  const kind = element.type === "checkboxes" ? "checkbox" : "radio";
  const name = freshId("choice");
  const tell = () => onChange([...group.querySelectorAll("input:checked")].map((input) => input.value));
  const boxes = element.options.map((option) => row(option, { kind, name, tell, ctx, focus, on: chosen.includes(option.value) }));
  const grouped = { class: "choices", role: kind === "radio" ? "radiogroup" : "group", "aria-label": field ? null : label, ...field };
  const group = el("div", grouped, boxes);
  return group;
}

function row(option, { kind, name, tell, ctx, focus, on }) {
  const describe = option.description ? freshId("description") : null;
  const input = el("input", { type: kind, name, value: option.value, checked: on, "aria-describedby": describe,
    "data-focus": `${focus}|${option.value}`, on: { change: tell } });
  return el("div", { class: "choice" },
    el("label", {}, input, el("span", { class: "choice-text" }, textObject(option.text, ctx.names))),
    describe ? el("div", { class: "choice-description", id: describe }, textObject(option.description, ctx.names)) : null);
}

// Typed input: one line or several, with a count when the end comes near. Nothing is ever cut off in silence.

import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";

const KINDS = { email_text_input: "email", url_text_input: "url", number_input: "text", plain_text_input: "text" };

export function textInput({ block, element, ctx, label, field, focus }) {
  const counterId = freshId("count");
  const given = field || { "aria-label": label };
  const shared = {
    ...given, class: "text-input", placeholder: element.placeholder?.text, "data-focus": focus, autocomplete: "off",
    value: ctx.value(block, element) ?? "",
  };
  const input = element.multiline
    ? el("textarea", { rows: "4", ...shared })
    : el("input", { type: KINDS[element.type], inputmode: element.type === "number_input" ? "decimal" : null, ...shared });
  const counter = el("span", { class: "counter", id: counterId, "aria-live": "polite" });
  const grow = () => { if (element.multiline) fit(input); };
  const entered = () => {
    count(counter, element, input.value);
    grow();
    ctx.type(block, element, input.value);
    if (dispatches(block, element, "on_character_entered")) ctx.change(block, element, input.value);
  };
  input.addEventListener("input", entered);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || (element.multiline && !event.ctrlKey && !event.metaKey)) return;
    if (!dispatches(block, element, "on_enter_pressed")) return;
    event.preventDefault();
    ctx.change(block, element, input.value);
  });
  count(counter, element, input.value);
  window.requestAnimationFrame(grow);
  return el("span", { class: "text-field" }, input, counter, alone(block, input, ctx, element));
}

// Outside an input block a typed text needs a way to be sent besides Enter.
function alone(block, input, ctx, element) {
  if (block.type === "input" && (!block.dispatch_action || !element.multiline)) return null;
  return el("button", { type: "button", class: "button icon-button", "aria-label": "Send this text",
    on: { click: () => ctx.change(block, element, input.value) } }, icon("send"));
}

function dispatches(block, element, trigger) {
  if (block.type === "input" && !block.dispatch_action) return false;
  const triggers = element.dispatch_action_config?.trigger_actions_on || ["on_enter_pressed"];
  return triggers.includes(trigger);
}

function count(counter, element, text) {
  const most = element.max_length || 3000; // Slack's own ceiling for a typed text
  const left = most - [...text].length;
  counter.textContent = left < Math.min(100, most / 4) ? `${left}` : "";
  counter.classList.toggle("over", left < 0);
  if (left < 0) counter.textContent = `${-left} too many`;
}

function fit(area) {
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight + 2, window.innerHeight * 0.4)}px`;
}

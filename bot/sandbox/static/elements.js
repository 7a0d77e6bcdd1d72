// Block elements: what a person presses, picks or fills in.
// https://docs.slack.dev/reference/block-kit/block-elements

import { dayPicker } from "./calendar.js";
import { combobox } from "./combobox.js";
import { askFirst } from "./confirm.js";
import { readTime } from "./dates.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { placeOf } from "./links.js";
import { menuButton } from "./menu.js";
import { plain } from "./mrkdwn.js";
import { choices } from "./choices.js";
import { textInput } from "./text_input.js";
import { optionsOf } from "./values.js";

// `use` is how an element speaks: {block, element, ctx, field (attributes of its control), label}.
export function element(spec, block, ctx, { field = null, label = "" } = {}) {
  const name = label || spec.placeholder?.text || spec.accessibility_label || "Choose";
  const use = { block, element: spec, ctx, field, label: name, focus: ctx.focusKey(block, spec) };
  const make = MAKERS[spec.type];
  return make ? make(use) : el("span", { class: "unknown-element" }, `(${spec.type} isn't drawn here)`);
}

const MAKERS = {
  button, workflow_button: button, overflow, image: picture,
  static_select: (use) => select(use, optionsOf(use.element), false),
  multi_static_select: (use) => select(use, optionsOf(use.element), true),
  users_select: (use) => select(use, use.ctx.names.people(), false),
  multi_users_select: (use) => select(use, use.ctx.names.people(), true),
  conversations_select: (use) => select(use, use.ctx.names.conversations(use.element.filter), false),
  multi_conversations_select: (use) => select(use, use.ctx.names.conversations(use.element.filter), true),
  channels_select: (use) => select(use, use.ctx.names.conversations({ include: ["public"] }), false),
  multi_channels_select: (use) => select(use, use.ctx.names.conversations({ include: ["public"] }), true),
  datepicker: (use) => day(use, held(use), (iso) => changed(use, iso)),
  timepicker: (use) => time(use, held(use), (hour) => changed(use, hour)),
  datetimepicker: moment,
  checkboxes: (use) => choices(use, held(use) || [], (value) => changed(use, value)),
  radio_buttons: (use) => choices(use, held(use) ? [held(use)] : [], (value) => changed(use, value[0])),
  plain_text_input: textInput, email_text_input: textInput, url_text_input: textInput, number_input: textInput,
  feedback_buttons: feedback,
};

function held({ ctx, block, element: spec }) {
  return ctx.value(block, spec);
}

async function changed({ ctx, block, element: spec }, value) {
  if (spec.confirm && !(await askFirst(spec.confirm))) { ctx.redraw(); return; }
  ctx.change(block, spec, value);
}

function button(use) {
  const { ctx, block, element: spec } = use;
  const place = spec.url && placeOf(spec.url);
  const outside = spec.url && !place && /^https?:/i.test(spec.url);
  const press = async () => {
    if (spec.confirm && !(await askFirst(spec.confirm))) return;
    if (place) ctx.go(place);
    ctx.press(block, spec, null);
  };
  const words = plain(spec.text?.text || "");
  const shared = { class: `button ${spec.style || ""}`, "data-focus": use.focus, "aria-label": spec.accessibility_label,
    "data-action": spec.action_id };
  const made = outside
    ? el("a", { ...shared, href: spec.url, target: "_blank", rel: "noopener noreferrer", on: { click: () => { ctx.press(block, spec, null); } } },
      words, icon("external"))
    : el("button", { ...shared, type: "button", on: { click: press } }, words);
  return withWarning(use, made);
}

// Slack puts a small warning beside what failed.
function withWarning({ ctx, block, element: spec }, node) {
  const failed = ctx.failed(block, spec);
  if (!failed) return node;
  return el("span", { class: "failed" }, node, el("span", { class: "failed-mark", role: "img", "aria-label": failed, title: failed }, icon("warning")));
}

function overflow(use) {
  const { ctx, block, element: spec } = use;
  const items = optionsOf(spec).map((option) => ({
    content: [el("span", {}, plain(option.text), option.description ? el("small", {}, option.description) : null)],
    run: () => { if (/^https?:/i.test(option.url || "")) window.open(option.url, "_blank", "noopener"); changed(use, option.value); },
  }));
  const label = spec.accessibility_label || "More";
  return withWarning(use, menuButton({ label, content: [icon("more")], items, className: "button icon-button",
    focus: ctx.focusKey(block, spec), data: { "data-action": spec.action_id } }));
}

function feedback(use) {
  const { ctx, block, element: spec } = use;
  return el("span", { class: "feedback" }, [spec.positive_button, spec.negative_button].map((one) => el("button", {
    type: "button", class: "button", "aria-label": one.accessibility_label,
    on: { click: () => ctx.press(block, spec, one.value) } }, plain(one.text.text))));
}

function select(use, options, multiple) {
  const value = held(use);
  const chosen = multiple ? value || [] : [value].filter((one) => one !== null && one !== undefined);
  const node = combobox({ label: use.label, placeholder: use.element.placeholder?.text || "Choose an option", options, chosen,
    multiple, max: use.element.max_selected_items, field: use.field, focus: use.focus,
    onPick: (picked) => changed(use, multiple ? picked : picked[0]) });
  return withWarning(use, node);
}

const HALF_HOURS = Array.from({ length: 48 }, (_, index) => {
  const text = `${String(Math.floor(index / 2)).padStart(2, "0")}:${index % 2 ? "30" : "00"}`;
  return { value: text, text };
});

function time(use, chosen, onPick, field = use.field, label = use.label) {
  const free = (text) => { const hour = readTime(text); return hour && { value: hour, text: hour }; };
  return combobox({ label, placeholder: use.element.placeholder?.text || "Choose a time", options: HALF_HOURS,
    chosen: chosen ? [chosen] : [], free, field, focus: `${use.focus}|time`, onPick: ([hour]) => onPick(hour) });
}

function day(use, chosen, onPick, field = use.field, label = use.label) {
  return dayPicker({ label, placeholder: use.element.placeholder?.text || "Choose a day", chosen, today: use.ctx.today,
    onPick, field, focus: use.focus });
}

// A moment is Unix seconds; day and hour are read in the browser's own zone, as Slack does.
function moment(use) {
  const stamp = held(use);
  const local = stamp ? new Date(stamp * 1000 - new Date(stamp * 1000).getTimezoneOffset() * 60000).toISOString() : "";
  const parts = { day: local.slice(0, 10) || null, hour: local.slice(11, 16) || null };
  const tell = () => {
    if (parts.day && parts.hour) changed(use, Math.round(new Date(`${parts.day}T${parts.hour}`).getTime() / 1000));
  };
  return el("span", { class: "moment", role: "group", "aria-label": use.label },
    day(use, parts.day, (iso) => { parts.day = iso; tell(); }, null, `${use.label}: day`),
    time(use, parts.hour, (hour) => { parts.hour = hour; tell(); }, null, `${use.label}: time`));
}

function picture({ element: spec, ctx }) {
  return el("img", { class: "thumb", src: ctx.image(spec), alt: spec.alt_text || "" });
}


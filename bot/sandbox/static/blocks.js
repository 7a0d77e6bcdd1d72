// Block Kit blocks as DOM nodes. https://docs.slack.dev/reference/block-kit/blocks

import { chart } from "./chart.js";
import { el, freshId, keyed } from "./dom.js";
import { element } from "./elements.js";
import { icon } from "./icons.js";
import { plain, textObject } from "./mrkdwn.js";
import { markdown, richText } from "./rich_text.js";
import { dataTable, table } from "./tables.js";

// Draws `blocks` into `parent`, keeping the nodes of the blocks that didn't change.
export function drawBlocks(parent, blocks, ctx) {
  keyed(parent, blocks.map((block, index) => ({ block, index, extra: ctx.extra(block) })), {
    key: ({ block, index }) => block.block_id || `#${index}`,
    signature: ({ block, extra }) => JSON.stringify([block, extra]),
    make: ({ block }) => blockNode(block, ctx),
  });
}

function blockNode(block, ctx) {
  const make = MAKERS[block.type] || unknown;
  const node = el("div", { class: `block block-${block.type}` }, make(block, ctx));
  return node;
}

const MAKERS = {
  section, context, actions, image, input, container, alert, card,
  header: (block, ctx) => el(ctx.heading, {}, plain(block.text.text)),
  divider: () => el("hr"),
  rich_text: (block, ctx) => richText(block, ctx.names),
  markdown: (block) => markdown(block.text),
  table: (block, ctx) => table(block, ctx.names),
  data_table: (block, ctx) => dataTable(block, ctx.names),
  data_visualization: (block) => chart(block),
  context_actions: actions,
  carousel: (block, ctx) => block.elements.map((one) => card(one, ctx)),
};

function section(block, ctx) {
  const words = [
    block.text ? el("div", { class: "text" }, textObject(block.text, ctx.names)) : null,
    block.fields ? el("div", { class: "fields" }, block.fields.map((field) => el("div", { class: "text" }, textObject(field, ctx.names)))) : null,
  ];
  if (!block.accessory) return el("div", { class: "section-text" }, words);
  const label = block.accessory.placeholder ? "" : plainText(block.text);
  return el("div", { class: "section-with" }, el("div", { class: "section-text" }, words),
    el("div", { class: "accessory" }, element(block.accessory, block, ctx, { label })));
}

// The first words of a text, to name a control that has no label of its own.
function plainText(text) {
  return text ? text.text.replace(/[*_~`]/g, "").split("\n")[0].slice(0, 75) : "";
}

function context(block, ctx) {
  return el("div", { class: "context" }, block.elements.map((one) => (one.type === "image"
    ? element(one, block, ctx) : el("span", { class: "text" }, textObject(one, ctx.names)))));
}

function actions(block, ctx) {
  return el("div", { class: "actions" }, block.elements.map((one) => element(one, block, ctx)));
}

function image(block, ctx) {
  return el("figure", {}, block.title ? el("figcaption", {}, plain(block.title.text)) : null,
    el("img", { src: ctx.image(block), alt: block.alt_text }));
}

function input(block, ctx) {
  const ids = { label: freshId("label"), hint: freshId("hint"), error: freshId("error"), control: freshId("control") };
  const error = ctx.errors[block.block_id];
  const described = [error && ids.error, block.hint && ids.hint].filter(Boolean).join(" ") || null;
  const grouped = ["checkboxes", "radio_buttons", "datetimepicker"].includes(block.element.type);
  const field = { id: ids.control, "aria-labelledby": grouped ? ids.label : null, "aria-describedby": described,
    "aria-invalid": error && !grouped ? "true" : null, "aria-required": block.optional || grouped ? null : "true" };
  const words = [plain(block.label.text), block.optional ? el("span", { class: "optional" }, " (optional)") : null];
  return el("div", { class: `field${error ? " wrong" : ""}`, "data-field": block.block_id },
    grouped ? el("div", { class: "label", id: ids.label }, words) : el("label", { class: "label", for: ids.control, id: ids.label }, words),
    element(block.element, block, ctx, { field, label: block.label.text }),
    error ? el("div", { class: "field-error", id: ids.error }, icon("warning"), plain(error)) : null,
    block.hint ? el("div", { class: "field-hint", id: ids.hint }, plain(block.hint.text)) : null);
}

function container(block, ctx) {
  const inner = el("div", { class: "container-blocks" });
  drawBlocks(inner, block.child_blocks || [], ctx);
  const title = [el("span", { class: "container-title" }, plain(block.title?.text || "")),
    block.subtitle ? el("span", { class: "container-subtitle" }, plain(block.subtitle.text)) : null];
  if (!block.is_collapsible) return el("section", { class: "container" }, el("div", { class: "container-head" }, title), inner);
  const key = ctx.focusKey(block, { action_id: "fold" });
  const details = el("details", { class: "container", open: ctx.isOpen(key, !block.default_collapsed) },
    el("summary", { "data-focus": key }, icon("right"), title), inner);
  details.addEventListener("toggle", () => ctx.setOpen(key, details.open));
  return details;
}

function alert(block, ctx) {
  const level = block.level || "default";
  return el("div", { class: `alert alert-${level}`, role: "note" }, icon(level === "warning" || level === "error" ? "warning" : "info"),
    el("div", { class: "text" }, textObject(block.text, ctx.names)));
}

function card(block, ctx) {
  const line = (key, kind) => (block[key] ? el("div", { class: `card-${kind} text` }, textObject(block[key], ctx.names)) : null);
  return el("div", { class: "card" }, line("title", "title"), line("subtitle", "subtitle"), line("body", "body"), line("subtext", "subtitle"),
    block.actions ? el("div", { class: "actions" }, block.actions.map((one) => element(one, block, ctx))) : null);
}

function unknown(block) {
  return el("div", { class: "unknown" }, `The sandbox doesn't draw “${block.type}” blocks.`);
}

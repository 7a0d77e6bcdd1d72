// table and data_table blocks. https://docs.slack.dev/reference/block-kit/blocks/table-block

import { el } from "./dom.js";
import { richText } from "./rich_text.js";

export function table(block, names) {
  const [head, ...body] = block.rows;
  return wrapped(null, head, body, names, block.column_settings || []);
}

export function dataTable(block, names) {
  const [head, ...body] = block.rows;
  return wrapped(block.caption, head, body, names, []);
}

function wrapped(caption, head, body, names, settings) {
  const align = (index) => (settings[index]?.align ? `align-${settings[index].align}` : null);
  const cells = (row, tag, scope) => row.map((one, index) => el(tag, { scope, class: align(index) || numeric(one) }, cell(one, names)));
  return el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": words(caption) || "Table" },
    el("table", {}, caption ? el("caption", {}, words(caption)) : null,
      el("thead", {}, el("tr", {}, cells(head, "th", "col"))),
      el("tbody", {}, body.map((row) => el("tr", {}, cells(row, "td", null))))));
}

function words(caption) {
  return typeof caption === "string" ? caption : caption?.text || "";
}

function numeric(one) {
  return one.type === "raw_number" ? "align-right" : null;
}

function cell(one, names) {
  return one.type === "rich_text" ? richText(one, names) : String(one.text ?? one.value ?? "");
}

// rich_text blocks and a plain reading of markdown blocks. https://docs.slack.dev/reference/block-kit/blocks

import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { link } from "./links.js";
import { channel, mention } from "./mrkdwn.js";

export function richText(block, names) {
  return el("div", { class: "rich-text" }, nested(block.elements || [], names));
}

// Slack gives an indented list as a neighbour with a higher `indent`; here the indent is only a margin.
function nested(elements, names) {
  return elements.map((element) => part(element, names));
}

function part(element, names) {
  const children = () => (element.elements || []).flatMap((piece) => inlinePiece(piece, names));
  switch (element.type) {
    case "rich_text_quote": return el("blockquote", {}, children());
    case "rich_text_preformatted": return el("pre", {}, children());
    case "rich_text_list": return list(element, names);
    default: return el("div", { class: "rich-section" }, children());
  }
}

function list(element, names) {
  const ordered = element.style === "ordered";
  const start = element.offset ? String(element.offset + 1) : null;
  const items = (element.elements || []).map((item) => el("li", {}, part(item, names)));
  const classes = `rich-list indent-${Math.min(element.indent || 0, 8)}${element.border ? " bordered" : ""}`;
  return el(ordered ? "ol" : "ul", { class: classes, start }, items);
}

function inlinePiece(piece, names) {
  return styled(pieceNode(piece, names), piece.style || {});
}

function pieceNode(piece, names) {
  switch (piece.type) {
    case "link": return link(piece.url, piece.text || piece.url);
    case "emoji": return piece.unicode ? document.createTextNode(fromUnicode(piece.unicode)) : emoji(piece.name);
    case "user": return mention(names.person(piece.user_id) || piece.user_id);
    case "channel": return channel(piece.channel_id, "", names);
    case "broadcast": return mention(piece.range);
    case "date": return document.createTextNode(piece.fallback || "");
    default: return document.createTextNode(piece.text || "");
  }
}

function fromUnicode(code) {
  return String.fromCodePoint(...code.split("-").map((hex) => Number.parseInt(hex, 16)));
}

function styled(node, style) {
  const tags = { code: "code", strike: "s", italic: "em", bold: "strong" };
  return Object.entries(tags).reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node);
}

// Headings, lists, quotes, fences and the usual inline marks; enough to read what a bot wrote.
export function markdown(text) {
  const nodes = [];
  let items = null;
  for (const [index, fence] of text.split(/^```.*$/m).entries()) {
    if (index % 2) { nodes.push(el("pre", {}, fence.replace(/^\n|\n$/g, ""))); continue; }
    for (const line of fence.split("\n")) {
      const bullet = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/.exec(line);
      if (!bullet) items = null;
      else if (!items) { items = el(bullet[1] ? "ol" : "ul", {}); nodes.push(items); }
      if (bullet) items.append(el("li", {}, markdownInline(bullet[2])));
      else if (line.trim()) nodes.push(markdownLine(line));
    }
  }
  return el("div", { class: "markdown" }, nodes);
}

function markdownLine(line) {
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) return el("p", { class: "markdown-heading" }, markdownInline(heading[2]));
  const quote = /^>\s?(.*)$/.exec(line);
  return quote ? el("blockquote", {}, markdownInline(quote[1])) : el("p", {}, markdownInline(line));
}

const MARKDOWN = /(`[^`]+`|\*\*.+?\*\*|__.+?__|~~.+?~~|\*[^*\s][^*]*\*|_[^_\s][^_]*_|\[[^\]]+\]\([^)\s]+\))/;

function markdownInline(text) {
  return text.split(MARKDOWN).map((piece, index) => (index % 2 ? markdownPiece(piece) : piece));
}

function markdownPiece(piece) {
  const target = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(piece);
  if (target) return link(target[2], target[1]);
  if (piece.startsWith("`")) return el("code", {}, piece.slice(1, -1));
  for (const [mark, tag] of [["**", "strong"], ["__", "strong"], ["~~", "s"], ["*", "em"], ["_", "em"]]) {
    if (piece.startsWith(mark)) return el(tag, {}, markdownInline(piece.slice(mark.length, -mark.length)));
  }
  return piece;
}

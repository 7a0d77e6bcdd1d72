// Slack's mrkdwn as DOM nodes. https://docs.slack.dev/messaging/formatting-message-text

import { el } from "./dom.js";
import { emojiOr } from "./emoji.js";
import { link } from "./links.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const MARKS = { "*": "strong", "_": "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;

export function unescape(text) {
  return text.replace(/&(amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

// A whole text object: mrkdwn or plain_text.
export function textObject(object, names) {
  if (!object) return [];
  return object.type === "mrkdwn" ? mrkdwn(object.text, names) : plain(object.text);
}

export function plain(text) {
  return emojiOr(unescape(text || ""));
}

export function mrkdwn(text, names) {
  const nodes = [];
  const parts = (text || "").split("```");
  if (parts.length % 2 === 0) parts.push(parts.splice(-2).join("```")); // a fence that never closes is only text
  for (const [index, part] of parts.entries()) {
    if (index % 2) nodes.push(el("pre", {}, unescape(part.replace(/^\n|\n$/g, ""))));
    else nodes.push(...lines(part, names));
  }
  return nodes;
}

function lines(text, names) {
  const nodes = [];
  let quoted = [];
  const endQuote = () => {
    if (quoted.length) nodes.push(el("blockquote", {}, inline(quoted.join("\n"), names)));
    quoted = [];
  };
  let plainLines = [];
  const endPlain = () => {
    if (plainLines.length) nodes.push(...inline(plainLines.join("\n"), names));
    plainLines = [];
  };
  for (const line of text.split("\n")) {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quote) { endPlain(); quoted.push(quote[1]); }
    else { endQuote(); plainLines.push(line); }
  }
  endQuote();
  endPlain();
  return nodes;
}

export function inline(text, names) {
  const nodes = [];
  const unclosed = {}; // mark -> up to where it is known to have no end
  let literal = "";
  const flush = () => { if (literal) nodes.push(...words(unescape(literal))); literal = ""; };
  let at = 0;
  while (at < text.length) {
    const found = token(text, at, names, unclosed);
    if (found) { flush(); nodes.push(found.node); at = found.end; }
    else { literal += text[at]; at += 1; }
  }
  flush();
  return nodes;
}

function token(text, at, names, unclosed) {
  const sign = text[at];
  if (sign === "`") return code(text, at);
  if (sign === "<") return reference(text, at, names);
  if (sign in MARKS) return styled(text, at, names, unclosed);
  return null;
}

function code(text, at) {
  const end = text.indexOf("`", at + 1);
  if (end <= at + 1 || text.slice(at, end).includes("\n")) return null;
  return { node: el("code", {}, unescape(text.slice(at + 1, end))), end: end + 1 };
}

// A mark opens at the start of a word and closes at the end of one: 2*3*4 stays as it is.
function styled(text, at, names, unclosed) {
  const mark = text[at];
  const [before, after] = [text[at - 1], text[at + 1]];
  if (at < (unclosed[mark] || 0) || (before && (WORD.test(before) || before === mark))) return null;
  if (!after || after === mark || /\s/.test(after)) return null;
  const line = text.indexOf("\n", at) < 0 ? text.length : text.indexOf("\n", at);
  for (let end = text.indexOf(mark, at + 2); end > 0 && end < line; end = text.indexOf(mark, end + 1)) {
    const closes = !/\s/.test(text[end - 1]) && !(text[end + 1] && WORD.test(text[end + 1]));
    if (closes) return { node: el(MARKS[mark], {}, inline(text.slice(at + 1, end), names)), end: end + 1 };
  }
  unclosed[mark] = line;
  return null;
}

function reference(text, at, names) {
  const end = text.indexOf(">", at);
  if (end < 0) return null;
  const [target, label] = split(text.slice(at + 1, end));
  const node = referenceNode(target, label, names);
  return node && { node, end: end + 1 };
}

function split(inner) {
  const bar = inner.indexOf("|");
  return bar < 0 ? [inner, ""] : [inner.slice(0, bar), unescape(inner.slice(bar + 1))];
}

function referenceNode(target, label, names) {
  if (/^@[UW]/.test(target)) return mention(names.person(target.slice(1)) || label || target.slice(1));
  if (/^#[CG]/.test(target)) return channel(target.slice(1), label, names);
  if (/^!(here|channel|everyone)/.test(target)) return mention(target.slice(1));
  if (target.startsWith("!")) return el("span", {}, label || target);
  if (/^(https?|mailto|tel|slack):/i.test(target)) return link(unescape(target), label || unescape(target));
  return null;
}

export function mention(name) {
  return el("span", { class: "mention" }, `@${name}`);
}

export function channel(id, label, names) {
  const name = names.channel(id) || label;
  if (!name) return el("span", { class: "mention" }, "#private-channel");
  return el("a", { class: "mention", href: `#at=${id}`, "data-place": id }, `#${name}`);
}

function words(text) {
  const nodes = [];
  for (const [index, part] of text.split(/(https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]}'"])/).entries()) {
    if (index % 2) nodes.push(link(part, part));
    else if (part) nodes.push(...emojiOr(part));
  }
  return nodes;
}

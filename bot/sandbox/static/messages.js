// The list of messages of a channel or of the app's direct messages.

import { drawBlocks } from "./blocks.js";
import { context } from "./context.js";
import { announce, el, keyed } from "./dom.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { avatar } from "./people.js";

const seen = new Map(); // viewer and place -> ts of the messages shown before

export function drawMessages(root, store) {
  const { place } = store.data;
  const list = root.querySelector(".messages-list");
  const key = `${store.viewer}|${place.id}`;
  const moved = root.dataset.place !== key;
  const atEnd = moved || isAtEnd(root);
  root.dataset.place = key;
  drawBeginning(root.querySelector(".beginning"), place, store);
  const items = rowsOf(place.messages);
  keyed(list, items, {
    key: (item) => item.key,
    signature: (item) => (item.day ? item.day : JSON.stringify([item, failuresOf(store, item.message.ts)])),
    make: (item, old) => (item.day ? dayRow(item.day) : messageRow(item, old, store)),
  });
  const fresh = news(key, place.messages);
  if (atEnd && (moved || fresh.length)) scrollToNews(root, list, fresh);
  if (!moved) tell(fresh, store);
}

// Whoever reads the newest message still sees it when the window changes its size.
export function stayAtEnd(root) {
  let atEnd = true;
  root.addEventListener("scroll", () => { atEnd = isAtEnd(root); });
  new ResizeObserver(() => { if (atEnd) root.scrollTop = root.scrollHeight; }).observe(root);
}

function isAtEnd(root) {
  return root.scrollHeight - root.scrollTop - root.clientHeight < 60;
}

function failuresOf(store, ts) {
  return [...store.failures].filter(([key]) => key.startsWith(`${ts}|`));
}

// Messages with a day line in between; a run of one author shows the picture once.
function rowsOf(messages) {
  const rows = [];
  let before = null;
  for (const message of messages) {
    const newDay = !before || before.day !== message.day;
    if (newDay) rows.push({ key: `day-${message.day}-${message.ts}`, day: message.day });
    const follows = !newDay && before.author.id === message.author.id && !before.ephemeral && !message.ephemeral
      && message.minute - before.minute < 5 && message.minute >= before.minute;
    rows.push({ key: message.ts, message, follows });
    before = message;
  }
  return rows;
}

function dayRow(day) {
  return el("li", { class: "day-line" }, el("span", {}, day));
}

function messageRow({ message, follows }, old, store) {
  const node = old || el("li", { tabindex: "-1", "data-focus": `message|${message.ts}` },
    el("div", { class: "gutter" }), el("div", { class: "message-body" },
      el("div", { class: "only-you-slot" }), el("div", { class: "message-head" }), el("div", { class: "message-blocks" })));
  node.className = `message${follows ? " follows" : ""}${message.ephemeral ? " ephemeral" : ""}`;
  node.querySelector(".gutter").replaceChildren(follows ? el("span", { class: "gutter-time", "aria-hidden": "true" }, message.time) : avatar(message.author));
  node.querySelector(".only-you-slot").replaceChildren(...(message.ephemeral ? [el("div", { class: "only-you" }, icon("eye"), "Only visible to you")] : []));
  node.querySelector(".message-head").replaceChildren(...head(message, follows));
  drawContent(node.querySelector(".message-blocks"), message, store);
  return node;
}

function head({ author, time, at }, follows) {
  const name = el("strong", { class: "author" }, author.name);
  const badge = author.kind === "app" ? el("span", { class: "app-badge" }, "APP") : null;
  const when = el("time", { datetime: at }, time);
  return follows ? [el("span", { class: "sr-only" }, author.name, " ", time)] : [name, badge, when].filter(Boolean);
}

function drawContent(parent, message, store) {
  const source = { kind: "message", id: message.ts, channel: store.data.place.channel };
  parent.ctx = parent.ctx || context(store, source);
  parent.ctx.take(message.values);
  parent.ctx.forget(message.blocks);
  const blocks = message.blocks.length ? message.blocks : [{ type: "plain_message", block_id: "text", text: message.text }];
  if (message.blocks.length) drawBlocks(parent, blocks, parent.ctx);
  else keyed(parent, blocks, { key: () => "text", make: () => el("div", { class: "text" }, mrkdwn(message.text, store.names)) });
  parent.parentElement.querySelector(".files")?.remove();
  if (message.files.length) parent.after(el("ul", { class: "files" }, ...message.files.map(fileRow)));
  parent.parentElement.querySelector(".edited")?.remove();
  if (message.edited) parent.after(el("span", { class: "edited", title: message.edited }, "(edited)"));
}

function fileRow({ id, name }) {
  return el("li", {}, el("a", { href: `/page/files/${id}`, download: name }, name));
}

function drawBeginning(node, place, store) {
  const sign = JSON.stringify([place.id, place.name, place.purpose, place.messages.length === 0, store.viewer]);
  if (node.signature === sign) return;
  node.signature = sign;
  if (place.kind === "dm") node.replaceChildren(...appBeginning(place, store));
  else node.replaceChildren(el("h2", {}, icon(place.private ? "lock" : "hash"), place.name),
    el("p", {}, `This is the very beginning of ${place.private ? "" : "#"}${place.name}.`),
    place.purpose ? el("p", {}, place.purpose) : "");
}

function appBeginning(place, store) {
  const { app, commands } = store.data;
  const command = commands[0]?.command;
  const invite = command ? ["Nothing here yet. Type ", el("code", {}, command), ` below, and ${app.name} introduces itself.`] : ["Nothing here yet."];
  return [avatar({ ...app, kind: "app" }, "large"), el("h2", {}, app.name), el("p", {}, app.description),
    place.messages.length ? null : el("p", {}, invite)].filter(Boolean);
}

function news(key, messages) {
  const known = seen.get(key);
  seen.set(key, new Set(messages.map((message) => message.ts)));
  return known ? messages.filter((message) => !known.has(message.ts)) : [];
}

// Down to the newest; but a message taller than the list is shown from its first line.
function scrollToNews(root, list, fresh) {
  root.scrollTop = root.scrollHeight;
  const first = fresh.length && [...list.children].find((row) => row.dataset.key === fresh[0].ts);
  if (first && root.scrollHeight - first.offsetTop > root.clientHeight) root.scrollTop = first.offsetTop - 12;
}

function tell(fresh, store) {
  const said = fresh.filter((message) => message.author.id !== store.viewer);
  if (!said.length) return;
  announce(said.map((message) => `${message.author.name}: ${message.text.slice(0, 300) || "a new message"}`).join(". "));
}

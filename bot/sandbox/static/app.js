// Starts the page: one store, one picture drawn from it again and again.

import { Composer } from "./composer.js";
import { drawBlocks } from "./blocks.js";
import { context } from "./context.js";
import { announce, el, keepFocus, keyed } from "./dom.js";
import { icon } from "./icons.js";
import { drawMessages, stayAtEnd } from "./messages.js";
import { ModalLayer } from "./modal.js";
import { avatar } from "./people.js";
import { drawSidebar, drawer } from "./sidebar.js";
import { Store } from "./state.js";
import { drawStrip } from "./strip.js";
import { TourPanel } from "./tour.js";

const find = (selector) => document.querySelector(selector);

for (const slot of document.querySelectorAll("[data-icon]")) slot.prepend(icon(slot.dataset.icon));

const store = new Store();
const composer = new Composer(find(".composer"), store);
const modals = new ModalLayer(store);
const tour = new TourPanel(find("#tour"), store);
drawer(find(".drawer-button"), find(".sidebar"));
stayAtEnd(find(".messages"));

function draw() {
  if (!store.data) return;
  keepFocus(() => {
    drawStrip(find(".strip"), store);
    drawSidebar(find(".sidebar"), store);
    drawHead();
    const atHome = store.data.place.kind === "home";
    find(".home").hidden = !atHome; // what is hidden doesn't scroll, and the composer takes room from what does
    find(".messages").hidden = atHome;
    composer.draw();
    if (atHome) drawHome();
    else drawMessages(find(".messages"), store);
    if (atHome) delete find(".messages").dataset.place; // coming back to it shows the newest message
    tour.draw();
    modals.draw();
  });
  modals.keepInside();
  document.body.classList.add("ready");
  drawTitle();
  tellOfUnread();
  markRead();
}

function drawHead() {
  const { place, app, dm } = store.data;
  const inApp = place.kind !== "channel";
  const tabs = [["home", "Home", "home"], ["dm", "Messages", "message"]].filter(([id]) => app.tabs.includes(id));
  const item = { inApp, place: place.id, name: place.name, unread: inApp && place.id === "home" ? dm.unread : 0 };
  keyed(find(".place-head"), [item], { key: () => "head", make: () => (inApp ? appHead(app, tabs, item) : channelHead(place)) });
  const members = place.members ? `${place.members} ${place.members === 1 ? "member" : "members"}` : "";
  find(".place-members").textContent = members;
}

function channelHead(place) {
  return el("div", { class: "head-title" }, el("h1", {}, icon(place.private ? "lock" : "hash"), place.name),
    el("p", { class: "purpose" }, place.purpose || ""));
}

function appHead(app, tabs, item) {
  return el("div", { class: "head-title app-head" }, el("h1", {}, avatar({ ...app, kind: "app" }, "small"), app.name, el("span", { class: "app-badge" }, "APP")),
    el("nav", { class: "tabs", "aria-label": app.name }, tabs.map(([id, label, sign]) => el("a", { href: `#at=${id}`, "data-place": id, class: "tab",
      "data-focus": `tab|${id}`, "aria-current": item.place === id ? "page" : null }, icon(sign), label,
    id === "dm" && item.unread ? el("span", { class: "badge" }, String(item.unread), el("span", { class: "sr-only" }, " unread")) : null))));
}

function drawHome() {
  const { view } = store.data.place;
  const root = find(".home-blocks");
  const key = view ? view.id : `none|${store.viewer}`;
  if (root.dataset.view !== key) {
    root.dataset.view = key;
    root.replaceChildren();
    root.ctx = context(store, { kind: "view", id: key });
    find(".home").scrollTop = 0;
  }
  if (!view) {
    if (!root.children.length) root.replaceChildren(el("div", { class: "empty" }, avatar({ ...store.data.app, kind: "app" }, "large"), el("p", {}, "This is a work in progress: the app hasn't published its Home yet.")));
    return;
  }
  root.ctx.take(view.values, view.errors);
  root.ctx.forget(view.view.blocks);
  drawBlocks(root, view.view.blocks, root.ctx);
}

function drawTitle() {
  const { place, app, channels, dm, workspace } = store.data;
  const unread = channels.reduce((sum, one) => sum + one.unread, dm.unread);
  const name = place.kind === "channel" ? `#${place.name}` : app.name;
  document.title = `${unread ? `(${unread}) ` : ""}${name} · ${workspace}`;
}

let unreadBefore = null;
function tellOfUnread() {
  const { dm, place, app } = store.data;
  if (unreadBefore !== null && dm.unread > unreadBefore && place.kind !== "dm") announce(`New message from ${app.name}`);
  unreadBefore = dm.unread;
}

function markRead() {
  const { place, channels, dm } = store.data;
  const unread = place.kind === "dm" ? dm.unread : (channels.find((one) => one.id === place.id) || { unread: 0 }).unread;
  if (unread && place.channel && document.visibilityState === "visible") store.act("read", { channel: place.channel });
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("a[data-place]");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  store.go(target.dataset.place);
});
window.addEventListener("hashchange", () => { store.readHash(); store.refresh(); });
document.addEventListener("visibilitychange", () => { if (store.data) markRead(); });

store.onChange(draw);
await store.refresh();
// What only the viewer saw is gone after a reload, as in Slack.
await store.act("reload");
store.act("open", { place: store.place });
store.listen();

// The guided list: what to try next, ticking itself off, folding itself away when all is done.

import { announce, el, keyed } from "./dom.js";
import { icon } from "./icons.js";
import { inline } from "./mrkdwn.js";
import { controlButton } from "./strip.js";

const START_OVER = "start-over";

export class TourPanel {
  constructor(root, store) {
    Object.assign(this, { root, store, before: null });
    this.toggle = root.querySelector(".tour-toggle");
    this.toggle.addEventListener("click", () => this.fold(!root.classList.contains("folded")));
    document.addEventListener("focusin", (event) => { if (event.target.matches(".text-input, #composer-text")) this.field = event.target.dataset.focus; });
    if (window.matchMedia("(max-width: 999px)").matches) this.fold(true);
  }

  fold(folded) {
    this.root.classList.toggle("folded", folded);
    document.body.classList.toggle("tour-folded", folded);
    this.toggle.setAttribute("aria-expanded", String(!folded));
  }

  draw() {
    const { hints, end } = this.store.data.tour;
    this.root.hidden = hints.length === 0;
    document.body.classList.toggle("no-tour", hints.length === 0);
    if (!hints.length) return;
    const done = hints.filter((hint) => hint.done).length;
    const at = hints.findIndex((hint) => !hint.done);
    this.root.querySelector(".tour-count").textContent = at < 0 ? "All done" : `${done} of ${hints.length}`;
    this.root.querySelector(".tour-next").replaceChildren(...inline(at < 0 ? end.text : hints[at].text, this.store.names));
    this.root.querySelector(".tour-bar").style.setProperty("--share", done / hints.length);
    const items = hints.map((hint, index) => ({ ...hint, index, now: index === at }));
    keyed(this.root.querySelector(".hints"), items, { key: (item) => item.index, make: (item) => this.hint(item) });
    this.drawEnd(at < 0 ? end : null);
    this.tell(hints, at, end);
  }

  tell(hints, at, end) {
    const flags = hints.map((hint) => hint.done).join();
    if (this.before !== null && this.before !== flags) {
      announce(at < 0 ? end.text : `Done. Next: ${hints[at].text}`);
      if (at < 0) {
        this.root.querySelector(".hints").hidden = true;
        this.fold(false);
      }
    }
    if (this.before === null) this.root.querySelector(".hints").hidden = at < 0;
    if (at >= 0) this.root.querySelector(".hints").hidden = false;
    this.before = flags;
  }

  hint(item) {
    const state = item.done ? "done" : item.now ? "now" : "later";
    return el("li", { class: `hint ${state}`, "aria-current": item.now ? "step" : null },
      el("span", { class: "hint-mark", "aria-hidden": "true" }, item.done ? icon("check") : String(item.index + 1)),
      el("div", { class: "hint-body" }, el("div", { class: "hint-text" }, item.done ? el("span", { class: "sr-only" }, "Done: ") : null, inline(item.text, this.store.names)),
        item.copy && item.now ? this.copyBox(item) : null,
        item.now ? el("button", { type: "button", class: "hint-skip", "data-focus": `skip|${item.index}`,
          on: { click: () => this.store.act("skip", { hint: item.index }) } }, "Skip this step") : null));
  }

  copyBox(item) {
    const copied = el("button", { type: "button", class: "button small", on: { click: () => this.copy(item.copy, copied) } }, icon("copy"), el("span", {}, "Copy"));
    const insert = el("button", { type: "button", class: "button small", on: { click: () => this.insert(item.copy) } }, icon("insert"), "Insert");
    return el("div", { class: "copy-box" }, el("q", {}, item.copy), el("div", { class: "copy-buttons" }, copied, insert));
  }

  async copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
      button.lastElementChild.textContent = "Copied";
      announce("Copied");
    } catch {
      announce("The browser doesn't let me copy; use Insert.");
    }
  }

  // Into the field that was used last, else the first empty one of the open form, else the composer.
  insert(text) {
    const modal = document.querySelector("dialog[open] .modal-window");
    const last = this.field && document.querySelector(`[data-focus="${CSS.escape(this.field)}"]`);
    const inModal = modal && [...modal.querySelectorAll(".text-input")];
    const target = modal ? (inModal.includes(last) ? last : inModal.find((one) => !one.value) || inModal[0]) : document.getElementById("composer-text");
    if (!target) return;
    target.value = text;
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.focus();
  }

  drawEnd(end) {
    const over = this.store.data.start_over;
    const items = end ? [{ end, over }] : [];
    keyed(this.root.querySelector(".tour-end"), items, { key: () => START_OVER, make: () => el("div", {}, el("p", {}, inline(end.text, this.store.names)),
      el("div", { class: "tour-links" }, end.links.map((one) => el("a", { href: one.url, target: "_blank", rel: "noopener noreferrer" }, one.label)),
        over ? controlButton(over, this.store, "button small") : null)) });
  }
}

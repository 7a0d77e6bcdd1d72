// Modals: the stack of views that the app opened for the viewer, the top one shown.
// https://docs.slack.dev/surfaces/modals

import { drawBlocks } from "./blocks.js";
import { context, unsent } from "./context.js";
import { announce, byFocus, el } from "./dom.js";
import { icon } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { avatar } from "./people.js";

const FOCUSABLE = "input:not([type=hidden]), textarea, select, button, a[href], summary, [tabindex='0']";

export class ModalLayer {
  constructor(store) {
    this.store = store;
    this.shown = null;
    this.back = [];
    this.dialog = el("dialog", { class: "modal-layer", "aria-labelledby": "modal-title" });
    this.slot = el("div", { class: "modal-tour" });
    this.dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || !this.dialog.open || asking()) return;
      event.preventDefault();
      this.close(false);
    });
    document.body.append(this.dialog);
  }

  draw() {
    const { modals } = this.store.data;
    const top = modals.at(-1);
    if (!top) { this.hide(); return; }
    if (!this.dialog.open) this.show();
    if (this.shown !== top.id) this.build(top, modals.length > 1);
    this.update(top, modals.length > 1);
  }

  show() {
    this.back = trailOf(document.activeElement);
    this.dialog.showModal();
    this.slot.append(document.getElementById("tour"));
  }

  hide() {
    if (!this.dialog.open) return;
    document.getElementById("tour-place").append(document.getElementById("tour"));
    this.dialog.close();
    this.dialog.replaceChildren();
    this.shown = null;
    window.setTimeout(() => { if (!this.dialog.open) returnTo(this.back); });
  }

  build(top) {
    this.shown = top.id;
    this.ctx = context(this.store, { kind: "view", id: top.id }, "h3");
    this.title = el("h2", { id: "modal-title" });
    this.backButton = el("button", { type: "button", class: "icon-only", "aria-label": "Back", on: { click: () => this.close(false) } }, icon("left"));
    this.body = el("div", { class: "modal-blocks" });
    this.notice = el("div", { class: "modal-notice", role: "alert" });
    this.footer = el("div", { class: "modal-foot" });
    const close = el("button", { type: "button", class: "icon-only", "aria-label": "Close the form", "data-focus": "modal-close", on: { click: () => this.close(true) } }, icon("close"));
    const form = el("form", { class: "modal-window", novalidate: true, on: { submit: (event) => { event.preventDefault(); this.submit(); } } },
      el("header", { class: "modal-head" }, this.backButton, avatar({ ...this.store.data.app, kind: "app" }, "small"), this.title, close),
      el("div", { class: "modal-scroll", tabindex: "-1" }, this.notice, this.body), this.footer);
    this.dialog.replaceChildren(form, this.slot);
    this.fresh = true;
  }

  update(top, stacked) {
    const { view } = top;
    this.view = top;
    this.backButton.hidden = !stacked;
    this.title.replaceChildren(...plain(view.title?.text || ""));
    this.ctx.take(top.values, top.errors);
    this.ctx.forget(view.blocks);
    drawBlocks(this.body, view.blocks, this.ctx);
    const notice = this.store.notices.get(top.id) || "";
    if (this.notice.textContent !== notice) this.notice.textContent = notice;
    this.drawFooter(view);
    if (this.fresh) this.enter();
    this.fresh = false;
  }

  drawFooter(view) {
    const sign = JSON.stringify([view.close, view.submit, view.submit_disabled]);
    if (this.footer.signature === sign && this.footer.children.length) return;
    this.footer.signature = sign;
    const close = el("button", { type: "button", class: "button", "data-focus": "modal-cancel", on: { click: () => this.close(false) } },
      plain(view.close?.text || "Close"));
    const submit = view.submit && el("button", { type: "submit", class: "button primary", "data-focus": "modal-submit" }, plain(view.submit.text));
    this.footer.replaceChildren(...[close, submit].filter(Boolean));
  }

  enter() {
    const wanted = this.view.view.blocks.find((block) => block.element?.focus_on_load);
    const first = wanted && this.body.querySelector(`[data-focus="${CSS.escape(this.ctx.focusKey(wanted, wanted.element))}"]`);
    const target = first || this.body.querySelector(FOCUSABLE) || this.footer.querySelector("[type=submit]") || this.footer.querySelector("button");
    target.focus({ preventScroll: !first });
    this.dialog.querySelector(".modal-scroll").scrollTop = 0;
    announce(this.title.textContent);
  }

  // When the app puts another view in the same place, what had the focus may be gone.
  keepInside() {
    if (this.dialog.open && !asking() && !this.dialog.contains(document.activeElement)) this.enter();
  }

  async submit() {
    const { id } = this.view;
    const button = this.footer.querySelector("[type=submit]");
    if (!button || button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    this.store.notices.delete(id);
    const result = await this.store.act("submit", { view: id, filled: unsent(this.store, { id }) });
    button.removeAttribute("aria-busy");
    if (result.notice && this.shown === id) {
      this.store.notices.set(id, result.notice);
      this.store.changed();
    }
    if (Object.keys(result.errors).length) this.toError();
  }

  toError() {
    const wrong = this.body.querySelector(".field.wrong");
    if (!wrong) return;
    wrong.querySelector(FOCUSABLE)?.focus();
    wrong.scrollIntoView({ block: "nearest" });
    announce(wrong.querySelector(".field-error").textContent);
  }

  close(all) {
    this.store.act("close", { view: this.view.id, all });
  }
}

function asking() {
  return document.querySelector("dialog.confirm[open]");
}

function trailOf(node) {
  const trail = [];
  for (let at = node; at; at = at.parentElement) if (at.dataset?.focus) trail.push(at.dataset.focus);
  return trail;
}

function returnTo(trail) {
  const target = trail.map(byFocus).find(Boolean) || document.querySelector("#composer-text") || document.querySelector("main");
  target.focus({ preventScroll: true });
}

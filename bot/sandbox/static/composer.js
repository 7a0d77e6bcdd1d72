// The field to write in, with the list of slash commands that opens when a line starts with "/".

import { announce, attrs, el } from "./dom.js";
import { openPopup } from "./popup.js";

export class Composer {
  constructor(root, store) {
    Object.assign(this, { root, store, found: [], active: 0, closePopup: null });
    this.form = root.querySelector("form");
    this.text = root.querySelector("textarea");
    this.send = root.querySelector(".send");
    this.list = root.querySelector(".commands");
    this.hint = root.querySelector(".usage");
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("pointermove", (event) => {
      const index = [...this.list.children].indexOf(event.target.closest("[role=option]"));
      if (index >= 0 && index !== this.active) { this.active = index; this.mark(); }
    });
    root.querySelector(".slash").addEventListener("click", () => this.insert(this.text.value.startsWith("/") ? "" : "/"));
  }

  get draftKey() { return `${this.store.viewer}|${this.store.place}`; }

  draw() {
    const { place } = this.store.data;
    this.root.hidden = place.kind === "home";
    const closed = place.closed || "";
    this.root.querySelector(".closed").textContent = closed;
    this.form.hidden = Boolean(closed);
    const label = place.kind === "dm" ? `Message ${this.store.data.app.name}` : `Message #${place.name}`;
    attrs(this.text, { placeholder: label, "aria-label": label });
    if (this.shownFor === this.draftKey) return;
    this.shownFor = this.draftKey;
    this.text.value = this.store.writing.get(this.draftKey) || "";
    this.resize();
    this.showUsage();
  }

  typed() {
    this.store.writing.set(this.draftKey, this.text.value);
    this.resize();
    this.complete();
  }

  resize() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 220)}px`;
    this.send.classList.toggle("ready", this.text.value.trim() !== "");
  }

  complete() {
    const word = this.text.value;
    const known = this.store.data.commands;
    this.found = /^\/\S*$/.test(word) ? known.filter((one) => one.command.startsWith(word.toLowerCase())) : [];
    if (!this.found.length) this.close();
    else this.open();
    this.showUsage();
  }

  showUsage() {
    const typed = this.text.value;
    const command = this.store.data.commands.find((one) => typed === one.command || typed.startsWith(`${one.command} `));
    this.hint.replaceChildren(...(command ? [el("code", {}, command.command), " ", command.usage_hint] : []));
  }

  open() {
    this.active = 0;
    this.list.replaceChildren(...this.found.map((one, index) => this.row(one, index)));
    if (!this.closePopup) {
      this.closePopup = openPopup(this.list, this.form, () => this.close());
      announce(`${this.found.length} command${this.found.length > 1 ? "s" : ""}: ${this.found.map((one) => one.command).join(", ")}. Enter completes.`);
    }
    this.mark();
  }

  row(one, index) {
    return el("div", { role: "option", id: `command-${index}`, class: "option command", on: { click: () => this.pick(index) } },
      el("span", { class: "option-text" }, el("strong", {}, one.command), one.usage_hint ? el("span", { class: "usage-hint" }, " ", one.usage_hint) : null,
        el("small", {}, one.description)), el("span", { class: "command-app" }, this.store.data.app.name));
  }

  mark() {
    [...this.list.children].forEach((row, index) => {
      row.classList.toggle("active", index === this.active);
      row.setAttribute("aria-selected", String(index === this.active));
    });
    attrs(this.text, { "aria-activedescendant": `command-${this.active}` });
  }

  close() {
    if (this.closePopup) this.closePopup();
    this.closePopup = null;
    attrs(this.text, { "aria-activedescendant": null });
  }

  pick(index) {
    const command = this.found[index].command;
    this.close();
    this.insert(`${command} `, true);
  }

  insert(text, replace = false) {
    this.text.value = replace ? text : this.text.value + text;
    this.text.focus();
    this.typed();
  }

  key(event) {
    if (event.isComposing) return;
    const open = Boolean(this.closePopup);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (open && step) this.active = (this.active + step + this.found.length) % this.found.length;
    else if (open && event.key === "Escape") this.close();
    else if (open && (event.key === "Tab" || event.key === "Enter") && this.text.value !== this.found[this.active].command) this.pick(this.active);
    else if (event.key === "Enter" && !event.shiftKey) this.submit();
    else return;
    event.preventDefault();
    if (open && step) this.mark();
  }

  async submit() {
    const text = this.text.value.trim();
    if (!text) return;
    this.close();
    this.store.writing.delete(this.draftKey);
    this.text.value = "";
    this.resize();
    this.showUsage();
    const kind = text.startsWith("/") ? "command" : "say";
    this.form.setAttribute("aria-busy", "true");
    await this.store.loading; // whoever types right after a click means the place that was clicked
    const { channel } = this.store.data.place;
    const result = await this.store.act(kind, { channel, text });
    this.form.removeAttribute("aria-busy");
    if (result.notice) announce(result.notice);
  }
}

// The dialog before a risky press. https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object

import { el } from "./dom.js";
import { plain, textObject } from "./mrkdwn.js";

const NOBODY = { person: () => null, channel: () => null };

export function askFirst(confirm) {
  return new Promise((resolve) => {
    const answer = (yes) => { dialog.close(); dialog.remove(); back?.focus?.(); resolve(yes); };
    const back = document.activeElement;
    const deny = el("button", { type: "button", class: "button", on: { click: () => answer(false) } }, plain(confirm.deny?.text || "Cancel"));
    const yes = el("button", { type: "button", class: `button ${confirm.style || "primary"}`, on: { click: () => answer(true) } },
      plain(confirm.confirm?.text || "Yes"));
    const dialog = el("dialog", { class: "confirm", "aria-labelledby": "confirm-title", on: { cancel: (event) => { event.preventDefault(); answer(false); } } },
      el("h2", { id: "confirm-title" }, plain(confirm.title?.text || "Are you sure?")),
      el("div", { class: "confirm-text" }, textObject(confirm.text, NOBODY)),
      el("div", { class: "confirm-buttons" }, deny, yes));
    document.body.append(dialog);
    dialog.showModal();
    deny.focus();
  });
}

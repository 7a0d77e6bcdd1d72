// What a block's elements need from around them: where they stand, what they hold, how to tell the server.

import { announce } from "./dom.js";
import { fromState, initialOf } from "./values.js";

// source: {id, kind: "view"} or {id (the ts), kind: "message", channel}
export function context(store, source, heading = "h2") {
  let values = {};
  let errors = {};
  const waiting = new Map(); // what was chosen while the choice before was still on its way
  let redraws = 0; // a refused confirmation puts the old choice back
  const keyOf = (block, element) => `${source.id}|${block.block_id}|${element.action_id}`;
  const self = {
    get names() { return store.names; },
    get today() { return store.data.today; },
    get errors() { return errors; },
    take: (newValues, newErrors = {}) => { values = newValues; errors = newErrors; },
    forget: (blocks) => forget(store, source, blocks),
    heading, // blocks stand under an h1 in the client, under an h2 in a modal
    focusKey: keyOf,
    image: (one) => one.image_url || (one.slack_file ? `/page/files/${one.slack_file.id || ""}` : ""),
    value: (block, element) => {
      const draft = store.drafts.get(keyOf(block, element));
      if (draft) return draft.value;
      const stored = fromState(values[block.block_id]?.[element.action_id]);
      return stored === undefined ? initialOf(element) : stored;
    },
    failed: (block, element) => store.failures.get(keyOf(block, element)),
    extra: (block) => [errors[block.block_id], redraws, ...failuresIn(block, source)],
    isOpen: (key, otherwise) => store.unfolded.get(key) ?? otherwise,
    setOpen: (key, open) => store.unfolded.set(key, open),
    go: (place) => store.go(place),
    redraw: () => { redraws += 1; store.changed(); },
    type: (block, element, value) => {
      store.drafts.set(keyOf(block, element), { source: source.id, block: block.block_id, action: element.action_id, value });
    },
    change: (block, element, value) => {
      self.type(block, element, value);
      if (block.type !== "input" || block.dispatch_action) self.press(block, element, value);
    },
    press: async (block, element, value) => {
      const key = keyOf(block, element);
      if (store.busy.has(key)) { // a second press of a button is nothing, a second choice is
        if (value !== null) waiting.set(key, value);
        return;
      }
      store.failures.delete(key);
      const draft = store.drafts.get(key);
      if (draft) draft.sent = true;
      const filled = unsent(store, source);
      mark(store, key, true);
      const result = await store.act("press", { source, block: block.block_id, action: element.action_id, value, filled });
      mark(store, key, false);
      if (draft && store.drafts.get(key) === draft) store.drafts.delete(key);
      if (result.notice) fail(store, key, result.notice);
      const next = waiting.get(key);
      if (waiting.delete(key)) self.press(block, element, next);
    },
  };
  const failuresIn = (block, from) => [...store.failures].filter(([key]) => key.startsWith(`${from.id}|`)
    && (key.startsWith(`${from.id}|${block.block_id}|`) || holds(block, key))).map((pair) => pair.join(" "));
  return self;
}

function holds(block, key) {
  return (block.child_blocks || []).some((child) => key.includes(`|${child.block_id}|`));
}

function mark(store, key, busy) {
  if (busy) store.busy.add(key);
  else store.busy.delete(key);
  for (const node of document.querySelectorAll(`[data-focus="${CSS.escape(key)}"]`)) {
    if (busy) node.setAttribute("aria-busy", "true");
    else node.removeAttribute("aria-busy");
  }
}

function fail(store, key, notice) {
  store.failures.set(key, notice);
  store.changed();
  announce(notice);
}

// What was entered in this message or view and the server doesn't know yet; goes along with the next act.
export function unsent(store, source) {
  return [...store.drafts.values()].filter((draft) => draft.source === source.id && !draft.sent);
}

// Lets go of what was entered in fields that the app has taken away: an act that sent them along would be refused.
function forget(store, source, blocks) {
  const there = new Set(blocks.flatMap((block) => [block, ...(block.child_blocks || [])]).map((block) => block.block_id));
  for (const [key, draft] of store.drafts) {
    if (draft.source === source.id && !there.has(draft.block)) store.drafts.delete(key);
  }
}

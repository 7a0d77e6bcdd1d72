// Small helpers to make and to reconcile DOM nodes. Text always becomes a text node, never markup.

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") {
    for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
  } else if (name === "value") node.value = value;
  else if (name === "checked") node.checked = value;
  else node.setAttribute(name === "class" ? "class" : name, value === true ? "" : value);
}

// Sets or removes attributes, touching only what differs.
export function attrs(node, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === false) node.removeAttribute(name);
    else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value === true ? "" : String(value));
  }
}

// Makes the children of `parent` follow `items`. A child whose signature is unchanged stays the very same node,
// so that open lists, typed text and the focus in it survive each live update.
export function keyed(parent, items, { key, make, signature = JSON.stringify }) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    const sign = signature(item);
    let node = old.get(name);
    old.delete(name);
    if (!node || node.signature !== sign) {
      const fresh = make(item, node);
      fresh.dataset.key = name;
      fresh.signature = sign;
      if (node && node !== fresh) {
        if (place === node) place = node.nextElementSibling;
        node.remove();
      }
      node = fresh;
    }
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
  }
  for (const node of old.values()) node.remove();
}

// Runs `draw` and puts the focus back where it was: on the same element, on its successor (same data-focus), or
// on the nearest surviving thing around it.
export function keepFocus(draw) {
  const active = document.activeElement;
  const trail = [];
  for (let node = active; node; node = node.parentElement) {
    if (node.dataset && node.dataset.focus) trail.push(node.dataset.focus);
  }
  const range = active && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  draw();
  if (!active || active === document.body || (active.isConnected && document.activeElement === active)) return;
  for (const name of trail) {
    const next = byFocus(name);
    if (!next) continue;
    next.focus({ preventScroll: true });
    if (range && range[0] !== null && next.setSelectionRange && name === trail[0]) next.setSelectionRange(...range);
    return;
  }
}

export function byFocus(name) {
  return document.querySelector(`[data-focus="${CSS.escape(name)}"]`);
}

// A polite word for screen readers.
export function announce(text) {
  const region = document.getElementById("announcer");
  region.textContent = "";
  window.setTimeout(() => { region.textContent = text; }, 60);
}

let serial = 0;
export function freshId(prefix) {
  serial += 1;
  return `${prefix}-${serial}`;
}

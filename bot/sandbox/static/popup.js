// A floating box in the browser's top layer, so that neither a dialog nor a scrolling list cuts it off.

const GAP = 4;

export function openPopup(box, anchor, onOutside) {
  box.showPopover();
  const follow = () => position(box, anchor);
  const outside = (event) => { if (!box.contains(event.target) && !anchor.contains(event.target)) onOutside(); };
  follow();
  window.addEventListener("scroll", follow, true);
  window.addEventListener("resize", follow);
  document.addEventListener("pointerdown", outside, true);
  return () => {
    window.removeEventListener("scroll", follow, true);
    window.removeEventListener("resize", follow);
    document.removeEventListener("pointerdown", outside, true);
    if (box.isConnected && box.matches(":popover-open")) box.hidePopover();
  };
}

function position(box, anchor) {
  const at = anchor.getBoundingClientRect();
  box.style.minWidth = `${Math.min(at.width, window.innerWidth - 16)}px`;
  const size = box.getBoundingClientRect();
  const below = at.bottom + GAP + size.height <= window.innerHeight || at.top < size.height + GAP;
  const top = below ? Math.min(at.bottom + GAP, window.innerHeight - size.height - 8) : at.top - GAP - size.height;
  box.style.top = `${Math.max(8, top)}px`;
  box.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - size.width - 8))}px`;
}

// Links: web addresses open a new tab, Slack's own deep links move inside this page.
// https://docs.slack.dev/interactivity/deep-linking

import { el } from "./dom.js";

// The place in this page that a Slack link means: "home", "dm", a channel's id, or null.
export function placeOf(url) {
  let parsed;
  try { parsed = new URL(url); } catch { return null; }
  const query = parsed.searchParams;
  if (parsed.protocol === "slack:") {
    if (url.startsWith("slack://app")) return query.get("tab") === "messages" ? "dm" : "home";
    return query.get("id");
  }
  if (!/(^|\.)slack\.com$/.test(parsed.hostname)) return null;
  const archived = /^\/archives\/(\w+)/.exec(parsed.pathname);
  if (archived) return archived[1];
  if (parsed.pathname === "/app_redirect") return query.get("channel") || "home";
  return null;
}

export function link(url, label, props = {}) {
  const place = placeOf(url);
  if (place) return el("a", { href: `#at=${place}`, "data-place": place, ...props }, label);
  if (!/^(https?|mailto|tel):/i.test(url)) return el("span", props, label);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", ...props }, label);
}

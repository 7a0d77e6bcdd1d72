// A handful of emoji short codes; an unknown code stays as typed, as in Slack.

import { el } from "./dom.js";

const EMOJI = {
  wave: "👋", tada: "🎉", white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️", bulb: "💡",
  calendar: "📅", date: "📅", clock3: "🕒", hourglass: "⌛", alarm_clock: "⏰", bell: "🔔", no_bell: "🔕", memo: "📝",
  pencil: "✏️", pencil2: "✏️", link: "🔗", lock: "🔒", key: "🔑", mag: "🔍", seedling: "🌱", star: "⭐", sparkles: "✨",
  rocket: "🚀", fire: "🔥", muscle: "💪", clap: "👏", raised_hands: "🙌", pray: "🙏", "+1": "👍", "-1": "👎",
  thumbsup: "👍", thumbsdown: "👎", eyes: "👀", smile: "😄", slightly_smiling_face: "🙂", heart: "❤️", trophy: "🏆",
  medal: "🏅", dart: "🎯", chart_with_upwards_trend: "📈", bar_chart: "📊", books: "📚", book: "📖", speech_balloon: "💬",
  hammer: "🔨", gear: "⚙️", package: "📦", coffee: "☕", palm_tree: "🌴", large_green_circle: "🟢", white_circle: "⚪",
};

export function emojiOr(text) {
  const nodes = [];
  for (const [index, part] of text.split(/:([a-z0-9_+'-]+):/).entries()) {
    if (index % 2 === 0) { if (part) nodes.push(document.createTextNode(part)); }
    else nodes.push(emoji(part));
  }
  return nodes;
}

export function emoji(name) {
  const sign = EMOJI[name];
  if (!sign) return document.createTextNode(`:${name}:`);
  return el("span", { class: "emoji", role: "img", "aria-label": `${name.replaceAll("_", " ")} emoji` }, sign);
}

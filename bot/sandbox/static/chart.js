// data_visualization: line, area, bar and pie charts as SVG, with their figures as a table for screen readers.

import { el } from "./dom.js";

const SPACE = "http://www.w3.org/2000/svg";
const BOX = { width: 560, height: 220, left: 44, right: 12, top: 12, bottom: 40 };

export function chart(block) {
  const { chart: data, title } = block;
  const points = data.type === "pie" ? data.segments.map((one) => one.label) : data.axis_config.categories;
  const drawn = svg("svg", { viewBox: `0 0 ${BOX.width} ${BOX.height}`, role: "img", "aria-label": `${title}: ${sentence(data)}` });
  if (data.type === "pie") pie(drawn, data.segments);
  else axes(drawn, data, points);
  return el("figure", { class: "chart" }, el("figcaption", {}, title), drawn, legend(data));
}

function sentence(data) {
  if (data.type === "pie") return data.segments.map((one) => `${one.label} ${one.value}`).join(", ");
  return data.series.map((one) => `${one.name}: ${one.data.map((point) => `${point.label} ${point.value}`).join(", ")}`).join("; ");
}

function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function axes(drawn, data, categories) {
  const values = data.series.flatMap((one) => one.data.map((point) => point.value));
  const most = niceCeiling(Math.max(1, ...values));
  const y = (value) => BOX.height - BOX.bottom - (value / most) * (BOX.height - BOX.top - BOX.bottom);
  const step = (BOX.width - BOX.left - BOX.right) / categories.length;
  const x = (index) => BOX.left + step * (index + 0.5);
  for (const part of [0, 0.5, 1]) {
    const at = y(most * part);
    drawn.append(svg("line", { x1: BOX.left, x2: BOX.width - BOX.right, y1: at, y2: at, class: "chart-grid" }),
      svg("text", { x: BOX.left - 8, y: at + 4, class: "chart-text end" }, String(most * part)));
  }
  const every = Math.ceil(categories.length / 8);
  categories.forEach((name, index) => {
    if (index % every === 0) drawn.append(svg("text", { x: x(index), y: BOX.height - BOX.bottom + 18, class: "chart-text middle" }, name));
  });
  data.series.forEach((series, number) => {
    const at = new Map(series.data.map((point) => [point.label, point.value]));
    const figures = categories.map((name) => at.get(name) ?? 0);
    if (data.type === "bar") bars(drawn, figures, { number, of: data.series.length, x, y, step });
    else curve(drawn, figures, { number, x, y, filled: data.type === "area" });
  });
}

function bars(drawn, figures, { number, of, x, y, step }) {
  const width = Math.min(44, (step * 0.7) / of);
  figures.forEach((value, index) => drawn.append(svg("rect", { x: x(index) - (width * of) / 2 + number * width, y: y(value),
    width: Math.max(1, width - 2), height: Math.max(0, y(0) - y(value)), rx: 3, class: `chart-fill tone-${number % 6}` })));
}

function curve(drawn, figures, { number, x, y, filled }) {
  const line = figures.map((value, index) => `${x(index)},${y(value)}`).join(" ");
  if (filled) drawn.append(svg("polygon", { points: `${x(0)},${y(0)} ${line} ${x(figures.length - 1)},${y(0)}`, class: `chart-area tone-${number % 6}` }));
  drawn.append(svg("polyline", { points: line, class: `chart-line tone-${number % 6}` }));
  figures.forEach((value, index) => drawn.append(svg("circle", { cx: x(index), cy: y(value), r: 3.5, class: `chart-fill tone-${number % 6}` })));
}

function pie(drawn, segments) {
  const total = segments.reduce((sum, one) => sum + one.value, 0);
  const centre = { x: BOX.width / 2, y: BOX.height / 2, r: BOX.height / 2 - 12 };
  const at = (share) => [centre.x + centre.r * Math.sin(2 * Math.PI * share), centre.y - centre.r * Math.cos(2 * Math.PI * share)];
  let from = 0;
  segments.forEach((one, index) => {
    const to = Math.min(from + one.value / total, from + 0.99999);
    const [x1, y1] = at(from);
    const [x2, y2] = at(to);
    drawn.append(svg("path", { class: `chart-fill tone-${index % 6}`,
      d: `M${centre.x},${centre.y} L${x1},${y1} A${centre.r},${centre.r} 0 ${to - from > 0.5 ? 1 : 0} 1 ${x2},${y2} Z` }));
    from += one.value / total;
  });
}

function legend(data) {
  const names = data.type === "pie" ? data.segments.map((one) => `${one.label}: ${one.value}`) : data.series.map((one) => one.name);
  return el("ul", { class: "chart-legend" }, names.map((name, index) => el("li", {}, el("span", { class: `chart-key tone-${index % 6}` }), name)));
}

function niceCeiling(value) {
  const size = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 5, 10].map((factor) => factor * size).find((step) => step >= value);
}

// data_visualization: line, area, bar and pie charts as SVG, with their figures as a table for screen readers.

import { el } from "./dom.js";

const SPACE = "http://www.w3.org/2000/svg";
const MARGIN = { left: 44, right: 12, top: 12, bottom: 40 };
const HEIGHT = 220;
const LINE = 16; // pixels from one line of labels to the next
const SLANT = Math.SQRT1_2; // labels that find no room side by side stand at 45 degrees

export function chart(block) {
  const { chart: data, title } = block;
  const drawn = svg("svg", { role: "img", "aria-label": `${title}: ${sentence(data)}` });
  const caption = el("figcaption", {}, title);
  new ResizeObserver(([{ contentRect }]) => draw(drawn, data, contentRect.width)).observe(caption); // as wide as the chart
  return el("figure", { class: "chart" }, caption, drawn, legend(data));
}

function draw(drawn, data, width) {
  const box = data.type === "pie" ? { ...MARGIN, width, height: HEIGHT, slanted: false } : roomFor(data.axis_config.categories, width);
  drawn.replaceChildren();
  drawn.setAttribute("viewBox", `0 0 ${width} ${box.height}`);
  drawn.setAttribute("height", box.height);
  if (data.type === "pie") pie(drawn, data.segments, box);
  else axes(drawn, data, data.axis_config.categories, box);
}

function roomFor(categories, width) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const longest = Math.max(...categories.map((name) => pen.measureText(name).width));
  const step = (width - MARGIN.left - MARGIN.right) / categories.length;
  if (longest + 6 <= step) return { ...MARGIN, width, height: HEIGHT, slanted: false };
  const reach = Math.ceil(longest * SLANT); // to the left and down
  const left = Math.max(MARGIN.left, reach - Math.floor(step / 2) + 6);
  const bottom = reach + 24;
  return { ...MARGIN, left, bottom, width, height: HEIGHT - MARGIN.bottom + bottom, slanted: true };
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

function axes(drawn, data, categories, box) {
  const values = data.series.flatMap((one) => one.data.map((point) => point.value));
  const most = niceCeiling(Math.max(1, ...values));
  const y = (value) => box.height - box.bottom - (value / most) * (box.height - box.top - box.bottom);
  const step = (box.width - box.left - box.right) / categories.length;
  const x = (index) => box.left + step * (index + 0.5);
  for (const part of [0, 0.5, 1]) {
    const at = y(most * part);
    drawn.append(svg("line", { x1: box.left, x2: box.width - box.right, y1: at, y2: at, class: "chart-grid" }),
      svg("text", { x: box.left - 8, y: at + 4, class: "chart-text end" }, String(most * part)));
  }
  const every = box.slanted ? Math.ceil(LINE / (step * SLANT)) : 1;
  categories.forEach((name, index) => {
    if (index % every === 0) drawn.append(label(name, x(index), box.height - box.bottom + 18, box.slanted));
  });
  data.series.forEach((series, number) => {
    const at = new Map(series.data.map((point) => [point.label, point.value]));
    const figures = categories.map((name) => at.get(name) ?? 0);
    if (data.type === "bar") bars(drawn, figures, { number, of: data.series.length, x, y, step });
    else curve(drawn, figures, { number, x, y, filled: data.type === "area" });
  });
}

function label(name, x, y, slanted) {
  if (!slanted) return svg("text", { x, y, class: "chart-text middle" }, name);
  return svg("text", { x, y, transform: `rotate(-45 ${x} ${y})`, class: "chart-text end" }, name);
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

function pie(drawn, segments, box) {
  const total = segments.reduce((sum, one) => sum + one.value, 0);
  const centre = { x: box.width / 2, y: box.height / 2, r: box.height / 2 - 12 };
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

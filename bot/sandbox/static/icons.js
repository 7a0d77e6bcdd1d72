// Line icons, drawn as SVG nodes in the colour of the text around them.

const PATHS = {
  hash: "M9 4 7 20M17 4l-2 16M4 9h17M3 15h17",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z",
  chevron: "m6 9 6 6 6-6",
  right: "m9 6 6 6-6 6",
  left: "m15 6-6 6 6 6",
  close: "M6 6l12 12M18 6 6 18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  menu: "M4 7h16M4 12h16M4 17h16",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2",
  check: "m5 13 4 4L19 7",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  insert: "M4 6v8a3 3 0 0 0 3 3h12M15 13l4 4-4 4",
  warning: "M12 4 2.5 20h19zM12 10v4M12 17h.01",
  send: "M4 4.5 21 12 4 19.5 6.5 12zM6.5 12H13",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  home: "M4 11 12 4l8 7v9h-5v-6H9v6H4z",
  message: "M4 5h16v11H9l-5 4z",
  calendar: "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 8h.01",
  slash: "M15 4 9 20",
  flag: "M5 21V4h13l-3 4 3 4H5",
  external: "M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9",
};

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

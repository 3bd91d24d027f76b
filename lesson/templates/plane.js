/* A plane with points that a pointer or the arrow keys can move. */
const SVG = "http://www.w3.org/2000/svg";
const LIMIT = 1.6;
const digits = (value, places = 2) => (value === null || value === undefined ? "–" : (Object.is(Math.round(value * 1e9), -0) ? 0 : value).toFixed(places));
const pair = (point, places = 2) => (point ? `[${point.map((value) => digits(value, places)).join(", ")}]` : "–");
const clamp = (value) => Math.max(-LIMIT, Math.min(LIMIT, Math.round(value * 100) / 100));
const toX = (x) => 200 + x * 118;
const toY = (y) => 200 - y * 118;

function shape(parent, name, attributes = {}) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}

function element(parent, name, attributes = {}, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  parent.append(made);
  return made;
}

const MARKS = {
  circle: (g) => shape(g, "circle", { class: "mark", r: 9 }),
  square: (g) => shape(g, "rect", { class: "mark", x: -7.5, y: -7.5, width: 15, height: 15, rx: 2 }),
  diamond: (g) => shape(g, "path", { class: "mark", d: "M0-12 12 0 0 12-12 0Z" }),
  ring: (g) => shape(g, "circle", { class: "mark", r: 14 }),
};

/* What is read out holds what is seen, so that a spoken command finds it. */
const named = ({ name, label }) => (!name || name.toLowerCase().includes(label.toLowerCase()) ? name || label : `${label}, ${name}`);

/* points: {id, kind, mark, label, get(), set(point)?}; a point without set cannot be moved. */
function makePlane(svg, points, changed) {
  for (let tick = -1.5; tick <= 1.5; tick += 0.5) {
    shape(svg, "line", { class: tick === 0 ? "axis" : "grid", x1: toX(tick), x2: toX(tick), y1: 0, y2: 400 });
    shape(svg, "line", { class: tick === 0 ? "axis" : "grid", y1: toY(tick), y2: toY(tick), x1: 0, x2: 400 });
    if (tick === 1 || tick === -1) {
      shape(svg, "text", { class: "tick", x: toX(tick) + 4, y: toY(0) + 14 }).textContent = tick;
      shape(svg, "text", { class: "tick", x: toX(0) + 5, y: toY(tick) - 4 }).textContent = tick;
    }
  }
  const under = shape(svg, "g");
  const drawn = points.map((point) => {
    const g = shape(svg, "g", { class: `point ${point.kind}${point.set ? "" : " fixed"}`, "data-point": point.id });
    shape(g, "circle", { class: "hit", r: 20 });
    MARKS[point.mark](g);
    const text = shape(g, "text", { x: point.dx ?? 15, y: point.dy ?? -12, "aria-hidden": "true" });
    if (point.set) makeMovable(svg, g, point, changed);
    else g.setAttribute("aria-hidden", "true");
    return { point, g, text };
  });
  return (paintUnder) => {
    under.replaceChildren();
    if (paintUnder) paintUnder(under);
    for (const { point, g, text } of drawn) {
      const at = point.get();
      g.style.display = at ? "" : "none";
      if (!at) continue;
      g.setAttribute("transform", `translate(${toX(at[0])} ${toY(at[1])})`);
      const right = toX(at[0]) > 300 && (point.dx ?? 15) > 0;
      text.setAttribute("text-anchor", right || (point.dx ?? 15) < 0 ? "end" : "start");
      text.setAttribute("x", right ? -15 : point.dx ?? 15);
      text.textContent = point.label;
      if (point.set) g.setAttribute("aria-label", `${named(point)} at ${pair(at)}. Arrow keys move it.`);
    }
  };
}

function makeMovable(svg, g, point, changed) {
  g.setAttribute("tabindex", "0");
  g.setAttribute("role", "button");
  g.setAttribute("aria-roledescription", "movable point");
  const move = (to) => { point.set(to.map(clamp)); changed(); };
  let held = false;
  g.addEventListener("pointerdown", (event) => { held = true; g.setPointerCapture(event.pointerId); g.focus({ focusVisible: false, preventScroll: true }); event.preventDefault(); });
  g.addEventListener("pointermove", (event) => {
    if (!held) return;
    const box = svg.getBoundingClientRect();
    move([((event.clientX - box.left) / box.width * 400 - 200) / 118, (200 - (event.clientY - box.top) / box.height * 400) / 118]);
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) g.addEventListener(end, () => { held = false; });
  g.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!way) return;
    event.preventDefault();
    const step = event.shiftKey ? 0.01 : 0.1;
    move(point.get().map((value, i) => value + way[i] * step));
  });
}

/* Bars with a zero line when a number is negative; every bar prints its digits. */
function drawBars(box, labels, values, least = 1) {
  const low = Math.min(0, ...values.map((v) => v ?? 0));
  const high = Math.max(least, ...values.map((v) => v ?? 0));
  const at = (value) => (value - low) / (high - low) * 100;
  if (box.children.length !== 3 * labels.length) {
    box.replaceChildren();
    labels.forEach(() => {
      element(box, "span", { class: "label" });
      const track = element(box, "span", { class: "track", "aria-hidden": "true" });
      element(track, "span", { class: "fill" });
      element(track, "span", { class: "zero" });
      element(box, "span", { class: "value" });
    });
  }
  labels.forEach((label, i) => {
    const [name, track, number] = [...box.children].slice(3 * i, 3 * i + 3);
    const [fill, zero] = track.children;
    const value = values[i] ?? 0;
    name.textContent = label;
    number.textContent = digits(values[i], 4);
    fill.className = value < 0 ? "fill negative" : "fill";
    fill.style.left = `${at(Math.min(0, value))}%`;
    fill.style.width = `${Math.abs(at(value) - at(0))}%`;
    zero.style.left = `${at(0)}%`;
    zero.style.display = low < 0 ? "" : "none";
  });
}

let speaking;
function announce(text) {
  clearTimeout(speaking);
  speaking = setTimeout(() => { document.getElementById("live").textContent = text; }, 250);
}

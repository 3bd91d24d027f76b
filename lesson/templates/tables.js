/* Steps 3 and 4: an alignment as a heatmap, then every token as a query. */
function shade(cell, weight) {
  cell.style.backgroundColor = `color-mix(in srgb, var(--context) ${Math.round(weight * 100)}%, var(--track))`;
  cell.classList.toggle("middle", weight > 0.46);
  cell.classList.toggle("strong", weight > 0.85);
}

/* One button a row; `chosen` is the pressed row; `keep` hides cells that a mask forbids. */
function drawHeat(table, { rows, columns, weights, chosen, choose, caption, coverage, keep }) {
  const focused = table.contains(document.activeElement);
  table.replaceChildren();
  element(table, "caption", { class: "sr" }, caption);
  const head = element(element(table, "thead"), "tr");
  element(head, "td");
  for (const token of columns) element(head, "th", { scope: "col" }, token);
  const body = element(table, "tbody");
  let active = null;
  rows.forEach((token, i) => {
    const line = element(body, "tr");
    const button = element(element(line, "th", { scope: "row" }), "button", { type: "button", "aria-pressed": String(i === chosen) }, token);
    button.addEventListener("click", () => choose(i));
    if (i === chosen) active = button;
    weights[i].forEach((weight, j) => {
      const cell = element(line, "td", {}, keep && !keep(i, j) ? "0" : digits(weight));
      shade(cell, weight);
      if (keep && !keep(i, j)) cell.className = "hidden";
      cell.addEventListener("click", () => choose(i));
    });
  });
  if (coverage) {
    const line = element(element(table, "tfoot"), "tr");
    element(line, "th", { scope: "row" }, "coverage");
    for (const total of coverage) element(line, "td", { class: total > 1.5 || total < 0.3 ? "odd" : "" }, digits(total));
  }
  if (focused && active) active.focus();
}

function stepAlignment(data) {
  const find = (id) => document.getElementById(id);
  const { source, translations } = data.alignment;
  const state = { translation: 0, row: 0, guess: null };
  const names = { none: "nothing is wrong", repetition: "repetition", omission: "omission" };
  const pick = translations.map((translation, i) => {
    const button = element(find("translations"), "button", { type: "button" }, translation.title);
    button.addEventListener("click", () => { Object.assign(state, { translation: i, row: 0, guess: null }); update(); });
    return button;
  });
  const guesses = Object.entries(names).map(([fault, text]) => {
    const button = element(find("guesses"), "button", { type: "button", "data-fault": fault }, text);
    button.addEventListener("click", () => { state.guess = fault; update(); });
    return button;
  });
  function update() {
    const { target, weights, fault, explanation } = translations[state.translation];
    pick.forEach((button, i) => button.setAttribute("aria-pressed", String(i === state.translation)));
    guesses.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.fault === state.guess)));
    const coverage = source.map((_, j) => sum(weights.map((row) => row[j])));
    drawHeat(find("heat3"), {
      rows: target, columns: source, weights, coverage, chosen: state.row, caption: "Weights: one row an output word, one column a source word",
      choose: (i) => { state.row = i; update(); },
    });
    find("output3").textContent = target.join(" ");
    find("asked3").textContent = `While writing “${target[state.row]}”, step ${state.row + 1}, the decoder looked at:`;
    drawBars(find("weights3"), source, weights[state.row]);
    find("answer3").textContent = state.guess === null ? "Compare the output with the source, then read the coverage row." : `${state.guess === fault ? "Yes: " + names[fault] + "." : "Look at the coverage row once more."} ${state.guess === fault ? explanation : ""}`;
  }
  update();
  return { state, update };
}

function stepSelfAttention(data) {
  const find = (id) => document.getElementById(id);
  const state = { vectors: data.vectors.map((p) => [...p]), token: Math.min(1, data.vectors.length - 1), causal: false, scaled: true };
  let now;
  const points = [
    ...data.sentence.map((word, i) => ({
      id: `word${i}`, kind: "state", mark: "circle", label: word, name: `Vector of ${word}`,
      get: () => state.vectors[i], set: (p) => { state.vectors[i] = p; },
    })),
    { id: "output4", kind: "context", mark: "diamond", label: "output", dx: -15, dy: -10, get: () => now.output[state.token] },
  ];
  const paint = makePlane(find("plane4"), points, update);
  const seen = (j) => !state.causal || j <= state.token;
  function update() {
    now = selfAttention(state);
    const out = now.output[state.token];
    paint((under) => {
      const visible = state.vectors.filter((_, j) => seen(j));
      shape(under, "polygon", { class: "hull", points: hull(visible).map((p) => `${toX(p[0])},${toY(p[1])}`).join(" ") });
      const own = state.vectors[state.token];
      shape(under, "circle", { cx: toX(own[0]), cy: toY(own[1]), r: 15, fill: "none", stroke: "var(--query)", "stroke-width": 3 });
      state.vectors.forEach((p, j) => {
        if (seen(j)) shape(under, "line", { class: "pull", x1: toX(p[0]), y1: toY(p[1]), x2: toX(out[0]), y2: toY(out[1]), "stroke-width": 1 + 9 * now.weights[state.token][j] });
      });
    });
    drawHeat(find("heat4"), {
      rows: data.sentence, columns: data.sentence, weights: now.weights, chosen: state.token, caption: "Self-attention weights: one row a query word, one column a key word",
      choose: (i) => { state.token = i; update(); }, keep: (i, j) => !state.causal || j <= i,
    });
    find("asked4").textContent = `“${data.sentence[state.token]}” asks; its new vector is ${pair(out, 4)}.`;
    find("tip4").textContent = state.causal
      ? state.token === 0
        ? "The first word can look only at itself: its weight is 1, and its output is its own vector."
        : "Hatched cells lie in the future. They are hidden before softmax, so each row still adds up to 1."
      : "A word need not look at itself the most: a longer vector in its direction scores higher.";
    announce(find("asked4").textContent);
  }
  find("causal").addEventListener("change", (event) => { state.causal = event.target.checked; update(); });
  find("scaled4").addEventListener("change", (event) => { state.scaled = event.target.checked; update(); });
  update();
  return { state, update, result: () => now };
}

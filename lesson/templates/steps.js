/* Steps 1 and 2: one fixed vector, then one query. Both share the states and the query. */
function stepFixedVector(data) {
  const state = { a: data.states.map((p) => [...p]), b: [[0.8, 0.8], [0.5, 0.5], [0.2, 0.2]], query: [...data.query] };
  const find = (id) => document.getElementById(id);
  const read = (states) => compute({ states, query: state.query }).context;
  const movable = (list, i, kind, mark, label, name) => ({
    id: `${kind}${i}`, kind, mark, label, name, get: () => list()[i], set: (p) => { list()[i] = p; },
  });
  const points = [
    { id: "meanA", kind: "mean", mark: "ring", label: "", get: () => mean(state.a) },
    { id: "meanB", kind: "othermean", mark: "ring", label: "", get: () => mean(state.b) },
    ...state.a.map((_, i) => movable(() => state.a, i, "state", "circle", `A${i + 1}`, `State ${i + 1} of sentence A`)),
    ...state.b.map((_, i) => movable(() => state.b, i, "other", "square", `B${i + 1}`, `State ${i + 1} of sentence B`)),
    { id: "contextA", kind: "context", mark: "diamond", label: "", get: () => (state.reading ? read(state.a) : null) },
    { id: "contextB", kind: "othercontext", mark: "diamond", label: "", get: () => (state.reading ? read(state.b) : null) },
    { id: "query1", kind: "query", mark: "circle", label: "query", name: "Query", get: () => (state.reading ? state.query : null), set: (p) => { state.query = p; } },
  ];
  const paint = makePlane(find("plane1"), points, update);
  const distance = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1]);
  function update() {
    const [meanA, meanB, readA, readB] = [mean(state.a), mean(state.b), read(state.a), read(state.b)];
    paint((under) => {
      for (const list of [state.a, state.b]) shape(under, "polygon", { class: "hull", points: hull(list).map((p) => `${toX(p[0])},${toY(p[1])}`).join(" ") });
    });
    const same = distance(meanA, meanB) < 1e-9;
    find("means").textContent = `${pair(meanA)} and ${pair(meanB)}`;
    find("reads").textContent = state.reading ? `${pair(readA)} and ${pair(readB)}` : "not read yet";
    find("verdict1").textContent = !same
      ? "The means differ now, so even one fixed vector tells these two apart. Press “Make the means equal” and it no longer can."
      : !state.reading
        ? "Both rings lie on one spot: a decoder that gets only the mean cannot know which sentence it was."
        : distance(readA, readB) > 1e-9
          ? "The means are equal, yet the two reads (diamonds) differ: looking back at the states tells the sentences apart."
          : "With this query even the two reads coincide. Move the query: another question can tell the sentences apart.";
    announce(find("verdict1").textContent);
  }
  find("align-means").addEventListener("click", () => {
    const [from, to] = [mean(state.b), mean(state.a)];
    state.b = state.b.map((p) => p.map((value, i) => value + to[i] - from[i]));
    update();
  });
  find("read-with-query").addEventListener("click", (event) => {
    state.reading = !state.reading;
    event.currentTarget.setAttribute("aria-pressed", String(state.reading));
    update();
  });
  update();
  return { state, update };
}

function stepOneQuery(data) {
  const find = (id) => document.getElementById(id);
  const state = { states: data.states.map((p) => [...p]), query: [...data.query], mode: "softmax", temperature: 1, scaled: false };
  let now;
  const points = [
    ...state.states.map((_, i) => ({
      id: `key${i}`, kind: "state", mark: "circle", label: data.tokens[i], name: `State ${i + 1}, ${data.tokens[i]},`,
      get: () => state.states[i], set: (p) => { state.states[i] = p; },
    })),
    { id: "context", kind: "context", mark: "diamond", label: "context", dx: -15, dy: 24, get: () => now.context },
    { id: "query", kind: "query", mark: "circle", label: "query", name: "Query", dy: 26, get: () => state.query, set: (p) => { state.query = p; } },
  ];
  const paint = makePlane(find("plane2"), points, update);

  function tip() {
    const best = now.weights ? now.weights.indexOf(Math.max(...now.weights)) : 0;
    if (!now.weights) return "The scores add up to zero, so x / sum does not exist here. Softmax never divides by zero: every exp is positive.";
    if (state.mode === "plain" && now.weights.some((w) => w < 0)) return "A weight below zero! Dividing by the sum keeps the minus signs, and the context may leave the dashed area. A negative share of a look has no meaning.";
    if (state.mode === "plain") return "x / sum looks harmless while all scores are positive. Drag the query until one score is negative and watch.";
    if (state.mode === "hard") return `A hard lookup: all of “${data.tokens[best]}”, nothing of the others. The context jumps from state to state, and a jump has no slope to learn from. Attention is a weighted read instead.`;
    if (state.temperature <= 0.11) return "A tiny temperature makes softmax almost a hard lookup: it is the limit, not the usual case.";
    if (state.temperature >= 20) return "A huge temperature forgets the scores: every weight goes to an equal share, and the context to the mean.";
    if (sum(state.query.map(Math.abs)) < 1e-9) return "A query of zero asks nothing: all scores are 0, so all weights are equal.";
    if (midway() && state.query.some((value, i) => value !== data.query[i])) return `“${data.tokens[1]}” lies midway between its neighbours. Its score is always midway too, so no query can make it win: its weight never passes 1/3. Drag it outwards and it can.`;
    if (now.scores.some((s) => s < 0)) return "Scores are not probabilities: they may be negative or large. Only after softmax do they share out one whole look.";
    return `Most of the look goes to “${data.tokens[best]}”, but every state is read a little: the context mixes them all.`;
  }
  function midway() {
    const s = state.states;
    return s.length === 3 && s[1].every((value, i) => Math.abs(value - (s[0][i] + s[2][i]) / 2) < 1e-9);
  }
  function update() {
    now = compute(state);
    paint((under) => {
      shape(under, "polygon", { class: "hull", points: hull(state.states).map((p) => `${toX(p[0])},${toY(p[1])}`).join(" ") });
      shape(under, "line", { class: "arrow", x1: 200, y1: 200, x2: toX(state.query[0]), y2: toY(state.query[1]) });
      if (now.context) state.states.forEach((p, i) => shape(under, "line", {
        class: "pull", x1: toX(p[0]), y1: toY(p[1]), x2: toX(now.context[0]), y2: toY(now.context[1]), "stroke-width": 1 + 9 * Math.abs(now.weights[i]),
      }));
    });
    drawBars(find("scores2"), data.tokens, now.scores);
    drawBars(find("weights2"), data.tokens, now.weights ?? data.tokens.map(() => null));
    find("query-value").textContent = pair(state.query);
    find("context-value").textContent = pair(now.context, 4);
    find("sum-value").textContent = now.weights ? digits(sum(now.weights), 4) : "–";
    find("temperature-value").textContent = state.temperature >= 10 ? digits(state.temperature, 1) : digits(state.temperature, 2);
    find("temperature").disabled = state.mode !== "softmax";
    find("tip2").textContent = tip();
    announce(`Query ${pair(state.query)}. ${now.weights ? data.tokens.map((t, i) => `${t} ${Math.round(now.weights[i] * 100)} percent`).join(", ") : "No weights"}. Context ${pair(now.context)}.`);
  }
  for (const radio of document.getElementsByName("mode")) radio.addEventListener("change", () => { state.mode = radio.value; update(); });
  find("temperature").addEventListener("input", (event) => {
    state.temperature = 10 ** Number(event.target.value);
    event.target.setAttribute("aria-valuetext", digits(state.temperature, 2));
    update();
  });
  find("scaled").addEventListener("change", (event) => { state.scaled = event.target.checked; update(); });
  find("reset2").addEventListener("click", () => {
    Object.assign(state, { states: data.states.map((p) => [...p]), query: [...data.query], mode: "softmax", temperature: 1, scaled: false });
    find("mode-softmax").checked = true; find("temperature").value = 0; find("scaled").checked = false;
    update();
  });
  update();
  return { state, update, result: () => now };
}

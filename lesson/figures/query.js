(window.lessonFigures ??= {})["query"] = (() => {
  "use strict";
  const STATES = [[1, 0], [0.5, 0.5], [0, 1]];
  const SIZE = 240, MIDDLE = SIZE / 2;
  const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
  function softmax(scores) {
    const top = Math.max(...scores);
    const powers = scores.map((score) => Math.exp(score - top));
    const total = powers.reduce((a, b) => a + b, 0);
    return powers.map((power) => power / total);
  }
  /* {scores, weights, context} of one query; keys are values too where no values are given. */
  function read(query, keys, values = keys) {
    const scores = keys.map((key) => dot(query, key));
    const weights = softmax(scores);
    return { scores, weights, context: values[0].map((_, j) => dot(weights, values.map((value) => value[j]))) };
  }
  const vector = (v, digits) => `[${v.map((x) => x.toFixed(digits)).join(", ")}]`;
  const isQuery = (v) => Array.isArray(v) && v.length === 2 && v.every((x) => Number.isFinite(x));
  const areStates = (v) => Array.isArray(v) && v.length > 0 && v.length <= 12 && v.every(isQuery);

  /* {queries, states, values} of a call whose numbers can stand in the plane, else null. */
  function placed({ function: name, arguments: [first, second, third] = [], returned }) {
    const made = (queries, states, values = states) => ({ queries, states, values });
    if (name === "dot" && isQuery(first) && isQuery(second)) return made([first], [second]);
    if (name === "scores" && isQuery(first) && areStates(second)) return made([first], second);
    if (name === "attend" && isQuery(first) && areStates(second) && third?.length === second.length && third.every((row) => Array.isArray(row) && row.every(Number.isFinite))) return made([first], second, third);
    if (name === "sweep" && areStates(first) && areStates(second)) return made(first.slice(0, 2), second);
    if (name.startsWith("query_") && areStates(first) && isQuery(returned)) return made([returned], first);
    return null;
  }

  function mount(root, numbers) {
    const { queries, states, values } = (numbers && placed(numbers)) ?? { queries: [[0.7, 0.3]], states: STATES, values: STATES };
    const query = { A: [...queries[0]], B: [...(queries[1] ?? [0.3, 0.7])] };
    const REACH = Math.max(2, Math.ceil(Math.max(...[...queries, ...states].flat().map(Math.abs)))), UNIT = MIDDLE / (REACH * 1.1);
    const live = root.querySelector(".live");
    const name = (key, axis) => `Query ${key}, ${axis ? "up" : "right"}`;
    const slider = (key, axis) => `<label>${name(key, axis)} <input type="range" min="${-REACH}" max="${REACH}" step="0.05" data-key="${key}" data-axis="${axis}"></label>`;
    live.innerHTML = `<svg viewBox="0 0 ${SIZE} ${SIZE}" role="img" aria-label="The plane with the states and the queries"></svg>
      <div class="knobs">${slider("A", 0)}${slider("A", 1)}<label class="switch"><input type="checkbox" data-two> Second query</label>
      <div data-b hidden>${slider("B", 0)}${slider("B", 1)}</div></div>`;
    live.hidden = false;
    const plane = live.querySelector("svg"), two = live.querySelector("[data-two]"), body = root.querySelector("tbody");
    two.checked = queries.length > 1;

    const at = ([x, y]) => [MIDDLE + x * UNIT, MIDDLE - y * UNIT];
    function arrow(key) {
      const [x, y] = at(query[key]);
      return `<line class="query ${key}" x1="${MIDDLE}" y1="${MIDDLE}" x2="${x}" y2="${y}"/><circle class="query ${key}" cx="${x}" cy="${y}" r="9"/>
        <text class="label" x="${x + (x < MIDDLE ? -14 : 14)}" y="${y + (y < MIDDLE ? -10 : 20)}" text-anchor="middle">${key}</text>`;
    }
    function show() {
      const keys = two.checked ? ["A", "B"] : ["A"];
      const a = read(query.A, states, values), b = read(query.B, states, values);
      const dots = states.map((state, i) => {
        const [x, y] = at(state);
        return `<circle class="state" cx="${x}" cy="${y}" r="${4 + 14 * a.weights[i]}"/><text class="label" x="${x - 20}" y="${y - 9}">${i + 1}</text>`;
      });
      const axes = `<path class="axes" d="M0 ${MIDDLE}H${SIZE}M${MIDDLE} 0V${SIZE}"/>`;
      plane.innerHTML = axes + dots.join("") + keys.map(arrow).join("");
      live.querySelector("[data-b]").hidden = !two.checked;
      for (const input of live.querySelectorAll("[type=range]")) input.value = query[input.dataset.key][input.dataset.axis];
      body.innerHTML = states.map((state, i) => `<tr><th scope="row">${vector(state, 1)}</th><td class="n">${a.scores[i].toFixed(4)}</td>
        <td class="n">${a.weights[i].toFixed(4)}</td><td class="n">${two.checked ? b.weights[i].toFixed(4) : "–"}</td></tr>`).join("");
      const said = keys.map((key) => `query ${key} = ${vector(query[key], 2)} reads the context ${vector(key === "A" ? a.context : b.context, 4)}`);
      root.querySelector(".result").textContent = `${said.join("; ")}.`.replace(/^q/, "Q");
    }
    live.addEventListener("input", ({ target }) => {
      if (target.dataset.key) query[target.dataset.key][target.dataset.axis] = Number(target.value);
      show();
    });
    let held = null;
    const near = (event) => {
      const box = plane.getBoundingClientRect(), scale = SIZE / box.width;
      const clip = (x) => Math.round(Math.max(-REACH, Math.min(REACH, x)) * 20) / 20;
      return [clip(((event.clientX - box.left) * scale - MIDDLE) / UNIT), clip((MIDDLE - (event.clientY - box.top) * scale) / UNIT)];
    };
    const away = (key, spot) => Math.hypot(query[key][0] - spot[0], query[key][1] - spot[1]);
    plane.addEventListener("pointerdown", (event) => {
      const spot = near(event);
      held = two.checked && away("B", spot) < away("A", spot) ? "B" : "A";
      plane.setPointerCapture(event.pointerId);
      query[held] = spot;
      show();
    });
    plane.addEventListener("pointermove", (event) => {
      if (!held) return;
      query[held] = near(event);
      show();
    });
    for (const end of ["pointerup", "pointercancel"]) plane.addEventListener(end, () => (held = null));
    show();
  }

  return Object.assign(mount, { read, softmax, shows: (call) => placed(call) !== null });
})();

(window.lessonFigures ??= {})["query"] = (() => {
  "use strict";
  const STATES = [[1, 0], [0.5, 0.5], [0, 1]];
  const SIZE = 240, REACH = 2, MIDDLE = SIZE / 2, UNIT = MIDDLE / (REACH + 0.2);
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

  function mount(root, numbers) {
    let states = STATES;
    const query = { A: [0.7, 0.3], B: [0.3, 0.7] };
    const given = numbers?.arguments ?? [];
    if (isQuery(given[0]) && areStates(given[1])) [query.A, states] = [given[0], given[1]];
    else if (areStates(given[0]) && areStates(given[1])) [query.A, query.B, states] = [given[0][0], given[0][1] ?? given[0][0], given[1]];
    const live = root.querySelector(".live");
    const name = (key, axis) => `Query ${key}, ${axis ? "up" : "right"}`;
    const slider = (key, axis) => `<label>${name(key, axis)} <input type="range" min="${-REACH}" max="${REACH}" step="0.05" data-key="${key}" data-axis="${axis}"></label>`;
    live.innerHTML = `<svg viewBox="0 0 ${SIZE} ${SIZE}" role="img" aria-label="The plane with the states and the queries"></svg>
      <div class="knobs">${slider("A", 0)}${slider("A", 1)}<label class="switch"><input type="checkbox" data-two> Second query</label>
      <div data-b hidden>${slider("B", 0)}${slider("B", 1)}</div></div>`;
    live.hidden = false;
    const plane = live.querySelector("svg"), two = live.querySelector("[data-two]"), body = root.querySelector("tbody");
    two.checked = areStates(given[0]) && given[0].length > 1;

    const at = ([x, y]) => [MIDDLE + x * UNIT, MIDDLE - y * UNIT];
    function arrow(key) {
      const [x, y] = at(query[key]);
      return `<line class="query ${key}" x1="${MIDDLE}" y1="${MIDDLE}" x2="${x}" y2="${y}"/><circle class="query ${key}" cx="${x}" cy="${y}" r="9"/>
        <text class="label" x="${x + (x < MIDDLE ? -14 : 14)}" y="${y + (y < MIDDLE ? -10 : 20)}" text-anchor="middle">${key}</text>`;
    }
    function show() {
      const keys = two.checked ? ["A", "B"] : ["A"];
      const a = read(query.A, states), b = read(query.B, states);
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
    query.A = [...query.A];
    query.B = [...query.B];
    show();
    compare(root, numbers);
  }

  /* A failing call's own numbers: what came back beside what was expected. */
  function compare(root, numbers) {
    const place = root.querySelector(".shown");
    if (!numbers) return;
    const box = document.createElement("div");
    const rows = [["called", `${numbers.function}(${(numbers.arguments ?? []).map((x) => JSON.stringify(x)).join(", ")})`],
      ["yours", JSON.stringify(numbers.returned)], ["expected", JSON.stringify(numbers.expected)]];
    box.innerHTML = `<table><caption>Your call</caption><tbody></tbody></table>`;
    for (const [name, text] of rows) {
      const row = box.querySelector("tbody").insertRow();
      row.innerHTML = `<th scope="row">${name}</th>`;
      row.insertCell().textContent = text ?? "nothing";
    }
    place.replaceChildren(box);
  }
  return Object.assign(mount, { read, softmax });
})();

(window.lessonFigures ??= {})["many"] = (() => {
  "use strict";
  const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
  const QUERIES = [[1, 0, 1, 0], [0, 1, 0, 1], [1, 1, 1, 1]], KEYS = [[1, 1, 0, 0], [0, 2, 0, 1], [1, 3, 0, 1]], VALUES = [[6], [12], [18]];
  /* {weights, out} of all queries; mask true means keep. Hidden keys get no power at all. */
  function attention(Q, K, V, scale, mask = null) {
    const weights = Q.map((query, i) => {
      const scores = K.map((key, j) => (!mask || mask[i][j] ? scale * dot(query, key) : -Infinity));
      const top = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - top));
      const total = powers.reduce((a, b) => a + b, 0);
      return powers.map((power) => power / total);
    });
    return { weights, out: weights.map((row) => V[0].map((_, c) => dot(row, V.map((value) => value[c])))) };
  }
  const isTable = (t) => Array.isArray(t) && t.length > 0 && t.length <= 8 && t.every((row) => Array.isArray(row) && row.length === t[0].length && row.every(Number.isFinite));

  function mount(root, numbers) {
    const given = numbers?.function === "attention" ? numbers.arguments ?? [] : [];
    const fits = [0, 1, 2].every((i) => isTable(given[i])) && given[0][0].length === given[1][0].length && given[1].length === given[2].length;
    const [Q, K, V] = fits ? given : [QUERIES, KEYS, VALUES];
    const box = document.createElement("div");
    box.className = "live";
    box.innerHTML = `<div class="knobs"><label>How many words ask <input type="range" min="1" max="${Q.length}" step="1" value="${Q.length}" data-many></label>
      <label class="switch"><input type="checkbox" data-causal> Hide the future (causal mask)</label>
      <label class="switch"><input type="checkbox" data-scale checked> Scale by 1/sqrt(d)</label></div>`;
    root.querySelector("figcaption").after(box);
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    root.append(said);
    const many = box.querySelector("[data-many]"), causal = box.querySelector("[data-causal]"), scaled = box.querySelector("[data-scale]");
    function show() {
      const asking = Q.slice(0, Number(many.value));
      const mask = causal.checked ? asking.map((_, i) => K.map((_, j) => j <= i)) : null;
      const { weights, out } = attention(asking, K, V, scaled.checked ? 1 / Math.sqrt(K[0].length) : 1, mask);
      root.querySelector("thead tr").innerHTML = `<th scope="col">who looks</th>${K.map((_, j) => `<th scope="col" class="n">word ${j + 1}</th>`).join("")}<th scope="col" class="n">reads</th>`;
      root.querySelector("tbody").innerHTML = weights.map((row, i) => `<tr><th scope="row">word ${i + 1}</th>${row.map((w, j) => `<td class="n">${mask && !mask[i][j] ? "hidden, 0" : w.toFixed(4)}
        <span class="share" style="width:${100 * w}%"></span></td>`).join("")}<td class="n">${out[i].map((x) => x.toFixed(2)).join(", ")}</td></tr>`).join("");
      said.textContent = asking.length === 1 ? "One query: the attention of the earlier pages." : `${asking.length} queries at once, one row each; every row adds up to 1.`;
    }
    box.addEventListener("input", show);
    show();
    if (!numbers) return;
    const table = document.createElement("table");
    table.createCaption().textContent = "Your call";
    for (const [name, value] of [[numbers.function, numbers.arguments], ["yours", numbers.returned], ["expected", numbers.expected]]) {
      const row = table.insertRow();
      row.append(Object.assign(document.createElement("th"), { scope: "row", textContent: name }));
      row.insertCell().textContent = JSON.stringify(value) ?? "nothing";
    }
    const shown = document.createElement("div");
    shown.className = "shown";
    shown.append(table);
    root.append(shown);
  }
  return Object.assign(mount, { attention });
})();

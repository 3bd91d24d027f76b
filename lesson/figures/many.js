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

  const times = (A, B) => A.map((row) => B[0].map((_, c) => dot(row, B.map((line) => line[c]))));
  const fit = (A, B) => isTable(A) && isTable(B) && A[0].length === B.length;
  const keeps = (mask, Q, K) => Array.isArray(mask) && mask.length === Q.length && mask.every((row) => row?.length === K.length && row.some(Boolean));

  /* {Q, K, V, scale, mask, causal} of a call whose numbers can stand here, else null. Where only scores are given, each
     position is its own key. */
  function placed({ function: name, arguments: [a, b, c, d, e] = [] }) {
    if (name === "softmax_rows" && isTable(a)) {
      const places = a[0].map((_, i) => a[0].map((_, j) => Number(i === j)));
      return { Q: a, K: places, V: places, scale: 1, mask: null, causal: false };
    }
    if (name === "attention" && isTable(a) && isTable(b) && isTable(c) && a[0].length === b[0].length && b.length === c.length && (e == null || keeps(e, a, b)))
      return { Q: a, K: b, V: c, scale: d ?? null, mask: e ?? null, causal: false };
    if (name === "self_attention" && isTable(a) && [b, c, d].every((W) => fit(a, W)) && b[0].length === c[0].length)
      return { Q: times(a, b), K: times(a, c), V: times(a, d), scale: null, mask: null, causal: e === true };
    return null;
  }

  function mount(root, numbers) {
    const { Q, K, V, scale, mask: given, causal: hides } = (numbers && placed(numbers)) ?? { Q: QUERIES, K: KEYS, V: VALUES, scale: null, mask: null, causal: false };
    const usual = 1 / Math.sqrt(K[0].length);
    const box = document.createElement("div");
    box.className = "live";
    box.innerHTML = `<div class="knobs"><label>How many words ask <input type="range" min="1" max="${Q.length}" step="1" value="${Q.length}" data-many></label>
      <label class="switch"><input type="checkbox" data-causal> Hide the future (causal mask)</label>
      <label class="switch"><input type="checkbox" data-scale> Scale by 1/sqrt(d)</label></div>`;
    root.querySelector("figcaption").after(box);
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    root.append(said);
    const many = box.querySelector("[data-many]"), causal = box.querySelector("[data-causal]"), scaled = box.querySelector("[data-scale]");
    scaled.checked = scale === null;
    causal.checked = hides;
    function show() {
      const asking = Q.slice(0, Number(many.value));
      const mask = causal.checked ? asking.map((_, i) => K.map((_, j) => j <= i)) : given;
      const { weights, out } = attention(asking, K, V, scaled.checked ? usual : scale ?? 1, mask);
      root.querySelector("thead tr").innerHTML = `<th scope="col">who looks</th>${K.map((_, j) => `<th scope="col" class="n">word ${j + 1}</th>`).join("")}<th scope="col" class="n">reads</th>`;
      root.querySelector("tbody").innerHTML = weights.map((row, i) => `<tr><th scope="row">word ${i + 1}</th>${row.map((w, j) => `<td class="n">${mask && !mask[i][j] ? "hidden, 0" : w.toFixed(4)}
        <span class="share" style="width:${100 * w}%"></span></td>`).join("")}<td class="n">${out[i].map((x) => x.toFixed(2)).join(", ")}</td></tr>`).join("");
      said.textContent = asking.length === 1 ? "One query: the attention of the earlier pages." : `${asking.length} queries at once, one row each; every row adds up to 1.`;
    }
    box.addEventListener("input", show);
    show();
  }
  return Object.assign(mount, { attention, shows: (call) => placed(call) !== null });
})();

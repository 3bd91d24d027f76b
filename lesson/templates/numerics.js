/* The arithmetic of the page; the tests compare it with NumPy. */
const sum = (values) => values.reduce((total, value) => total + value, 0);
const dot = (a, b) => sum(a.map((value, i) => value * b[i]));
const mean = (vectors) => vectors[0].map((_, i) => sum(vectors.map((vector) => vector[i])) / vectors.length);
const weighted = (weights, vectors) => vectors[0].map((_, i) => sum(weights.map((w, j) => w * vectors[j][i])));

function softmax(scores, temperature = 1) {
  const largest = Math.max(...scores);
  const exps = scores.map((score) => Math.exp((score - largest) / temperature));
  const total = sum(exps);
  return exps.map((value) => value / total);
}

function weigh(scores, mode, temperature) {
  if (mode === "hard") {
    const winner = scores.indexOf(Math.max(...scores));
    return scores.map((_, i) => (i === winner ? 1 : 0));
  }
  if (mode === "plain") {
    const total = sum(scores);
    return Math.abs(total) < 1e-12 ? null : scores.map((score) => score / total);
  }
  return softmax(scores, temperature);
}

/* {states, query, mode, temperature, scaled, keep} -> {scores, weights, context}; weights null if they do not exist. */
function compute({ states, query, mode = "softmax", temperature = 1, scaled = false, keep = null }) {
  const scale = scaled ? 1 / Math.sqrt(query.length) : 1;
  const scores = states.map((state) => dot(state, query) * scale);
  const kept = states.map((_, i) => i).filter((i) => !keep || keep[i]);
  const part = weigh(kept.map((i) => scores[i]), mode, temperature);
  if (!part) return { scores, weights: null, context: null };
  const weights = states.map(() => 0);
  kept.forEach((i, k) => { weights[i] = part[k]; });
  return { scores, weights, context: weighted(weights, states) };
}

/* Every token asks once: row i is compute() with token i as the query. */
function selfAttention({ vectors, causal = false, scaled = true, temperature = 1 }) {
  const rows = vectors.map((query, i) =>
    compute({ states: vectors, query, scaled, temperature, keep: causal ? vectors.map((_, j) => j <= i) : null }));
  return { scores: rows.map((row) => row.scores), weights: rows.map((row) => row.weights), output: rows.map((row) => row.context) };
}

/* Andrew's monotone chain: the corners of the smallest convex area that holds the points. */
function hull(points) {
  const sorted = points.map((p) => [...p]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (list) => {
    const chain = [];
    for (const p of list) {
      while (chain.length > 1 && turn(chain[chain.length - 2], chain[chain.length - 1], p) <= 0) chain.pop();
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return sorted.length < 3 ? sorted : [...half(sorted), ...half([...sorted].reverse())];
}

(window.lessonFigures ??= {})["alignment"] = (() => {
  "use strict";
  const focus = (row) => row.indexOf(Math.max(...row));
  const coverage = (A) => A[0].map((_, j) => A.reduce((sum, row) => sum + row[j], 0));
  /* Rows of shares from what was typed: each row divided by its sum, equal shares where the sum is 0. */
  const shares = (rows) => rows.map((row) => {
    const total = row.reduce((a, b) => a + b, 0);
    return row.map((x) => (total > 0 ? x / total : 1 / row.length));
  });
  const words = (text) => text.trim().split(/\s+/).filter(Boolean).slice(0, 8);

  /* {from, to, rows} of a call whose weights can stand here: each row adds up to 1. */
  function placed({ function: name, arguments: given = [] }) {
    const table = { focus: [given[0]], coverage: given[0], failure_checks: given[0], alignment_table: given[2] }[name];
    const shares = Array.isArray(table) && table.length > 0 && table.length <= 8 && table.every((row) => Array.isArray(row) && row.length === table[0].length && row.length > 0 && row.length <= 8
      && row.every((x) => x >= 0) && Math.abs(row.reduce((a, b) => a + b, 0) - 1) < 1e-3);
    if (!shares) return null;
    const [from, to] = name === "alignment_table" ? given : [table[0].map((_, j) => `input${j}`), table.map((_, i) => `output${i}`)];
    const fits = [from, to].every((list) => Array.isArray(list) && list.every((word) => typeof word === "string" && /^\S+$/.test(word)));
    return fits && from.length === table[0].length && to.length === table.length ? { from, to, rows: table } : null;
  }

  function mount(root, numbers) {
    const given = numbers && placed(numbers);
    const box = document.createElement("div");
    box.className = "live";
    box.innerHTML = `<div class="knobs wide"><label>Input <input type="text" value="i love nlp" data-words></label>
      <label>Output <input type="text" value="ich liebe nlp" data-words></label></div>`;
    root.querySelector("figcaption").after(box);
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    root.append(said);
    const [source, target] = box.querySelectorAll("[data-words]");
    let typed = given ? given.rows.map((row) => row.map((x) => 10 * x)) : [[7, 2, 1], [1, 7, 2], [1, 2, 7]];
    if (given) [source.value, target.value] = [given.from.join(" "), given.to.join(" ")];
    const cell = (name, text, attributes = "") => {
      const made = document.createElement(name);
      made.textContent = text;
      if (name === "th") made.scope = attributes || "row";
      else made.className = "n";
      return made;
    };
    function build() {
      const from = words(source.value), to = words(target.value);
      if (!from.length || !to.length) return void (said.textContent = "Write at least one word in each line.");
      typed = to.map((_, i) => from.map((_, j) => typed[i]?.[j] ?? 1));
      const head = root.querySelector("thead tr"), body = root.querySelector("tbody");
      head.replaceChildren(cell("th", "output", "col"), ...from.map((word) => cell("th", word, "col")), cell("th", "looks mostly at", "col"));
      body.replaceChildren(...to.map((word, i) => {
        const row = document.createElement("tr");
        row.append(cell("th", word), ...from.map((other, j) => {
          const place = cell("td", "");
          const knob = document.createElement("input");
          Object.assign(knob, { type: "range", min: 0, max: 10, step: given ? "any" : 1, value: typed[i][j] });
          knob.setAttribute("aria-label", `How much ${word} looks at ${other}, position ${j}`);
          knob.addEventListener("input", () => { typed[i][j] = Number(knob.value); fill(); });
          place.append(document.createElement("span"), knob);
          return place;
        }), cell("td", ""));
        return row;
      }), document.createElement("tr"));
      fill();
    }
    function fill() {
      const from = words(source.value), A = shares(typed), covered = coverage(A);
      const rows = [...root.querySelectorAll("tbody tr")];
      A.forEach((weights, i) => {
        weights.forEach((w, j) => (rows[i].cells[j + 1].firstChild.textContent = w.toFixed(2)));
        rows[i].cells[from.length + 1].textContent = `${from[focus(weights)]} (${focus(weights)})`;
      });
      rows.at(-1).replaceChildren(cell("th", "coverage"), ...covered.map((x) => cell("td", x.toFixed(2))), cell("td", "each column added up"));
      const name = (test) => from.filter((_, j) => test(covered[j])).join(", ") || "none";
      said.textContent = `Hardly looked at (below 0.5): ${name((x) => x < 0.5)}. Read again and again (above 1.5): ${name((x) => x > 1.5)}.`;
    }
    for (const field of [source, target]) field.addEventListener("input", build);
    build();
  }
  return Object.assign(mount, { focus, coverage, shares, shows: (call) => placed(call) !== null });
})();

(window.lessonFigures ??= {})["descent"] = (() => {
  "use strict";
  const STEPS = 8;
  /* The points of a descent on w * w from 1: each step takes rate * 2 * w away from w. */
  function path(rate, steps) {
    const points = [1];
    for (let step = 0; step < steps; step++) points.push(points[step] - rate * 2 * points[step]);
    return points;
  }
  function verdict(rate) {
    const factor = 1 - 2 * rate;
    const where = factor === 0 ? "it is there in one step"
      : Math.abs(factor) === 1 ? "it jumps to and fro for ever"
        : factor > 0 ? "it shrinks on its own side"
          : factor > -1 ? "it lands on the other side, nearer each time" : "it lands farther out each time";
    return `With the rate ${rate.toFixed(2)} each step multiplies w by ${factor.toFixed(2)}: ${where}.`;
  }
  const across = (w) => 150 + 60 * w;
  const up = (w) => 170 - 32 * w * w;
  const short = (x) => (Math.abs(x) < 1e4 ? x.toFixed(4) : x.toExponential(2));

  function mount(root, numbers) {
    const live = root.querySelector(".live");
    live.innerHTML = `<svg viewBox="0 0 300 190" role="img" aria-label="The parabola and the steps on it">
      <polyline class="axes" points="${[...Array(81).keys()].map((i) => `${across(i / 20 - 2)},${up(i / 20 - 2)}`).join(" ")}"/>
      <polyline class="path" points=""/><g class="points"></g></svg>
      <div class="knobs"><label>Rate <input type="range" min="0.05" max="1.1" step="0.05" value="0.25" data-rate></label></div>`;
    live.hidden = false;
    const rate = live.querySelector("[data-rate]");
    function show() {
      const points = path(Number(rate.value), STEPS);
      const seen = points.filter((w) => Math.abs(w) <= 2.3);
      live.querySelector(".path").setAttribute("points", seen.map((w) => `${across(w)},${up(w)}`).join(" "));
      live.querySelector(".points").innerHTML = seen.map((w) => `<circle class="state" r="4" cx="${across(w)}" cy="${up(w)}"/>`).join("");
      root.querySelector("tbody").innerHTML = points.map((w, step) => `<tr><th scope="row" class="n">${step}</th><td class="n">${short(w)}</td>
        <td class="n">${short(w * w)}</td></tr>`).join("");
      rate.setAttribute("aria-valuetext", rate.value);
      root.querySelector(".result").textContent = verdict(Number(rate.value));
    }
    live.addEventListener("input", show);
    show();
    compare(root, numbers);
  }

  /* A failing call's own numbers: what came back beside what was expected. */
  function compare(root, numbers) {
    if (!numbers) return;
    const table = document.createElement("table");
    table.createCaption().textContent = "Your call";
    for (const [name, value] of [["called", numbers.function], ["yours", numbers.returned], ["expected", numbers.expected]]) {
      const row = table.insertRow();
      row.insertCell().textContent = name;
      row.insertCell().textContent = JSON.stringify(value) ?? "nothing";
    }
    root.querySelector(".shown").replaceChildren(table);
  }
  return Object.assign(mount, { path, verdict });
})();

(window.lessonFigures ??= {})["softmax"] = (() => {
  "use strict";
  /* {divided, powers, shares}: the largest is taken away before e to the power, which changes no share. */
  function steps(scores, temperature) {
    const divided = scores.map((score) => score / temperature);
    const top = Math.max(...divided);
    const lowered = divided.map((score) => Math.exp(score - top));
    const total = lowered.reduce((a, b) => a + b, 0);
    return { divided, powers: divided.map(Math.exp), shares: lowered.map((power) => power / total) };
  }
  const short = (x) => (Math.abs(x) < 1e5 && (x === 0 || Math.abs(x) > 1e-4) ? x.toFixed(4) : x.toExponential(2));
  const areScores = (v) => Array.isArray(v) && v.length > 0 && v.length <= 12 && v.every(Number.isFinite);

  function mount(root, numbers) {
    const given = numbers?.arguments ?? [];
    const scores = areScores(given[0]) ? given[0] : [0.7, 0.5, 0.3];
    const wanted = { softmax: given[1], temperature_for: numbers?.returned }[numbers?.function];
    let temperature = wanted > 0 ? wanted : 1;
    const live = root.querySelector(".live");
    live.innerHTML = `<div class="knobs"><label>Your scores <input type="text" autocomplete="off" data-scores></label>
      <label>Temperature <input type="range" min="-2" max="2" step="0.05" data-heat></label></div>`;
    live.hidden = false;
    const typed = live.querySelector("[data-scores]"), heat = live.querySelector("[data-heat]");
    typed.value = scores.join(" ");
    heat.value = Math.log10(temperature);
    function show() {
      const list = typed.value.trim().split(/[\s,;]+/).map(Number);
      const said = root.querySelector(".result");
      if (!areScores(list) || !typed.value.trim()) {
        said.textContent = "Write one to twelve numbers with spaces between them, such as 0.7 0.5 0.3.";
        return;
      }
      heat.setAttribute("aria-valuetext", String(temperature));
      const { divided, powers, shares } = steps(list, temperature);
      root.querySelectorAll("th")[1].textContent = `divided by temperature ${temperature}`;
      root.querySelector("tbody").innerHTML = list.map((score, i) => `<tr><th scope="row" class="n">${score}</th><td class="n">${short(divided[i])}</td>
        <td class="n">${Number.isFinite(powers[i]) ? short(powers[i]) : "too large to write"}</td><td class="n">${shares[i].toFixed(4)}
        <span class="share" style="width:${100 * shares[i]}%"></span></td></tr>`).join("");
      const best = shares.indexOf(Math.max(...shares));
      const total = powers.reduce((a, b) => a + b, 0);
      const powersSaid = Number.isFinite(total) ? `The powers add up to ${short(total)}; each share is a power divided by that. ` : "";
      said.textContent = `${powersSaid}The shares add up to ${shares.reduce((a, b) => a + b, 0).toFixed(4)}. The largest belongs to the score ${list[best]}.`;
    }
    live.addEventListener("input", ({ target }) => {
      if (target === heat) temperature = Number((10 ** heat.value).toPrecision(2));
      show();
    });
    show();
  }

  /* Whether this call's own numbers can stand here. */
  const shows = (call) => areScores(call.arguments?.[0]) && (call.function !== "softmax" || (call.arguments[1] ?? 1) > 0);
  return Object.assign(mount, { steps, shows });
})();

const keys = new Map(Object.entries(JSON.parse(document.getElementById("key").textContent)));
const forms = [...document.querySelectorAll("form.item")];
const scores = new Map();

const READERS = {
  one: (form) => [...form.querySelectorAll("input:checked")].map((input) => input.value),
  several: (form) => [...form.querySelectorAll("input:checked")].map((input) => input.value),
  numeric: (form) => form.querySelector(".numeric").value,
  ordering: (form) => [...form.querySelectorAll("li")].map((line) => line.dataset.step),
  matching: (form) => [...form.querySelectorAll("select")].map((select) => select.value),
  cloze: (form) => [...form.querySelectorAll(".blank")].map((input) => input.value),
};

function say(form, { score, notes }, key) {
  const box = document.createElement("div");
  box.className = score === 1 ? "full" : score ? "part" : "none";
  const verdict = document.createElement("strong");
  verdict.textContent = score === null ? "Not answered yet." : score === 1 ? "Right." : score ? `Partly right: ${Math.round(score * 100)} %.` : "Not this one.";
  box.append(verdict);
  for (const note of [...notes, score === null ? "" : key.feedback]) {
    if (!note) continue;
    const line = document.createElement("p");
    line.textContent = note;
    box.append(line);
  }
  form.querySelector(".feedback").replaceChildren(box);
}

function total() {
  const points = [...scores.values()].reduce((sum, score) => sum + score, 0);
  document.getElementById("score").textContent = `${Number(points.toFixed(2))} of ${forms.length} points, ${scores.size} answered.`;
}

for (const form of forms) {
  const key = keys.get(form.dataset.item);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const result = mark(key, READERS[key.kind](form));
    if (result.score === null) scores.delete(form.dataset.item);
    else scores.set(form.dataset.item, result.score);
    say(form, result, key);
    total();
  });
  for (const button of form.querySelectorAll("[data-way]")) {
    button.addEventListener("click", () => {
      const line = button.closest("li");
      if (button.dataset.way === "-1") line.previousElementSibling?.before(line);
      else line.nextElementSibling?.after(line);
      button.focus();
      const place = [...line.parentElement.children].indexOf(line) + 1;
      const box = document.createElement("div");
      box.textContent = `Now step ${place}.`;
      form.querySelector(".feedback").replaceChildren(box);
    });
  }
}
window.attentionQuiz = { mark, keys, scores };

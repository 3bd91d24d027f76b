const keys = new Map(Object.entries(JSON.parse(document.getElementById("key").textContent)));
const forms = [...document.querySelectorAll("form.item")];
const shares = new Map();
const drawn = new Map();

const READERS = {
  one: (form) => form.querySelector("input:checked")?.value ?? "",
  several: (form) => [...form.querySelectorAll("input:checked")].map((input) => input.value),
  numeric: (form) => form.querySelector(".numeric").value,
  ordering: (form) => [...form.querySelectorAll("li")].map((line) => line.dataset.step),
  matching: (form) => Object.fromEntries([...form.querySelectorAll("select")].map((select) => [select.name, select.value])),
  cloze: (form) => [...form.querySelectorAll(".blank")].map((input) => input.value),
};

const shorter = (number) => Number(number.toFixed(2));

function verdict(share) {
  if (share === null) return "Not answered yet.";
  if (share === 1) return "Right.";
  return share ? `Partly right: ${Math.round(share * 100)} %.` : "Not this one.";
}

function say(form, mood, strong, texts) {
  const box = document.createElement("div");
  box.className = mood;
  for (const [name, text] of [["strong", strong], ...[...new Set(texts)].map((text) => ["p", text])]) {
    const line = document.createElement(name);
    line.textContent = text;
    box.append(line);
  }
  form.querySelector(".feedback").replaceChildren(box);
}

function total() {
  const of = [...keys.values()].reduce((sum, key) => sum + key.points, 0);
  const points = [...shares].reduce((sum, [name, share]) => sum + share * keys.get(name).points, 0);
  document.getElementById("score").textContent = `${shorter(points)} of ${shorter(of)} points, ${shares.size} of ${forms.length} answered.`;
}

/* Puts the set of numbers at this place into the prompt. */
function draw(form, place) {
  const set = keys.get(form.dataset.item).draws[place];
  drawn.set(form.dataset.item, place);
  for (const span of form.querySelectorAll("[data-number]")) span.textContent = set.shown[span.dataset.number];
}

function redraw(form) {
  const count = keys.get(form.dataset.item).draws.length;
  draw(form, (drawn.get(form.dataset.item) + 1 + Math.floor(Math.random() * (count - 1))) % count);
  form.querySelector(".numeric").value = "";
  shares.delete(form.dataset.item);
  say(form, "", `New numbers: ${[...form.querySelectorAll("[data-number]")].map((span) => span.textContent).join(", ")}.`, []);
  total();
}

function move(form, button) {
  const line = button.closest("li");
  if (button.dataset.way === "-1") line.previousElementSibling?.before(line);
  else line.nextElementSibling?.after(line);
  button.focus();
  say(form, "", `Now step ${[...line.parentElement.children].indexOf(line) + 1}.`, []);
}

for (const form of forms) {
  const name = form.dataset.item;
  const key = keys.get(name);
  if (key.draws) draw(form, Math.floor(Math.random() * key.draws.length));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { share, notes } = mark(key, READERS[key.kind](form), key.draws?.[drawn.get(name)]);
    if (share === null) shares.delete(name);
    else shares.set(name, share);
    say(form, share === 1 ? "full" : share ? "part" : "none", verdict(share), share === null ? notes : [...notes, key.says]);
    total();
  });
  form.querySelector("[data-redraw]")?.addEventListener("click", () => redraw(form));
  for (const button of form.querySelectorAll("[data-way]")) button.addEventListener("click", () => move(form, button));
}
window.quizPage = { mark, keys, shares, drawn, draw };

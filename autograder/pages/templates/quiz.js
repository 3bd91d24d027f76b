const keyBox = document.getElementById("key");
const keys = new Map(Object.entries(JSON.parse(keyBox.textContent)));
const forms = [...document.querySelectorAll("form.item")];
const shares = new Map();
const drawn = new Map();
/* How often a question was answered wrongly, with other answers each time, and the answer that was looked at last. */
const wrongs = new Map();
const checked = new Map();
const seen = new Set(); /* the questions whose explanation was shown */

const READERS = {
  one: (form) => form.querySelector("input:checked")?.value ?? "",
  several: (form) => [...form.querySelectorAll("input:checked")].map((input) => input.value),
  numeric: (form) => form.querySelector(".numeric").value,
  ordering: (form) => [...form.querySelectorAll("li")].map((line) => line.dataset.step),
  matching: (form) => Object.fromEntries([...form.querySelectorAll("select")].map((select) => [select.name, select.value])),
  cloze: (form) => [...form.querySelectorAll(".blank")].map((input) => input.value),
};

const PUTTERS = {
  one: (form, answer) => form.querySelectorAll("input").forEach((input) => (input.checked = input.value === answer)),
  several: (form, answer) => form.querySelectorAll("input").forEach((input) => (input.checked = answer.includes(input.value))),
  numeric: (form, answer) => (form.querySelector(".numeric").value = answer),
  ordering: (form, answer) => answer.forEach((step) => form.querySelector(".ordering").append(form.querySelector(`[data-step="${CSS.escape(step)}"]`))),
  matching: (form, answer) => form.querySelectorAll("select").forEach((select) => (select.value = answer[select.name] ?? "")),
  cloze: (form, answer) => form.querySelectorAll(".blank").forEach((input, i) => (input.value = answer[i] ?? "")),
};

const shorter = (number) => Number(number.toFixed(2));
const kindOf = (form) => keys.get(form.dataset.item).kind;
const answerOf = (form) => READERS[kindOf(form)](form);

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

function stateOf(name) {
  if (!shares.has(name)) return "not answered";
  if (shares.get(name) === 1) return wrongs.get(name) ? "right in the end" : "right at once";
  return wrongs.get(name) > 1 ? "read the explanation, then try once more" : "another try";
}

function total() {
  const of = [...keys.values()].reduce((sum, key) => sum + key.points, 0);
  const points = [...shares].reduce((sum, [name, share]) => sum + share * keys.get(name).points, 0);
  document.getElementById("score").textContent = `${shorter(points)} of ${shorter(of)} points, ${shares.size} of ${forms.length} answered.`;
  for (const state of document.querySelectorAll("[data-state]")) state.textContent = stateOf(state.dataset.state);
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
  checked.delete(form.dataset.item);
  say(form, "", `New numbers: ${[...form.querySelectorAll("[data-number]")].map((span) => span.textContent).join(", ")}.`, []);
  total();
  keep();
}

function move(form, button) {
  const line = button.closest("li");
  if (button.dataset.way === "-1") line.previousElementSibling?.before(line);
  else line.nextElementSibling?.after(line);
  button.focus();
  say(form, "", `Now step ${[...line.parentElement.children].indexOf(line) + 1}.`, []);
  keep();
}

/* Marks what stands in the form and says it: a first wrong answer is led on, a second one is told why. */
function check(form) {
  const name = form.dataset.item;
  const key = keys.get(name);
  const answer = answerOf(form);
  const { share, notes } = mark(key, answer, key.draws?.[drawn.get(name)]);
  if (share === null) shares.delete(name);
  else {
    const now = JSON.stringify(answer);
    if (share < 1 && checked.get(name) !== now) wrongs.set(name, (wrongs.get(name) ?? 0) + 1);
    checked.set(name, now);
    shares.set(name, share);
  }
  show(form, key, share, notes);
  total();
  keep();
}

function show(form, key, share, notes) {
  const name = form.dataset.item;
  const mood = share === 1 ? "full" : share ? "part" : "none";
  form.querySelectorAll(".blank").forEach((input, i) => input.setAttribute("aria-invalid", String(share !== null && !fills(input.value, key.blanks[i].accept))));
  if (share === null) return say(form, mood, verdict(share), notes);
  const { texts, explained } = said(key, share, notes, wrongs.get(name) ?? 0, seen.has(name));
  if (explained) seen.add(name);
  say(form, mood, verdict(share), texts);
}

/* What the reader has done stays in this browser, under a name of this course and this very key. */
const KEEP = keyBox.dataset.keep && `autograder:${keyBox.dataset.keep}`;

function keep() {
  if (!KEEP) return;
  const all = {};
  for (const form of forms) {
    const name = form.dataset.item;
    all[name] = { answer: answerOf(form), place: drawn.get(name), wrong: wrongs.get(name), checked: checked.get(name), seen: seen.has(name) };
  }
  try {
    localStorage.setItem(KEEP, JSON.stringify(all));
    document.getElementById("kept").textContent = "Your answers stay in this browser until you start afresh.";
  } catch {
    document.getElementById("kept").textContent = "This browser keeps nothing for pages: your answers go when you close the page.";
  }
}

function restore() {
  let all = {};
  try {
    all = JSON.parse((KEEP && localStorage.getItem(KEEP)) || "{}");
  } catch {
    return; /* storage that is forbidden or damaged holds nothing */
  }
  for (const form of forms) if (Object.hasOwn(all, form.dataset.item)) putBack(form, all[form.dataset.item]);
}

function putBack(form, old) {
  const name = form.dataset.item;
  const key = keys.get(name);
  if (key.draws?.[old.place]) draw(form, old.place);
  PUTTERS[key.kind](form, old.answer);
  if (old.wrong) wrongs.set(name, old.wrong);
  if (old.seen) seen.add(name);
  if (old.checked === undefined) return;
  checked.set(name, old.checked);
  const answer = JSON.parse(old.checked);
  const { share, notes } = mark(key, answer, key.draws?.[drawn.get(name)]);
  shares.set(name, share);
  if (JSON.stringify(answerOf(form)) === old.checked) show(form, key, share, notes);
}

function afresh() {
  if (!confirm("Take all your answers on this page away?")) return;
  try {
    if (KEEP) localStorage.removeItem(KEEP);
  } catch {
    /* nothing was kept */
  }
  for (const form of forms) {
    form.reset();
    form.querySelector(".feedback").replaceChildren();
    form.querySelectorAll(".blank").forEach((input) => input.removeAttribute("aria-invalid"));
  }
  for (const memory of [shares, wrongs, checked, seen]) memory.clear();
  total();
  scrollTo(0, 0);
}

for (const form of forms) {
  const key = keys.get(form.dataset.item);
  if (key.draws) draw(form, Math.floor(Math.random() * key.draws.length));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check(form);
  });
  form.addEventListener("input", (event) => {
    event.target.removeAttribute("aria-invalid");
    keep();
  });
  form.querySelector("[data-redraw]")?.addEventListener("click", () => redraw(form));
  for (const button of form.querySelectorAll("[data-way]")) button.addEventListener("click", () => move(form, button));
}
document.getElementById("afresh")?.addEventListener("click", afresh);
restore();
if (shares.size) total();
window.quizPage = { mark, said, keys, shares, drawn, draw };

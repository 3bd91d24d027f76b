/* Questions at work: what stands in their forms, what a check of one says, what is remembered of it. The rules are
   those of marking.js. Where no key is at hand, `keys` is empty and answers are only kept. */
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

function verdict(share) {
  if (share === null) return "Not answered yet.";
  if (share === 1) return "Right.";
  return share ? `Partly right: ${Math.round(share * 100)} %.` : "Not this one.";
}

class Quiz {
  /* `forms` in their order; `onChange` hears of everything that is worth keeping, `onMarked` of each check. */
  constructor(forms, keys, onChange, onMarked = () => {}) {
    Object.assign(this, { forms, keys, onChange, onMarked });
    this.shares = new Map();
    this.drawn = new Map();
    /* How often a question was answered wrongly, with other answers each time, and the answer that was looked at last. */
    this.wrongs = new Map();
    this.checked = new Map();
    this.seen = new Set(); /* the questions whose explanation was shown */
    for (const form of forms) this.enliven(form);
  }

  enliven(form) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.keys.has(form.dataset.item)) this.check(form);
    });
    form.addEventListener("input", (event) => {
      event.target.removeAttribute("aria-invalid");
      this.onChange();
    });
    form.querySelector("[data-redraw]")?.addEventListener("click", () => this.redraw(form));
    for (const button of form.querySelectorAll("[data-way]")) button.addEventListener("click", () => this.move(form, button));
  }

  answerOf(form) {
    return READERS[form.dataset.kind](form);
  }

  say(form, mood, strong, texts) {
    const box = document.createElement("div");
    box.className = mood;
    for (const [name, text] of [["strong", strong], ...[...new Set(texts)].map((text) => ["p", text])]) {
      const line = document.createElement(name);
      line.textContent = text;
      box.append(line);
    }
    form.querySelector(".feedback").replaceChildren(box);
  }

  stateOf(name) {
    if (!this.shares.has(name)) return "not answered";
    if (this.shares.get(name) === 1) return this.wrongs.get(name) ? "right in the end" : "right at once";
    return this.wrongs.get(name) > 1 ? "read the explanation, then try once more" : "another try";
  }

  /* One line on where the reader stands, in points of the questions, or of an exercise that is worth so many. */
  standing(worth = null) {
    const of = [...this.keys.values()].reduce((sum, key) => sum + key.points, 0);
    const points = [...this.shares].reduce((sum, [name, share]) => sum + share * this.keys.get(name).points, 0);
    return `${shorter(worth === null || !of ? points : points * worth / of)} of ${shorter(worth ?? of)} points, ${this.shares.size} of ${this.forms.length} answered.`;
  }

  /* Puts the set of numbers at this place into the prompt. */
  draw(form, place) {
    this.drawn.set(form.dataset.item, place);
    this.putNumbers(form, this.keys.get(form.dataset.item).draws[place].shown);
  }

  putNumbers(form, shown) {
    for (const span of form.querySelectorAll("[data-number]")) span.textContent = shown[span.dataset.number];
  }

  redraw(form) {
    const name = form.dataset.item, count = this.keys.get(name).draws.length;
    this.draw(form, (this.drawn.get(name) + 1 + Math.floor(Math.random() * (count - 1))) % count);
    form.querySelector(".numeric").value = "";
    this.shares.delete(name);
    this.checked.delete(name);
    this.say(form, "", `New numbers: ${[...form.querySelectorAll("[data-number]")].map((span) => span.textContent).join(", ")}.`, []);
    this.onMarked();
    this.onChange();
  }

  move(form, button) {
    const line = button.closest("li");
    if (button.dataset.way === "-1") line.previousElementSibling?.before(line);
    else line.nextElementSibling?.after(line);
    button.focus();
    const settled = form.querySelector("[data-settled]");
    if (settled) settled.checked = true;
    this.say(form, "", `Now step ${[...line.parentElement.children].indexOf(line) + 1}.`, []);
    this.onChange();
  }

  /* Marks what stands in the form and says it: a first wrong answer is led on, a second one is told why. */
  check(form) {
    const name = form.dataset.item;
    const key = this.keys.get(name);
    const answer = this.answerOf(form);
    const { share, notes } = mark(key, answer, key.draws?.[this.drawn.get(name)]);
    const settled = form.querySelector("[data-settled]");
    if (settled) settled.checked = true;
    if (share === null) this.shares.delete(name);
    else {
      const now = JSON.stringify(answer);
      if (share < 1 && this.checked.get(name) !== now) this.wrongs.set(name, (this.wrongs.get(name) ?? 0) + 1);
      this.checked.set(name, now);
      this.shares.set(name, share);
    }
    this.show(form, key, share, notes);
    this.onMarked();
    this.onChange();
  }

  show(form, key, share, notes) {
    const name = form.dataset.item;
    const mood = share === 1 ? "full" : share ? "part" : "none";
    form.querySelectorAll(".blank").forEach((input, i) => input.setAttribute("aria-invalid", String(share !== null && !fills(input.value, key.blanks[i].accept))));
    if (share === null) return this.say(form, mood, verdict(share), notes);
    const { texts, explained } = said(key, share, notes, this.wrongs.get(name) ?? 0, this.seen.has(name));
    if (explained) this.seen.add(name);
    this.say(form, mood, verdict(share), texts);
  }

  /* Plain data of everything that the reader did, and back. */
  get state() {
    const all = {};
    for (const form of this.forms) {
      const name = form.dataset.item;
      all[name] = { answer: this.answerOf(form), place: this.drawn.get(name), wrong: this.wrongs.get(name), checked: this.checked.get(name), seen: this.seen.has(name), settled: form.querySelector("[data-settled]")?.checked };
    }
    return all;
  }

  set state(all) {
    for (const form of this.forms) if (Object.hasOwn(all, form.dataset.item)) this.putBack(form, all[form.dataset.item]);
    this.onMarked();
  }

  putBack(form, old) {
    const name = form.dataset.item;
    const key = this.keys.get(name);
    if (key?.draws?.[old.place]) this.draw(form, old.place);
    PUTTERS[form.dataset.kind](form, old.answer);
    const settled = form.querySelector("[data-settled]");
    if (settled) settled.checked = Boolean(old.settled);
    if (!key) return;
    if (old.wrong) this.wrongs.set(name, old.wrong);
    if (old.seen) this.seen.add(name);
    if (old.checked === undefined) return;
    this.checked.set(name, old.checked);
    const answer = JSON.parse(old.checked);
    const { share, notes } = mark(key, answer, key.draws?.[this.drawn.get(name)]);
    this.shares.set(name, share);
    if (JSON.stringify(this.answerOf(form)) === old.checked) this.show(form, key, share, notes);
  }

  clear() {
    for (const form of this.forms) {
      form.reset();
      form.querySelector(".feedback").replaceChildren();
      form.querySelectorAll(".blank").forEach((input) => input.removeAttribute("aria-invalid"));
    }
    for (const memory of [this.shares, this.wrongs, this.checked, this.seen]) memory.clear();
    this.onMarked();
  }
}

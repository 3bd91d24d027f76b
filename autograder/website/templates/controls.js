/* What stands in place of a text editor where an exercise is no code. Each has what an editor has: `text`, `focus`. */

/* A file that controls fill in. What they cannot show is kept as it is and shown as text. */
class Controls {
  constructor(card, onChange) {
    this.card = card;
    this.exercise = card.exercise;
    this.onChange = onChange;
    this.kept = null; /* a text that came from elsewhere, until something here is changed */
    this.box = card.root.querySelector(".controls");
    this.plain = makeEditor(card.root.querySelector(".editor"), (text) => { this.kept = text; onChange(text); }, () => card.check());
  }

  get text() { return this.kept ?? this.made; }

  set text(value) {
    this.kept = null;
    this.asText(false);
    this.clear();
    if (value === this.exercise.stub) return;
    this.kept = value;
    const state = store.get(`answers/${this.exercise.id}`);
    if (state?.text === value) this.state = state.state;
    else this.readBack(value);
  }

  get made() {
    const values = this.values;
    return Object.values(values).some((value) => value !== null) ? fileOf(this.exercise.parts, { ...values, ...this.besides }) : this.exercise.stub;
  }

  get besides() { return {}; }

  changed() {
    this.kept = null;
    const text = this.made;
    store.set(`answers/${this.exercise.id}`, { text, state: this.state });
    this.onChange(text);
  }

  /* What the engine reads in a file, into the controls. */
  async readBack(text) {
    this.card.say("Your answers come back as soon as Python is there.");
    const { answer, fault } = await python.ask("read", this.exercise.id, text);
    if (this.kept !== text) return;
    this.card.say("");
    const places = new Set(this.exercise.parts.filter((part) => part.name).map((part) => part.name));
    const strange = answer && Object.keys(answer.answers).find((name) => !places.has(name));
    const why = fault ?? (answer.problem || (strange && `there is nothing called ${strange} here`));
    if (why) this.asText(true, `${this.exercise.file} is kept as the text that it is, since not all of it can be shown here: ${why.replace(/\.$/, "")}.`);
    else this.answers = answer.answers;
  }

  asText(shown, why = "") {
    this.box.hidden = shown;
    this.card.root.querySelector(".editor").hidden = !shown;
    if (!shown) return;
    this.plain.text = this.kept;
    this.card.say(why);
  }

  focus() { this.box.querySelector("input, textarea, select, button")?.focus(); }
}

const SHEET = {
  one: (answer) => (answer ? yamlScalar(answer) : null),
  several: (answer) => (answer.length ? yamlList(answer) : null),
  numeric: (answer) => (answer.trim() ? yamlNumber(answer.trim()) : null),
  ordering: (answer, form) => (form.querySelector("[data-settled]").checked ? yamlList(answer) : null),
  matching: (answer) => {
    const given = Object.entries(answer).filter(([, right]) => right);
    return given.length ? `{${given.map((pair) => pair.map((id) => yamlScalar(id, true)).join(": ")).join(", ")}}` : null;
  },
  cloze: (answer) => (answer.some((word) => word.trim()) ? yamlList(answer.map((word) => word.split(/\s+/).filter(Boolean).join(" "))) : null),
};

class QuizControls extends Controls {
  constructor(card, onChange) {
    super(card, onChange);
    const keys = new Map(Object.entries(this.exercise.keys));
    this.quiz = new Quiz([...this.box.querySelectorAll("form.item")], keys, () => this.changed(), () => this.marked());
    this.name = this.box.querySelector("[data-who]");
    this.name?.addEventListener("input", () => { who.value = this.name.value; who.dispatchEvent(new Event("input")); });
    who.addEventListener("input", () => this.named());
    if (keys.size) for (const form of this.quiz.forms) form.addEventListener("submit", () => card.count());
    this.named();
  }

  get student() { return who.value.trim(); }
  get values() { return Object.fromEntries(this.quiz.forms.map((form) => [form.dataset.item, SHEET[form.dataset.kind](this.quiz.answerOf(form), form)])); }
  get besides() { return { student: this.student ? yamlScalar(this.student) : null }; }
  get state() { return this.quiz.state; }
  set state(all) { this.quiz.state = all; this.showNumbers(); this.stand(); }
  set answers(all) { this.state = Object.fromEntries(Object.entries(all).map(([name, answer]) => [name, { answer, settled: true }])); }

  clear() { this.quiz.clear(); this.stand(); }
  changed() { super.changed(); this.stand(); }
  marked() { this.stand(); }

  /* How far the reader is: points where the key is here, else how many are answered. */
  stand() {
    if (!this.quiz) return;
    const answered = Object.values(this.values).filter((value) => value !== null).length;
    this.box.querySelector(".scoreline").textContent = this.quiz.keys.size ? this.quiz.standing(this.exercise.points) : `${answered} of ${this.quiz.forms.length} answered.`;
  }

  /* A name chooses the numbers of its student; the engine knows which. */
  named() {
    if (this.name && this.name.value !== who.value) this.name.value = who.value;
    if (this.quiz.forms.length && this.kept === null && this.made !== this.exercise.stub) this.changed();
    this.showNumbers();
  }

  showNumbers() {
    const { numbers, id } = this.exercise;
    if (!Object.keys(numbers).length) return;
    const known = store.get(`numbers/${id}`);
    if (!this.student) this.putNumbers(settings.selfStudy ? numbers : null);
    else if (known?.student === this.student && known.stub === this.exercise.stub) this.putNumbers(known.numbers);
    else {
      this.putNumbers(null);
      clearTimeout(this.bell);
      this.bell = setTimeout(() => this.askNumbers(this.student), 400);
    }
  }

  async askNumbers(student) {
    const { answer, fault } = await python.ask("numbers", this.exercise.id, student);
    if (student !== this.student) return;
    if (fault) { this.card.say(`Questions with numbers of your own need Python (${fault}); leave them open here.`); return; }
    store.set(`numbers/${this.exercise.id}`, { student, stub: this.exercise.stub, numbers: answer });
    this.putNumbers(answer);
  }

  /* What is said in place of numbers while nobody has given a name. */
  nameless(form) {
    const link = element("a", { href: "#who" }, "write it first");
    return form.querySelector(".nameless") ?? form.insertBefore(element("p", { className: "nameless" }, "Its numbers follow from your name: ", link, "."), form.querySelector(".prompt").nextSibling);
  }

  putNumbers(numbers) {
    for (const form of this.quiz.forms) {
      const names = [...form.querySelectorAll("[data-number]")].map((span) => span.dataset.number);
      if (!names.length) continue;
      const own = numbers?.[form.dataset.item] ?? Object.fromEntries(names.map((name) => [name, "…"]));
      const place = this.quiz.keys.get(form.dataset.item)?.draws.findIndex((draw) => names.every((name) => draw.shown[name] === own[name])) ?? -1;
      if (place >= 0) this.quiz.draw(form, place); else this.quiz.putNumbers(form, own);
      for (const button of form.querySelectorAll("[type=submit]")) button.disabled = !numbers;
      this.nameless(form).hidden = Boolean(numbers || this.student);
    }
  }
}

class FormControls extends Controls {
  constructor(card, onChange) {
    super(card, onChange);
    this.fields = [...this.box.querySelectorAll("[data-field]")];
    for (const field of this.fields) field.addEventListener("input", () => this.changed());
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) card.check();
    });
  }

  get values() { return Object.fromEntries(this.fields.map((field) => [field.dataset.field, this.value(field)])); }
  get state() { return Object.fromEntries(this.fields.map((field) => [field.dataset.field, this.typed(field)])); }
  set state(all) { this.answers = all; }

  set answers(all) {
    for (const field of this.fields) {
      const text = all[field.dataset.field] ?? "";
      if (field.type === "checkbox") field.checked = text === "true";
      else field.value = text === this.exercise.placeholders[field.dataset.field] ? "" : text;
    }
  }

  clear() { for (const field of this.fields ?? []) { field.value = field.defaultValue; field.checked = field.defaultChecked; } }
  typed(field) { return field.type === "checkbox" ? String(field.checked) : field.value.replace(/\s*\n\s*/g, " ").trim(); }

  value(field) {
    const text = this.typed(field), name = field.dataset.field;
    const { open } = this.exercise.parts.find((part) => part.name === name);
    const before = field.type === "checkbox" ? String(field.defaultChecked) : field.defaultValue;
    if (text === before) return null;
    switch (this.exercise.types[name]) {
      case "flag": return text;
      case "number": return yamlNumber(text.replace(/^([-+]?\d+),(\d+)$/, "$1.$2"));
      case "list": return `[${this.items(text).map(yamlItem).join(", ")}]`;
    }
    return open.startsWith('"') ? JSON.stringify(text) : yamlScalar(text);
  }

  /* `0.1, 0.7, 0.2`, with brackets or without; numbers may stand apart by spaces alone. In `0,1 0,7` the comma is that of a
     number, since something else keeps them apart. */
  items(text) {
    const inside = text.replace(/^\[|\]$/g, "").trim(), words = inside.split(/\s*;\s*|\s+/).filter(Boolean);
    if (words.length > 1 && words.every((word) => /^[-+]?\d+(,\d+)?$/.test(word))) return words.map((word) => word.replace(",", "."));
    const parts = inside.split(/[,;]/).map((part) => part.trim()).filter(Boolean);
    const apart = inside.split(/[\s,;]+/).filter(Boolean);
    return (apart.every((part) => /^[-+]?[\d.]+$/.test(part)) ? apart : parts).map((part) => part.replace(/^(["'])(.*)\1$/, "$2"));
  }
}

/* The answer alone, below the line that the file asks it to stand below; words are counted. */
class AnswerBox {
  constructor(card, onChange) {
    this.exercise = card.exercise;
    this.count = card.root.querySelector(".count");
    this.head = "";
    this.area = makeEditor(card.root.querySelector(".editor"), () => { this.say(); onChange(this.text); }, () => card.check());
  }

  get text() {
    const { stub } = this.exercise;
    if (!this.head) return this.area.text;
    if (!this.area.text.trim() && stub.startsWith(this.head)) return stub;
    return this.head + this.area.text.replace(/\n*$/, "\n");
  }

  set text(value) {
    const [before, ...after] = value.split(this.exercise.marker);
    this.head = after.length ? `${before}${this.exercise.marker}\n` : "";
    this.area.text = after.length ? after.join(this.exercise.marker).replace(/^\s*\n/, "").replace(/\n$/, "") : value;
    this.say();
  }

  say() {
    const words = this.area.text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    this.count.textContent = `${words} ${words === 1 ? "word" : "words"}; at most ${this.exercise.longest}.`;
    this.count.classList.toggle("off", words > this.exercise.longest);
  }

  focus() { this.area.focus(); }
}

/* By the shape that a kind of exercise chooses (autograder/kinds/controls); without one its text is edited. */
const EDITORS = { sheet: QuizControls, fields: FormControls, prose: AnswerBox };

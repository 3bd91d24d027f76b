"use strict";
/* The page itself: which part is shown, what is typed and kept, what checking gives, what is handed in. */
const settings = JSON.parse(document.getElementById("settings").textContent);
const exercises = new Map(settings.exercises.map((one) => [one.id, one]));
const steps = [...document.querySelectorAll("main > .step")];
const notices = document.getElementById("notices");

function notice(text) {
  if ([...notices.children].some((one) => one.firstChild.textContent === text)) return;
  const close = element("button", { type: "button", ariaLabel: "Close this notice" }, "×");
  const box = element("p", {}, element("span", {}, text), close);
  close.addEventListener("click", () => box.remove());
  notices.append(box);
}

const store = new Store(settings.course, notice);
const problem = PythonRoom.problem();
const state = document.getElementById("python");
const python = new PythonRoom(settings, (now, why = "") => {
  state.textContent = { starting: "Python is starting; you can read and write already.", ready: "Python is ready.", failed: `Python could not be started: ${why}.` }[now];
  if (now === "ready") keepForLater();
});
if (problem) { notice(problem); state.textContent = "No checking here."; }

const who = document.getElementById("who");
who.value = store.get("who", "");
who.addEventListener("input", () => store.set("who", who.value));

/* Which step is shown: the one that the address names, or that holds what it names. */

let shown = null, followed = false;
const places = new Map(); /* step -> how far down it was read */
history.scrollRestoration = "manual"; // or the browser and this page would both choose a place
addEventListener("click", ({ target }) => {
  followed = Boolean(target.closest?.("a[href^='#']"));
  if (followed && shown) places.set(shown, scrollY);
});
addEventListener("scroll", () => { if (shown) places.set(shown, scrollY); }, { passive: true });

function show() {
  const back = shown !== null && !followed; // the browser's own buttons lead to where one was
  followed = false;
  const wanted = decodeURIComponent(location.hash.slice(1));
  const target = wanted ? document.getElementById(wanted) : null;
  const step = target?.closest(".step") ?? steps[0];
  shown = null; // what scrolls now is nobody's reading
  for (const one of steps) one.hidden = one !== step;
  for (const link of document.querySelectorAll(".contents a")) {
    if (link.hash.slice(1) === step.id) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
  document.title = `${step.querySelector("h2").textContent} - ${settings.title}`;
  document.querySelector(".contents details")?.removeAttribute("open");
  seatQuestions(step);
  mountFigures(step);
  if (target) {
    (target === step ? step.querySelector("h2") : target).focus({ preventScroll: true });
    if (target === step) scrollTo(0, 0); else target.scrollIntoView();
  }
  if (back && places.has(step)) scrollTo(0, places.get(step));
  shown = step;
}

/* A question is there once: where the page that is shown places it, else in its quiz. */
function seatQuestions(step) {
  for (const seat of document.querySelectorAll("[data-seat]")) {
    const form = document.querySelector(`form[data-of="${seat.dataset.seat}"]`) ?? seat.firstElementChild;
    form.dataset.of = seat.dataset.seat;
    const spot = step.querySelector(`[data-question="${seat.dataset.seat}"]`);
    if (spot) spot.replaceChildren(form); else if (form.parentElement !== seat) seat.append(form);
  }
}

const mounted = new Set();
function mountFigures(step) {
  for (const root of step.querySelectorAll("[data-figure]")) {
    if (mounted.has(root)) continue;
    mounted.add(root);
    mountFigure(root.dataset.figure, root.firstElementChild);
  }
}

function mountFigure(name, root, numbers) {
  try {
    window.lessonFigures?.[name]?.(root, numbers);
  } catch (error) {
    console.warn(`figure ${name}: ${error}`);
  }
}

/* One exercise: its editor, its hints, its result. */

class Card {
  constructor(root) {
    this.root = root;
    this.exercise = exercises.get(root.dataset.exercise);
    this.said = root.querySelector(".said");
    this.result = root.querySelector(".result");
    this.hints = root.querySelector(".hints");
    this.button = root.querySelector(".check");
    this.ladder = "";
    this.busy = false;
    const { id, stub } = this.exercise;
    const kept = store.get(`text/${id}`);
    const Editor = EDITORS[this.exercise.control];
    this.editor = Editor ? new Editor(this, (text) => this.keep(text)) : makeEditor(root.querySelector(".editor"), (text) => this.keep(text), () => this.check());
    this.editor.text = kept?.text ?? stub;
    if (kept && kept.stub !== stub && kept.text !== stub) this.say("This exercise has changed since you wrote this. Your text is kept; “Start again” gives the new beginning.");
    this.button.addEventListener("click", () => this.check());
    root.querySelector(".hint").addEventListener("click", () => this.hint());
    root.querySelector(".again").addEventListener("click", () => this.again());
    this.button.disabled = Boolean(problem) || this.exercise.lacks.length > 0;
  }

  get written() { return this.editor.text !== this.exercise.stub; }
  say(text) { this.said.textContent = text; }
  keep(text) {
    store.set(`text/${this.exercise.id}`, { text, stub: this.exercise.stub });
    this.age();
    total();
  }
  /* A result is of the text that was checked: where another stands there now, it says so. */
  age() {
    const old = this.result.childElementCount > 0 && this.checked !== this.editor.text;
    const note = this.result.querySelector(".aged");
    if (old && !note) this.result.prepend(element("p", { className: "aged" }, "You have changed the text since it was checked."));
    if (!old) note?.remove();
  }
  put(text) { this.editor.text = text; this.keep(text); }

  again() {
    if (this.written && !confirm("Take out what you wrote here and begin again?")) return;
    this.editor.text = this.exercise.stub;
    for (const kept of ["text", "answers"]) store.remove(`${kept}/${this.exercise.id}`);
    store.remove(`points/${this.exercise.id}`);
    this.result.replaceChildren();
    this.say("This is as it was at first.");
    total();
    this.editor.focus();
  }

  async check() {
    if (problem) this.say(problem);
    else if (this.button.disabled) this.say(this.root.querySelector(".note").textContent);
    if (this.busy || this.button.disabled) return;
    this.busy = true;
    this.button.setAttribute("aria-disabled", "true");
    this.say(state.textContent.includes("ready") ? "Checking …" : "Python is still starting; this is checked as soon as it is there …");
    const text = this.editor.text;
    const outcome = await python.check(this.exercise, text, () => this.say("One call did not come back. Python starts again, for all the others …"));
    this.busy = false;
    this.button.removeAttribute("aria-disabled");
    this.say("");
    this.checked = text;
    if (outcome.result) this.show(outcome.result, text);
    else if (outcome.stopped) this.result.replaceChildren(element("div", { className: "next" }, element("h3", {}, "Stopped"),
      element("p", {}, `${outcome.stopped} kept Python busy for two minutes outside of your functions, so the page ended it. Nothing of your text is lost.`)));
    else this.result.replaceChildren(element("div", { className: "next" }, element("h3", {}, "Not checked"), element("p", {}, outcome.fault), element("p", {}, "This is not your fault, and it costs nothing.")));
    this.age();
    this.result.scrollIntoView({ block: "nearest" }); // below a long program it would be out of sight
  }

  /* Points alone, behind the reader's back: a question that was marked at once counts for them. */
  async count() {
    if (problem) return;
    const text = this.editor.text;
    const { result } = await python.check(this.exercise, text);
    if (result) this.score(result, text);
  }

  show(data, text) {
    const [result] = data.check.exercises;
    const figure = data.page.call && settings.figures[data.page.call.function];
    const can = figure && window.lessonFigures?.[figure];
    const showMe = can && (can.shows?.(data.page.call) ?? true) ? (box, button) => this.showMe(figure, data.page.call, box, button) : null;
    this.ladder = this.exercise.hints[data.page.function]?.length ? data.page.function : "";
    this.result.replaceChildren(...resultView(data, showMe, this.lineOf(data, text)));
    this.score(data, text);
  }

  /* A button to the line that the result names; the line is marked unless the text has changed since. */
  lineOf({ page: { line } }, text) {
    if (!line || !this.editor.mark || this.editor.text !== text) return null;
    this.editor.mark(line);
    const button = element("button", { type: "button" }, `Go to line ${line}`);
    button.addEventListener("click", () => this.editor.goTo(line));
    return button;
  }

  score(data, text) {
    const [result] = data.check.exercises;
    store.set(`points/${this.exercise.id}`, { score: result.score, of: result.max_score, done: data.page.done, unmarked: data.page.unmarked, status: result.status, text });
    total();
  }

  showMe(name, numbers, box, button) {
    const root = document.getElementById(`figure-${name}`).content.firstElementChild.cloneNode(true);
    const place = element("div", { className: "shown", role: "group", ariaLabel: "The figure with your call's numbers" }, callView(numbers), root);
    button.replaceWith(place);
    mountFigure(name, root, numbers);
    place.tabIndex = -1;
    place.focus();
  }

  hint() {
    const ladder = this.exercise.hints[this.ladder]?.length ? this.ladder : "";
    let all = this.exercise.hints[ladder] ?? [];
    if (!all.length) all = Object.entries(this.exercise.hints).flatMap(([name, texts]) => texts.map((text) => `${name}: ${text}`));
    if (!all.length) { this.say("There is no hint for this exercise."); return; }
    const name = `hint/${this.exercise.id}.${ladder}`;
    const seen = Math.min(all.length, store.get(name, 0) + 1);
    store.set(name, seen);
    this.hints.replaceChildren(...all.slice(0, seen).map((text) => element("li", {}, text)));
    this.hints.previousElementSibling.hidden = false;
    this.hints.previousElementSibling.textContent = ladder ? `Hints for ${ladder}` : "Hints";
    this.say(seen === all.length ? `Hint ${seen} of ${seen}: there is no other.` : `Hint ${seen} of ${all.length}.`);
  }
}

const cards = [...document.querySelectorAll("[data-exercise]")].map((root) => new Card(root));

/* Where the reader stands. */

function total() {
  let score = 0, most = 0, done = 0;
  for (const one of settings.exercises) {
    const kept = store.get(`points/${one.id}`);
    score += kept?.score ?? 0;
    most += one.bonus ? 0 : one.points;
    done += kept?.done ? 1 : 0;
    const row = document.querySelector(`[data-row="${one.id}"]`);
    const card = cards.find((card) => card.exercise === one), written = card?.written;
    row.children[1].textContent = kept && !kept.unmarked ? `${shortNumber(kept.score)} of ${shortNumber(one.points)}` : `- of ${shortNumber(one.points)}`;
    const changed = kept && card && kept.text !== undefined && kept.text !== card.editor.text;
    row.children[2].textContent = changed ? "changed since it was checked" : kept?.done ? "done" : kept ? "begun" : written ? "written, not checked" : "open";
  }
  document.getElementById("progress").textContent = `${shortNumber(score)} of ${shortNumber(most)} points, ${done} of ${settings.exercises.length} exercises done`;
}

/* The same course in another tab: what is typed there stands here too, so that neither puts an older text over it. */
store.listen((name) => {
  const [kind, id] = name.split("/");
  const card = kind === "text" ? cards.find((one) => one.exercise.id === id) : null;
  const text = store.get(name)?.text ?? card?.exercise.stub;
  if (card && card.editor.text !== text) { card.editor.text = text; card.age(); }
  if (kind === "who" && who.value !== store.get("who", "")) { who.value = store.get("who", ""); who.dispatchEvent(new Event("input")); }
  total();
});

/* On a wide window an exercise stands beside the text, else where the text places it. */

const wide = matchMedia("(min-width: 75rem)");
function place() {
  for (const spot of document.querySelectorAll("[data-place]")) {
    const card = document.getElementById(spot.dataset.place), step = spot.closest(".step"), aside = step.querySelector(".aside");
    const alone = wide.matches && step.querySelectorAll("[data-place]").length === 1;
    step.classList.toggle("beside", alone && step.querySelector(".text").childElementCount > 1);
    if (step.classList.contains("beside")) aside.append(card); else spot.append(card);
  }
}

/* Offline after the first visit. */

const offlineKeeper = navigator.serviceWorker; // a private window may have none
const keptBefore = offlineKeeper?.controller;
offlineKeeper?.addEventListener("controllerchange", () => keptBefore && tellOfNewer());

let told = false;
function tellOfNewer() {
  if (!told) notice("There is a newer version of this course: reload the page to have it. Your text stays.");
  told = true;
}

/* A newer one may have taken over while this page was on its way, before anything here could hear of it. */
async function isOld(scope) {
  const prefix = `autograder ${scope} ${settings.course} `;
  const kept = (await caches.keys()).filter((name) => name.startsWith(prefix));
  return kept.length > 0 && !kept.some((name) => name.startsWith(`${prefix}${settings.version} `));
}

async function keepForLater() {
  if (!offlineKeeper) return;
  try {
    await offlineKeeper.register(new URL("sw.js", document.baseURI));
    const { scope } = await offlineKeeper.ready;
    document.documentElement.dataset.offline = "ready";
    if (await isOld(scope)) tellOfNewer();
  } catch {
    return; // the page works without; only not offline
  }
}

wide.addEventListener("change", place);
addEventListener("hashchange", show);
place();
show();
total();
if (!problem) python.start().catch(() => {});

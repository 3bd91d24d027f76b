"use strict";
const token = document.querySelector("meta[name=desk-token]").content;
const at = id => document.getElementById(id);
let shown = null;      // what the desk has said last
let draft = null;      // what the person has in mind for this answer
let prefix = "";       // "m" or "r": a number is to follow
let busy = false;
let skimming = false;  // sheets of answers for which the same is proposed, until there are none

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") made.addEventListener("click", value);
    else if (value !== false && value !== null) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
};
const say = text => { at("said").textContent = text; };

async function ask(path, body) {
  const options = { headers: { "x-desk-token": token }, cache: "no-store" };
  if (body !== undefined) {
    Object.assign(options, { method: "POST", body: JSON.stringify(body) });
    options.headers["content-type"] = "application/json";
  }
  let answer;
  try { answer = await fetch(path, options); }
  catch { throw new Error("The desk does not answer. Is the command still running? Nothing that was saved is lost."); }
  if (answer.status === 403) throw new Error("This page belongs to an earlier run. Open the address that is printed now.");
  const data = await answer.json();
  if (data.error) throw new Error(data.error);
  return data;
}

// One request after the other: a key that comes while one is under way does nothing.
async function doing(act) {
  if (busy) return;
  busy = true;
  try { await act(); } catch (error) { say(error.message); } finally { busy = false; }
}

const query = (exercise, student) => "/state?" + new URLSearchParams({ exercise, student, ...(skimming && !student ? { skim: 1 } : {}) });
const load = (exercise, student, words) => doing(async () => { show(await ask(query(exercise, student))); if (words) say(words); });

function show(data) {
  shown = data;
  const item = data.item;
  skimming = data.skim.on;
  document.body.classList.toggle("skim", skimming);
  draft = item && {
    found: item.found === null ? null : new Set(item.mark && item.given ? item.given : item.found),
    points: item.mark && !item.given ? item.mark.replace("?", "") : item.found === null ? item.proposed : "",
    comment: item.comment, group: skimming, left_out: new Set(),
  };
  if (draft && item.mark && !item.given && item.found !== null) draft.found = new Set(item.found);
  prefix = "";
  history.replaceState(null, "", item ? "#" + new URLSearchParams({ exercise: data.exercise, student: item.student }) : "#");
  draw();
}

function draw() {
  const item = shown.item;
  at("questions").replaceChildren(...shown.questions.map(one =>
    element("option", { value: one.id, selected: one.id === shown.exercise }, `${one.title} (${one.done} of ${one.all})`)));
  at("progress").max = shown.all;
  at("progress").value = shown.done;
  at("far").textContent = `${shown.done} of ${shown.all} marked` + (shown.minutes ? `, about ${shown.minutes} min left` : "");
  at("question").textContent = shown.question || shown.title;
  at("rest-said").textContent = shown.next || shown.rest.said;
  at("rest").disabled = !shown.rest.count;
  at("skim-card").hidden = !shown.skim.count;
  at("skim-count").textContent = `${shown.skim.count} answers stand on ${shown.skim.sheets === 1 ? "one sheet" : shown.skim.sheets + " sheets"}: for all on one sheet the same is proposed, and fairly surely.`;
  at("skim").setAttribute("aria-pressed", String(skimming));
  at("skim-said").hidden = !skimming;
  at("compared-card").hidden = !shown.second;
  at("main").hidden = !item;
  if (item) drawItem(item);
}

// Ten keys, 1 to 9 and 0: first the concepts, then the misconceptions. Who comes after has m and a number.
const DIGITS = "1234567890";
const keyOf = (item, id) => {
  const place = [...item.concepts, ...item.wrong].findIndex(one => one.id === id);
  return DIGITS[place] || `m${place - item.concepts.length + 1}`;
};

// The numbers of what ends with this piece: each stands once, behind its words.
function ending(item, pieces, place) {
  const next = place + 1 < pieces.length ? pieces[place + 1].names : [];
  const ends = pieces[place].names.filter(name => !next.includes(name)).map(name => keyOf(item, name));
  return ends.length ? [element("sub", {}, ends.join(","))] : [];
}

function drawItem(item) {
  at("whose").replaceChildren(element("span", { class: "name" }, item.student + " "),
    !item.proposed ? `${item.mark ? `Marked: ${item.mark}` : "Nothing is proposed"}, of ${item.most} points.` :
    item.mark ? `Marked: ${item.mark} of ${item.most}. Proposed: ${item.proposed}.` : `Proposed: ${item.proposed} of ${item.most}.`);
  const wrong = new Set(item.wrong.map(one => one.id));
  const denied = new Set(item.concepts.filter(one => one.denied).map(one => one.id));
  const marks = pieces => pieces.map((piece, place) => !piece.names.length ? piece.text :
    element("mark", { class: piece.names.some(name => wrong.has(name) || denied.has(name)) ? "off" : false },
      piece.text, ...ending(item, pieces, place)));
  at("answer").replaceChildren(...(item.answer.length ? marks(item.answer) : [element("em", {}, "There is no text.")]));
  at("reason").textContent = item.reason;
  at("evidence").hidden = !item.evidence;
  at("evidence").textContent = item.evidence;
  at("rubric").hidden = draft.found === null;
  at("concepts").replaceChildren(...item.concepts.map(one => row(one, keyOf(item, one.id), `+${one.points}`)));
  at("wrong").replaceChildren(...item.wrong.map(one => row(one, keyOf(item, one.id), `−${one.points}`)));
  at("wrong-title").hidden = !item.wrong.length;
  at("other-row").hidden = !offers(item);
  at("other-said").textContent = offers(item) ? otherSaid(item) : "";
  at("points").value = draft.points !== "" ? draft.points : worth(item);
  at("most").textContent = `of ${item.most}`;
  at("comment").value = draft.comment;
  at("comments").hidden = prefix !== "r";
  at("comments").replaceChildren(...shown.comments.map((text, place) =>
    element("li", {}, element("button", { type: "button", on: () => reuse(place) }, element("kbd", {}, String(place + 1)), " " + text))));
  at("like-card").hidden = !item.like.length;
  const like = item.like.length === 1 ? "One answer" : `${item.like.length} answers`;
  at("like-title").textContent = skimming ? `${like} for which the same is proposed: ${item.proposed} of ${item.most}` : item.copied ? `${like} in nearly the same words` : `${like} like this`;
  at("group").setAttribute("aria-pressed", String(draft.group));
  at("like").replaceChildren(...item.like.map(one => {
    const box = element("input", { type: "checkbox" });
    box.checked = !draft.left_out.has(one.student);
    box.addEventListener("change", () => { box.checked ? draft.left_out.delete(one.student) : draft.left_out.add(one.student); });
    return element("li", {}, element("label", {}, box, element("span", {}, element("span", { class: "name" }, one.student + " "), ...marks(one.answer),
      ...(one.reason ? [element("small", { class: "muted" }, one.reason)] : []))));
  }));
}

// The other reading stands beside the proposal: once the person has something else in mind, or has marked, it goes.
const offers = item => item.other !== null && !item.mark && draft.points === "" && draft.found.size === item.found.length
  && item.found.every(id => draft.found.has(id));

function otherSaid(item) {
  const named = ids => ids.map(id => [...item.concepts, ...item.wrong].find(one => one.id === id).says).join(" ");
  const more = item.other.more.length ? ` also: ${named(item.other.more)}` : "";
  const less = item.other.less.length ? ` without: ${named(item.other.less)}` : "";
  return `Other reading, ${item.other.points} of ${item.most};${more}${less}`;
}

function row(one, key, points) {
  const found = draft.found !== null && draft.found.has(one.id);
  const quotes = one.quotes.map(words => `“${words}”`).join(" ");
  const note = one.denied ? `Denied: ${quotes}` : quotes;
  return element("li", {}, element("button", { type: "button", "aria-pressed": String(found), "data-id": one.id, on: () => toggle(one.id) },
    element("kbd", {}, key), element("span", {}, one.says), element("span", { class: "n" }, points), ...(note ? [element("small", {}, note)] : [])));
}

function worth(item) {
  const sum = (rows) => rows.filter(one => draft.found.has(one.id)).reduce((all, one) => all + Number(one.points), 0);
  if (draft.found === null) return item.proposed;
  const value = Math.min(Number(item.most), Math.max(0, sum(item.concepts) - sum(item.wrong)));
  return String(Math.round(value * 1000) / 1000);
}

function toggle(id) {
  if (!draft || draft.found === null) return;
  const focused = document.activeElement && document.activeElement.dataset.id;
  draft.found.has(id) ? draft.found.delete(id) : draft.found.add(id);
  draft.points = "";
  keepTyped();
  forThisAlone();
  drawItem(shown.item);
  if (focused) document.querySelector(`[data-id="${CSS.escape(focused)}"]`).focus();
  const one = [...shown.item.concepts, ...shown.item.wrong].find(each => each.id === id);
  say(`${draft.found.has(id) ? "There" : "Not there"}: ${one.says} ${at("points").value} points.`);
}

// What is changed while a sheet is skimmed is meant for the one answer that is read.
function forThisAlone() {
  if (!skimming) return;
  draft.group = false;
  at("group").setAttribute("aria-pressed", "false");
}

const keepTyped = () => { if (draft) draft.comment = at("comment").value; };

const accept = () => give(null);

function other() {
  if (!shown.item || !offers(shown.item)) return say("There is no other reading beside what you have chosen.");
  forThisAlone();
  give(shown.item.other);
}

// What the person has chosen, or, where there is one, this `reading` instead.
const give = reading => doing(async () => {
  const item = shown.item;
  if (!item) return;
  keepTyped();
  const body = { exercise: shown.exercise, students: [item.student], comment: draft.comment, shown: item.proposed ? Number(item.proposed) : null };
  if (draft.group) body.students.push(...item.like.map(one => one.student).filter(name => !draft.left_out.has(name)));
  if (skimming) body.skim = true;
  if (skimming && draft.group) body.left_out = [...draft.left_out];
  if (reading) body.found = reading.found;
  else if (draft.points !== "" || draft.found === null) {
    const typed = draft.points === "" ? item.proposed : draft.points;
    if (typed === "") throw new Error("Nothing is proposed here. Press p and type the points.");
    const points = Number(typed.replace(",", "."));
    if (!Number.isFinite(points)) throw new Error(`${draft.points} is no number of points.`);
    body.points = points;
  } else body.found = [...draft.found];
  const given = reading ? reading.points : at("points").value;
  const data = await ask("/mark", body);
  show(data);
  const count = data.changed === 1 ? "" : ` for ${data.changed} answers`;
  say(`Saved: ${given} of ${item.most}${count}. ${data.next || (data.done === data.all ? "Every answer to this question is marked." : "")}`);
  at("answer").focus({ preventScroll: true });
  window.scrollTo(0, 0);
});

function skim() {
  if (skimming) { skimming = false; return load(shown.exercise, "", "One by one."); }
  if (!shown.skim.count) return say("There is no sheet to skim: nothing that is left is proposed alike and sure enough.");
  skimming = true;
  load(shown.exercise, "", "Skim the sheet, untick what says something else, and press Enter.");
}

const undo = () => doing(async () => {
  const data = await ask("/undo", { exercise: shown.exercise });
  show(data);
  say(data.changed ? `Taken back: ${data.changed === 1 ? "one mark" : data.changed + " marks"}.` : "There is nothing to take back.");
});

function step(by) {
  if (!shown.item) return;
  const place = shown.order.indexOf(shown.item.student) + by;
  if (place < 0 || place >= shown.order.length) return say(by < 0 ? "This is the first." : "This is the last.");
  load(shown.exercise, shown.order[place]);
}

function question(by) {
  const all = shown.questions, place = all.findIndex(one => one.id === shown.exercise) + by;
  if (place >= 0 && place < all.length) load(all[place].id, "", all[place].title);
}

function group() {
  if (!shown.item || !shown.item.like.length) return say("No answer is like this one.");
  draft.group = !draft.group;
  at("group").setAttribute("aria-pressed", String(draft.group));
  const count = shown.item.like.length + 1 - draft.left_out.size;
  say(draft.group ? `The same for these ${count}.` : "For this one alone.");
}

function names() {
  const now = document.body.classList.toggle("names");
  say(now ? "Names are shown." : "Names are hidden.");
}

function reuse(place) {
  if (place >= shown.comments.length) return;
  draft.comment = shown.comments[place];
  prefix = "";
  drawItem(shown.item);
  say(`Comment: ${draft.comment}`);
}

function reuseOpen() {
  if (!shown.comments.length) return say("There is no comment yet.");
  keepTyped();
  prefix = "r";
  drawItem(shown.item);
  say("Which comment? Press its number.");
}

function rest() {
  if (!shown.rest.count) return say(shown.rest.said);
  at("sure-said").textContent = `${shown.rest.said} ${shown.rest.count} proposals become marks. Undo takes them back.`;
  at("sure").showModal();
}

const restYes = () => { at("sure").close(); doing(async () => {
  const data = await ask("/rest", { exercise: shown.exercise, count: shown.rest.count });
  show(data);
  say(`Accepted: ${data.changed} proposals.`);
}); };

const compare = () => shown.second && doing(async () => {
  const rows = await ask("/compared");
  at("compared").replaceChildren(...rows.flatMap(one => [
    element("p", {}, one.kappa === null ? `${one.title}: nothing is marked by both yet.` :
      `${one.title}: ${one.both} marked by both, ${one.same} the same; quadratic weighted kappa ${one.kappa.toFixed(2)}.`),
    ...(one.differences.length ? [element("table", {}, element("thead", {}, element("tr", {},
      ...["", "First", "You"].map(text => element("th", { scope: "col" }, text)))),
      element("tbody", {}, ...one.differences.map((each, place) => element("tr", {}, element("td", {},
        element("button", { type: "button", on: () => load(one.exercise, each.student) }, `Answer ${place + 1}`),
        element("span", { class: "name" }, " " + each.student)), element("td", { class: "n" }, each.first), element("td", { class: "n" }, each.own)))))] : []),
  ]));
  say("Agreement with the first marker is shown.");
});

const KEYS = {
  Enter: accept, a: accept, o: other, j: () => step(1), k: () => step(-1), u: undo, g: group, s: skim, n: names, r: reuseOpen, A: rest, d: compare,
  "[": () => question(-1), "]": () => question(1), "?": () => at("help").showModal(),
  c: () => at("comment").focus(), p: () => at("points").select(),
  m: () => { prefix = "m"; say("Which misconception? Press its number."); },
};

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !shown || document.querySelector("dialog[open]")) return;
  const inside = event.target.closest("input[type=text], select, textarea");
  if (inside) {
    const leave = event.key === "Escape" || (event.key === "Enter" && inside.id === "comment");
    if (leave) { event.preventDefault(); keepTyped(); at("answer").focus({ preventScroll: true }); }
    else if (event.key === "Enter" && inside.id === "points") { event.preventDefault(); accept(); }
    return;
  }
  if (event.key === "Enter" && event.target.closest("button, a")) return;
  if (!at("keys").checked && event.key !== "Enter") return;
  if (event.repeat && !["j", "k"].includes(event.key)) return event.preventDefault();
  if (/^[0-9]$/.test(event.key) && shown.item) {
    const place = DIGITS.indexOf(event.key), before = prefix, { concepts, wrong } = shown.item;
    prefix = "";
    if (before === "r") reuse(place);
    else { const one = (before === "m" ? wrong : [...concepts, ...wrong])[place]; if (one) toggle(one.id); }
    return event.preventDefault();
  }
  if (event.key === "Escape" && prefix) { prefix = ""; drawItem(shown.item); return; }
  const act = KEYS[event.key];
  if (act) { event.preventDefault(); if (!["m", "r"].includes(event.key)) prefix = ""; act(); }
});

at("points").addEventListener("input", () => {
  draft.points = at("points").value.trim();
  forThisAlone();
  at("other-row").hidden = !offers(shown.item);
});
at("comment").addEventListener("input", keepTyped);
at("questions").addEventListener("change", event => load(event.target.value, ""));
for (const [id, act] of Object.entries({
  accept, other, undo, group, skim, rest, compare, previous: () => step(-1), next: () => step(1), "sure-yes": restYes,
  "sure-no": () => at("sure").close(), "help-open": () => at("help").showModal(), "help-close": () => at("help").close(),
})) at(id).addEventListener("click", act);

// Another window, or a spreadsheet: what is marked there is seen here, and what is being typed here stays.
async function follow() {
  if (shown && !busy && !document.hidden) {
    try {
      const { version } = await ask("/version");
      if (version !== shown.version && !busy) {
        const data = await ask(query(shown.exercise, shown.item ? shown.item.student : ""));
        if (!busy) taken(data);
      }
    } catch (error) { say(error.message); }
  }
  setTimeout(follow, 1500);
}

function taken(data) {
  const before = shown.item, now = data.item;
  const same = before && now && before.student === now.student;
  if (same && before.mark === now.mark && before.comment === now.comment) {
    // The proposal may have been read again meanwhile; what the person looks at stays as it is.
    shown = { ...data, item: { ...before, like: before.like } };
    keepTyped();
    const focused = document.activeElement && document.activeElement.id;
    const points = at("points").value;
    if (!document.activeElement || !document.activeElement.closest("#concepts, #wrong, #like, #questions, #comments")) {
      draw();
      at("points").value = points;
      if (focused && at(focused)) at(focused).focus({ preventScroll: true });
    }
    return;
  }
  show(data);
  if (same) say(now.mark ? `Marked elsewhere: ${now.mark} of ${now.most}.` : "The mark was taken back elsewhere.");
}

const start = new URLSearchParams(location.hash.slice(1));
load(start.get("exercise") || "", start.get("student") || "").then(follow);

/* Handing in, taking in: the zip that is graded, the progress that is saved. It comes after site.js, whose cards it reads. */

const handIn = document.getElementById("hand-in-said");

function offer(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  handIn.textContent = `${name} is in your downloads.`;
}

const ofThisCourse = `autograder ${settings.course}`;
document.getElementById("download").addEventListener("click", () => {
  const name = who.value.trim().replace(/[\\/:*?"<>|\u0000-\u001f]+/g, "_").replace(/^\.+|[. ]+$/g, "");
  if (!name) { handIn.textContent = "Write your name first: the zip is named after you."; who.focus(); return; }
  const written = cards.filter((card) => card.written);
  if (!written.length) { handIn.textContent = "There is nothing to hand in yet: every exercise is as it was at first."; return; }
  offer(writeZip(Object.fromEntries(written.map((card) => [`${name}/${card.exercise.file}`, card.editor.text])), ofThisCourse), `${settings.course}-${name.replace(/\s+/g, "_")}.zip`);
});
document.getElementById("export").addEventListener("click", () => {
  offer(new Blob([JSON.stringify({ course: settings.course, kept: store.all() })], { type: "application/json" }), `${settings.course}-progress.json`);
});
document.getElementById("import").addEventListener("change", async ({ target }) => {
  const [file] = target.files;
  if (file) handIn.textContent = await takeIn(file).catch((error) => `${file.name} could not be read (${error.message}); nothing was changed.`);
  target.value = "";
});

async function takeIn(file) {
  if (file.size > 20e6) throw new Error("it is too large");
  if (file.name.endsWith(".json")) return takeProgress(file.name, JSON.parse(await file.text()));
  const { comment, files } = await readZip(await file.arrayBuffer());
  if (comment.startsWith("autograder ") && comment !== ofThisCourse) return `${file.name} is of another course (${comment.slice(11)}); nothing was changed.`;
  const found = cards.map((card) => [card, Object.keys(files).find((path) => path.split("/").pop() === card.exercise.file)]).filter(([, path]) => path);
  if (!found.length) return `${file.name} holds no file of this course; nothing was changed.`;
  if (found.some(([card, path]) => card.written && card.editor.text !== files[path]) && !confirm("Put the zip's texts in place of what you wrote here?")) return "Nothing was changed.";
  for (const [card, path] of found) card.put(files[path].replace(/^\ufeff/, "").replace(/\r\n?/g, "\n"));
  const strange = Object.keys(files).map((path) => path.split("/").pop()).filter((name) => !cards.some((card) => card.exercise.file === name));
  const left = strange.length ? ` Not of this course as it is now, and left out: ${strange.join(", ")}.` : "";
  return `Took in ${found.length} ${found.length === 1 ? "file" : "files"}: ${found.map(([card]) => card.exercise.file).join(", ")}.${left}`;
}

function takeProgress(name, data) {
  if (data?.course !== settings.course) return `${name} is of another course; nothing was changed.`;
  if (typeof data.kept !== "object" || data.kept === null) return `${name} holds no progress; nothing was changed.`;
  if (cards.some((card) => card.written) && !confirm("Put the saved state in place of what is here?")) return "Nothing was changed.";
  for (const [key, value] of Object.entries(data.kept)) if (isKept(key, value)) store.set(key, value);
  for (const card of cards) card.editor.text = store.get(`text/${card.exercise.id}`)?.text ?? card.exercise.stub;
  total();
  return "Your progress is back.";
}

/* Whether this is what the page keeps under such a name: a file may come from anywhere. */
function isKept(key, value) {
  const [kind] = key.split("/");
  if (kind === "who") return typeof value === "string";
  if (kind.startsWith("hint")) return Number.isInteger(value);
  if (typeof value !== "object" || value === null) return false;
  if (kind === "text") return typeof value.text === "string" && typeof value.stub === "string";
  return kind === "points" ? typeof value.score === "number" : ["answers", "numbers"].includes(kind);
}

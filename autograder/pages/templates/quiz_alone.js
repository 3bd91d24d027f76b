/* The quiz as a page of its own. What the reader has done stays in this browser, under a name of this course and this
   very key. */
const keyBox = document.getElementById("key");
const KEEP = keyBox.dataset.keep && `autograder:${keyBox.dataset.keep}`;
const quiz = new Quiz([...document.querySelectorAll("form.item")], new Map(Object.entries(JSON.parse(keyBox.textContent))), keep, total);

function total() {
  document.getElementById("score").textContent = quiz.standing();
  for (const state of document.querySelectorAll("[data-state]")) state.textContent = quiz.stateOf(state.dataset.state);
}

function keep() {
  if (!KEEP) return;
  try {
    localStorage.setItem(KEEP, JSON.stringify(quiz.state));
    document.getElementById("kept").textContent = "Your answers stay in this browser until you start afresh.";
  } catch {
    document.getElementById("kept").textContent = "This browser keeps nothing for pages: your answers go when you close the page.";
  }
}

function kept() {
  try {
    return JSON.parse((KEEP && localStorage.getItem(KEEP)) || "null");
  } catch {
    return null; /* storage that is forbidden or damaged holds nothing */
  }
}

document.getElementById("afresh").addEventListener("click", () => {
  if (!confirm("Take all your answers on this page away?")) return;
  try {
    if (KEEP) localStorage.removeItem(KEEP);
  } catch {
    /* nothing was kept */
  }
  quiz.clear();
  scrollTo(0, 0);
});

for (const form of quiz.forms) {
  const { draws } = quiz.keys.get(form.dataset.item);
  if (draws) quiz.draw(form, Math.floor(Math.random() * draws.length));
}
const before = kept();
if (before) quiz.state = before;
window.quizPage = { mark, said, keys: quiz.keys, quiz };

/* A result as it is read: points, the one next thing, then all checks. */
function element(name, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

const shortNumber = (number) => String(Number(number.toFixed(2)));
const STATUS = { not_started: "Nothing is written yet.", needs_review: "", graded: "" };
const MARKS = { passed: "✓", not_run: "·" };
const checks = (result) => `${result.checks.length} check${result.checks.length === 1 ? "" : "s"}`;
const SAID = { passed: "passed", not_run: "left out for now", failed: "failed", crashed: "ended the program", timed_out: "did not end", grader_error: "could not be judged" };

function checkLine(check, lines, withLines) {
  const line = element("li", { className: check.outcome === "passed" ? "good" : check.outcome === "not_run" ? "muted" : "off" },
    element("span", { ariaHidden: "true" }, `${MARKS[check.outcome] ?? "✗"} `),
    element("span", {}, check.title), element("span", { className: "sr" }, `: ${SAID[check.outcome]}`),
    check.visible ? null : element("span", { className: "muted" }, " (hidden)"));
  const text = (lines[check.id] ?? []).join("\n");
  if (withLines && text) line.append(element("pre", { tabIndex: 0 }, text));
  return line;
}

/* `data` is {check, page} as Python gives it; `showMe` is a function, or null where no figure shows the failing call;
   `toLine` is a button, or null where no line is named. */
function resultView(data, showMe, toLine) {
  const [result] = data.check.exercises;
  const { lines, ideas, done, solution } = data.page;
  const parts = [];
  const failed = result.checks.filter((check) => !["passed", "not_run"].includes(check.outcome));
  const passed = result.checks.filter((check) => check.outcome === "passed").length;
  const word = done ? (data.check.hidden_checks || !result.checks.length ? "Done." : "All checks here pass; class may add others.") : "";
  parts.push(element("h3", { className: done ? "good" : "" }, `${data.page.unmarked ? "-" : shortNumber(result.score)} of ${shortNumber(result.max_score)} points`,
    element("span", { className: "muted" }, result.checks.length && result.status !== "crashed" ? ` ${passed} of ${checks(result)} ${result.checks.length === 1 ? "passes" : "pass"}. ${word}` : ` ${word}`)));
  if (result.message) parts.push(element(result.status === "crashed" ? "pre" : "p", result.status === "crashed" ? { tabIndex: 0, className: "off" } : {}, result.message));
  if (toLine && result.status === "crashed") parts.push(toLine);
  const slower = result.status === "timed_out" || failed.some((check) => check.outcome === "timed_out")
    ? element("p", { className: "muted" }, "Python in a page is several times slower than where your work is graded: what ends, and is only long, may be in time there.") : null;
  if (slower && !failed.length) parts.push(slower);
  const [next] = failed;
  if (next) {
    const box = element("div", { className: "next" }, element("h4", {}, "Next: ", next.title), element("pre", { tabIndex: 0 }, (lines[next.id] ?? []).join("\n")));
    if (ideas[next.diagnosis]) box.append(element("p", { className: "idea" }, ideas[next.diagnosis]));
    if (slower) box.append(slower);
    if (toLine) box.append(toLine, " ");
    if (showMe) {
      const button = element("button", { type: "button" }, "Show me these numbers");
      button.addEventListener("click", () => showMe(box, button));
      box.append(button);
    }
    parts.push(box);
  }
  for (const [name, text] of Object.entries(ideas)) if (name !== next?.diagnosis) parts.push(element("p", { className: "idea" }, text));
  if (result.checks.length && !["crashed", "not_started", "missing"].includes(result.status))
    parts.push(element("details", {}, element("summary", {}, result.checks.length === 1 ? "The check" : `All ${checks(result)}`), element("ul", { className: "checks" }, ...result.checks.map((check) => checkLine(check, lines, check !== next)))));
  if (data.check.printed) parts.push(element("details", {}, element("summary", {}, "Your code printed"), element("pre", { tabIndex: 0 }, data.check.printed)));
  if (solution) parts.push(element("details", {}, element("summary", {}, "One way to solve it"), element("pre", { tabIndex: 0 }, solution)));
  return parts;
}

/* A failing call: what it was given, and what came back beside what was expected, number by number where both are lists. */
const isVector = (value) => Array.isArray(value) && value.length > 0 && value.every((x) => typeof x === "number");
const isMatrix = (value) => Array.isArray(value) && value.length > 0 && value.every(isVector);
const sameShape = (a, b) => (isVector(a) && isVector(b) && a.length === b.length) || (isMatrix(a) && isMatrix(b) && a.length === b.length && a.every((row, i) => row.length === b[i].length));
const written = (value) => (value === null || value === undefined ? "" : JSON.stringify(value).replaceAll(",", ", "));

/* Of several things that came back together, the one that the check compared: the only one of the expected shape. */
function compared(returned, expected) {
  if (sameShape(returned, expected) || !Array.isArray(returned)) return returned;
  const alike = returned.filter((part) => sameShape(part, expected));
  return alike.length === 1 ? alike[0] : returned;
}

function callView(call) {
  const yours = compared(call.returned, call.expected), { expected } = call;
  const table = element("table", {}, element("caption", {}, "Called: ", element("code", {}, `${call.function}(${call.arguments.map(written).join(", ")})`)));
  const cell = (value, wrong) => element("td", { className: wrong ? "n off" : "n" }, written(value), wrong ? element("span", { className: "sr" }, " (differs)") : "");
  if (sameShape(yours, expected)) {
    const far = (a, b) => (isVector(a) ? a.some((x, i) => far(x, b[i])) : Math.abs(a - b) > 1e-4 * Math.max(1, Math.abs(b)));
    table.append(element("thead", {}, element("tr", {}, ...["place", "yours", "expected"].map((name) => element("th", { scope: "col" }, name)))));
    table.append(element("tbody", {}, ...expected.map((value, i) => element("tr", {}, element("th", { scope: "row" }, String(i)), cell(yours[i], far(yours[i], value)), cell(value)))));
  } else {
    const rows = [["yours", call.raised ? `raised ${call.raised}` : written(yours)], ["expected", written(expected)]].filter(([, text]) => text);
    table.append(element("tbody", {}, ...rows.map(([name, text]) => element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, text)))));
  }
  return element("div", { className: "scroll call", tabIndex: 0, role: "region", ariaLabel: "Your call" }, table);
}

/* A text area that knows how code is typed: Tab and Shift+Tab indent, Enter keeps the indent, Backspace takes one back,
   lines are numbered and long ones wrap, and the same text lies behind it in colours. Escape lets the next Tab leave, for those who move by
   keyboard. What is changed is put in as typing would, so the browser's own undo takes it back. */
function makeEditor(box, onChange, onCheck) {
  const area = box.querySelector("textarea"), gutter = box.querySelector(".gutter"), paint = box.querySelector(".paint");
  const code = "code" in box.dataset, prose = "prose" in box.dataset;
  const ruler = paint.cloneNode(); // measures lines; nobody sees it
  ruler.classList.add("ruler");
  paint.after(ruler);
  let free = false, fault = 0;

  function draw() {
    const lines = area.value.split("\n").length;
    if (gutter.childElementCount !== lines) gutter.replaceChildren(...Array.from({ length: lines }, (_, n) => Object.assign(document.createElement("span"), { textContent: n + 1 })));
    [...gutter.children].forEach((line, n) => line.classList.toggle("fault", n + 1 === fault));
    if (code) paint.replaceChildren(...colouredNodes(area.value));
    lay();
  }
  /* How many rows each line takes: as many as in a box of the same width. */
  function lay() {
    const lines = area.value.split("\n"), width = area.clientWidth;
    let rows = lines.length;
    if (!prose && width) {
      for (const one of [paint, ruler]) one.style.width = `${width}px`;
      ruler.replaceChildren(...["", ...lines].map((line) => Object.assign(document.createElement("span"), { textContent: line || " " })));
      const [row, ...heights] = [...ruler.children].map((line) => line.getBoundingClientRect().height);
      heights.forEach((height, n) => { gutter.children[n].style.height = height > row ? `${height}px` : ""; rows += Math.round(height / row) - 1; });
      ruler.replaceChildren();
    }
    area.rows = Math.min(30, Math.max(prose ? 6 : 10, rows + 1));
    follow();
  }
  function follow() {
    gutter.scrollTop = area.scrollTop;
    paint.style.transform = `translate(0, ${-area.scrollTop}px)`;
  }
  // execCommand keeps the browser's own undo; where it is not to be had, the text is set.
  function insert(text) {
    if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input"));
  }
  const lineStart = (at) => area.value.lastIndexOf("\n", at - 1) + 1;

  function indent(back) {
    const { selectionStart: from, selectionEnd: to, value } = area;
    const start = lineStart(from);
    if (from === to && !back) { insert(" ".repeat(4 - ((from - start) % 4))); return; }
    const end = value.indexOf("\n", Math.max(from, to - 1));
    const before = value.slice(start, end < 0 ? value.length : end);
    const moved = before.split("\n").map((line) => back ? line.replace(/^( {1,4}|\t)/, "") : line && `    ${line}`).join("\n");
    if (moved === before) return;
    area.setSelectionRange(start, start + before.length);
    insert(moved);
    if (from !== to) area.setSelectionRange(start, start + moved.length);
    else area.setSelectionRange(...Array(2).fill(Math.max(start, from + moved.length - before.length)));
  }

  /* A new line as deep as this one; deeper after a colon, less deep after what ends a block. */
  function newLine() {
    const line = area.value.slice(lineStart(area.selectionStart), area.selectionStart);
    let [depth] = /^[ \t]*/.exec(line);
    if (code && /:\s*(#.*)?$/.test(line)) depth += "    ";
    else if (code && /^\s*(return|pass|break|continue|raise)\b/.test(line) && !/[[({,\\]\s*$/.test(line)) depth = depth.replace(/( {1,4}|\t)$/, "");
    insert(`\n${depth}`);
  }

  /* Whether Backspace took a whole step of indentation. */
  function stepBack() {
    const { selectionStart: from, selectionEnd: to } = area;
    const before = area.value.slice(lineStart(from), from);
    if (from !== to || !/^ {2,}$/.test(before)) return false;
    area.setSelectionRange(from - ((before.length - 1) % 4 + 1), from);
    insert("");
    return true;
  }

  area.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Escape") { free = true; return; }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); onCheck(); }
    else if (prose || !plain || event.isComposing) { /* as the browser does */ }
    else if (event.key === "Tab" && !free) { event.preventDefault(); indent(event.shiftKey); }
    else if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); newLine(); }
    else if (event.key === "Backspace" && stepBack()) event.preventDefault();
    if (event.key !== "Shift") free = false;
  });
  area.addEventListener("blur", () => { free = false; });
  area.addEventListener("input", () => { fault = 0; draw(); onChange(area.value); });
  area.addEventListener("scroll", follow);
  box.classList.toggle("painted", code);
  let laid = 0;
  new ResizeObserver(() => { if (laid !== area.clientWidth) { laid = area.clientWidth; lay(); } }).observe(area);
  return {
    get text() { return area.value; },
    set text(value) { area.value = value; fault = 0; draw(); },
    focus: () => area.focus(),
    /* Marks a line; 0 marks none. */
    mark(line) { fault = line; draw(); },
    /* Puts the cursor at the beginning of what stands in a line. */
    goTo(line) {
      const lines = area.value.split("\n"), before = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
      const at = before + /^\s*/.exec(lines[line - 1] ?? "")[0].length;
      area.focus();
      area.setSelectionRange(at, at);
    },
  };
}

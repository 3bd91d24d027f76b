/* A plain text area that knows how code is typed: Tab and Shift+Tab indent, Enter keeps the indent, lines are numbered.
   Escape lets the next Tab leave, for those who move by keyboard. */
function makeEditor(box, onChange, onCheck) {
  const area = box.querySelector("textarea"), gutter = box.querySelector(".gutter");
  let free = false;

  const number = () => {
    const lines = area.value.split("\n").length;
    if (gutter.childElementCount !== lines) gutter.replaceChildren(...Array.from({ length: lines }, (_, n) => Object.assign(document.createElement("span"), { textContent: n + 1 })));
    area.rows = Math.min(30, Math.max(box.dataset.prose ? 6 : 10, lines + 1));
    gutter.scrollTop = area.scrollTop;
  };
  // execCommand keeps the browser's own undo; where it is not to be had, the text is set.
  const insert = (text) => { if (!document.execCommand("insertText", false, text)) { area.setRangeText(text, area.selectionStart, area.selectionEnd, "end"); area.dispatchEvent(new Event("input")); } };

  function indent(back) {
    const { selectionStart: from, selectionEnd: to, value } = area;
    const start = value.lastIndexOf("\n", from - 1) + 1;
    if (from === to && !back) { insert(" ".repeat(4 - ((from - start) % 4))); return; }
    const end = value.indexOf("\n", Math.max(from, to - 1));
    const lines = value.slice(start, end < 0 ? value.length : end).split("\n");
    const moved = lines.map((line) => back ? line.replace(/^( {1,4}|\t)/, "") : line && `    ${line}`).join("\n");
    area.setSelectionRange(start, end < 0 ? value.length : end);
    insert(moved);
    if (from !== to) area.setSelectionRange(start, start + moved.length);
  }

  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { free = true; return; }
    if (event.key === "Tab" && !free && !box.dataset.prose) { event.preventDefault(); indent(event.shiftKey); }
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); onCheck(); }
    else if (event.key === "Enter" && !event.shiftKey && !box.dataset.prose) {
      event.preventDefault();
      const line = area.value.slice(area.value.lastIndexOf("\n", area.selectionStart - 1) + 1, area.selectionStart);
      insert("\n" + /^[ \t]*/.exec(line)[0] + (/:\s*(#.*)?$/.test(line) && box.dataset.code ? "    " : ""));
    }
    if (event.key !== "Shift") free = false;
  });
  area.addEventListener("blur", () => { free = false; });
  area.addEventListener("input", () => { number(); onChange(area.value); });
  area.addEventListener("scroll", () => { gutter.scrollTop = area.scrollTop; });
  return { get text() { return area.value; }, set text(value) { area.value = value; number(); }, focus: () => area.focus() };
}

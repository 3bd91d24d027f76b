/* Colours for Python: a text cut into [class, piece], the pieces in turn being the text. */
const WORDS = {
  keyword: "and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case",
  constant: "True False None self",
  builtin: "abs all any bool dict enumerate filter float input int isinstance len list map max min print range repr reversed round set sorted str sum tuple type zip ArithmeticError AssertionError AttributeError Exception IndexError KeyError NotImplementedError OverflowError TypeError ValueError ZeroDivisionError",
};
const WORD_CLASS = new Map(Object.entries(WORDS).flatMap(([name, words]) => words.split(" ").map((word) => [word, name])));
const PYTHON = new RegExp([
  "(?<comment>#[^\\n]*)",
  /* A string that is not closed ends with its line, one in three quotes with the text. */
  "(?<string>(?<![\\p{L}\\p{N}_])[rRbBuUfF]{0,2}(?:'''(?:\\\\[\\s\\S]|[^\\\\])*?(?:'''|$)|\"\"\"(?:\\\\[\\s\\S]|[^\\\\])*?(?:\"\"\"|$)|'(?:\\\\[\\s\\S]|[^'\\\\\\n])*'?|\"(?:\\\\[\\s\\S]|[^\"\\\\\\n])*\"?))",
  "(?<number>(?<![\\p{L}\\p{N}_])(?:0[xX][\\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:[eE][-+]?\\d+)?[jJ]?))",
  "(?<decorator>(?<=^|\\n)[ \\t]*@[\\p{L}_][\\p{L}\\p{N}_.]*)",
  "(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)",
].join("|"), "gu");

const MOST_COLOURED = 40000;

function coloured(text) {
  if (text.length > MOST_COLOURED) return [["", text]];
  const pieces = [];
  let at = 0, before = "";
  for (const match of text.matchAll(PYTHON)) {
    const [piece] = match, { word } = match.groups;
    if (match.index > at) pieces.push(["", text.slice(at, match.index)]);
    at = match.index + piece.length;
    let name = Object.keys(match.groups).find((group) => match.groups[group] !== undefined);
    if (word) name = /^(def|class)$/.test(before) ? "defined" : text[match.index - 1] === "." ? "" : WORD_CLASS.get(word) ?? "";
    pieces.push([name, piece]);
    before = word ?? "";
  }
  if (at < text.length) pieces.push(["", text.slice(at)]);
  return pieces;
}

/* The same as nodes. */
function colouredNodes(text) {
  return coloured(text).map(([name, piece]) => (name ? Object.assign(document.createElement("span"), { className: `py-${name}`, textContent: piece }) : document.createTextNode(piece)));
}

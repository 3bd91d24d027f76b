/* The rules of autograder/kinds/quiz/marking.py, rule by rule; a test holds the two together.
   mark(key, answer, draw) -> {share 0..1, or null when nothing is answered; notes}. `draw` is one set of numbers. */
const MORE = "Something else is true as well.";
const LOOK = "Look again at blank";
const OPEN = { share: null, notes: [] };

/* Python's casefold for what people type: upper then lower case takes ß to ss and each sigma to one. */
const fold = (text) => [...text].map((c) => (c === "ı" ? c : c.toUpperCase().toLowerCase())).join("");
const QUOTES = "“”„‟‘’‚‛«»‹›";
const ENDS = new RegExp(`^[ .,;:!?"'${QUOTES}]+|[ .,;:!?"'${QUOTES}]+$`, "g");
const tidy = (text) => fold(text).replaceAll("-", " ").split(/\s+/).filter(Boolean).join(" ").replace(ENDS, "");
const fills = (word, accept) => accept.map(tidy).includes(tidy(word));

/* 0.25, 0,25, 1/4 or = 0.25, a minus as in print, an editor's quotes around it; NaN for what is no number. */
const QUOTED = new RegExp(`^[${QUOTES}]+|[${QUOTES}]+$`, "g");
const DECIMAL = /^[+-]?(\d(_?\d)*\.?(\d(_?\d)*)?|\.\d(_?\d)*)(e[+-]?\d(_?\d)*)?$/i;
const decimal = (text) => (DECIMAL.test(text.trim()) ? Number(text.trim().replaceAll("_", "")) : NaN);
function number(text) {
  if (text.length > 60) return NaN;
  text = text.replace(QUOTED, "").replace(/^=/, "").replaceAll("−", "-");
  if (text.split(",").length === 2 && !text.includes(".")) text = text.replace(",", ".");
  const slash = text.indexOf("/");
  return slash < 0 ? decimal(text) : decimal(text.slice(0, slash)) / decimal(text.slice(slash + 1));
}

const MARKERS = {
  one(key, chosen) {
    if (!chosen) return OPEN;
    return { share: key.right.includes(chosen) ? 1 : 0, notes: [key.notes[chosen]] };
  },
  several(key, chosen) {
    if (!chosen.length) return OPEN;
    const wrong = chosen.filter((name) => !key.right.includes(name));
    const hits = chosen.length - wrong.length;
    const allWrong = Object.keys(key.notes).length - key.right.length;
    const share = hits / key.right.length - (wrong.length ? wrong.length / allWrong : 0);
    const notes = wrong.map((name) => key.notes[name]);
    if (hits < key.right.length) notes.push(MORE);
    return { share: Math.max(0, share), notes: notes.length ? notes : chosen.map((name) => key.notes[name]) };
  },
  numeric(key, text, draw) {
    if (!text.trim()) return OPEN;
    const value = number(text.trim());
    if (!Number.isFinite(value)) return { share: null, notes: ["That is not a number yet: write it like 0.25."] };
    if (Math.abs(value - draw.answer) <= key.within) return { share: 1, notes: [] };
    const close = key.says_to.filter((_, i) => Math.abs(value - draw.wrong[i]) <= key.within);
    return { share: 0, notes: close.length === 1 ? close : [] };
  },
  ordering(key, order) {
    let pairs = 0, kept = 0;
    key.order.forEach((first, i) => key.order.slice(i + 1).forEach((second) => {
      pairs += 1;
      if (order.indexOf(first) < order.indexOf(second)) kept += 1;
    }));
    const notes = key.wrong.filter((known) => known.order.every((step, i) => step === order[i])).map((known) => known.says);
    return { share: pairs ? Math.max(0, (2 * kept) / pairs - 1) : 1, notes };
  },
  matching(key, answer) {
    const given = Object.entries(answer).filter(([, right]) => right);
    if (!given.length) return OPEN;
    const lefts = Object.keys(key.pairs);
    const hits = given.filter(([left, right]) => key.pairs[left] === right).length;
    const known = given.map(([left, right]) => key.wrong.find(({ pair }) => pair[0] === left && pair[1] === right));
    return { share: hits / lefts.length, notes: known.filter(Boolean).map((one) => one.says) };
  },
  cloze(key, words) {
    if (words.every((word) => !word.trim())) return OPEN;
    const hits = key.blanks.filter((blank, i) => fills(words[i], blank.accept)).length;
    const known = key.blanks.flatMap((blank, i) => blank.wrong.filter((one) => fills(words[i], one.accept)));
    const off = key.blanks.flatMap((blank, i) => (fills(words[i], blank.accept) ? [] : [`${LOOK} ${i + 1}.`]));
    return { share: hits / key.blanks.length, notes: [...known.map((one) => one.says), ...(key.blanks.length > 1 ? off : [])] };
  },
};
const mark = (key, answer, draw) => MARKERS[key.kind](key, answer, draw);

/* The rules of autograder/kinds/quiz/teaching.py: a first wrong answer gets a guiding question, the second the
   explanation. `wrong` counts this answer too; whoever has `seen` the explanation is told it again. */
const TRIES = 2;
function said(key, share, notes, wrong, seen) {
  const explained = share === 1 || wrong >= TRIES || seen;
  const texts = [...notes];
  if (share < 1 && texts.every((text) => text === MORE || text.startsWith(LOOK))) texts.push(key.guide);
  return { texts: explained ? [...texts, key.says] : texts, explained };
}

/* mark(key, answer) -> {score 0..1 or null when not answered, notes}. An answer is what the form holds, as plain data. */
const share = (hits, of) => Math.max(0, hits) / of;
const tidy = (text) => text.trim().toLowerCase().replace(/\s+/g, " ");

const MARKERS = {
  one(key, chosen) {
    if (!chosen.length) return { score: null, notes: [] };
    const option = key.options.find((o) => o.id === chosen[0]);
    return { score: option.correct ? 1 : 0, notes: [option.feedback] };
  },
  several(key, chosen) {
    if (!chosen.length) return { score: null, notes: [] };
    const right = key.options.filter((o) => o.correct).length;
    const picked = key.options.filter((o) => chosen.includes(o.id));
    const hits = picked.filter((o) => o.correct).length;
    const notes = picked.map((o) => o.feedback);
    if (hits < right) notes.push("Another statement is true as well.");
    return { score: share(hits - (picked.length - hits), right), notes };
  },
  numeric(key, text) {
    if (!text.trim()) return { score: null, notes: [] };
    const value = Number(text.trim().replace(",", "."));
    if (!Number.isFinite(value)) return { score: null, notes: ["That is not a number yet: write it like 0.25."] };
    const right = Math.abs(value - key.answer) <= key.tolerance;
    return { score: right ? 1 : 0, notes: right ? [] : [`Off by ${Number(Math.abs(value - key.answer).toPrecision(3))}.`] };
  },
  ordering(key, order) {
    const hits = order.filter((step, i) => step === key.order[i]).length;
    return { score: share(hits, key.order.length), notes: [`${hits} of ${key.order.length} steps stand in their place.`] };
  },
  matching(key, rights) {
    if (rights.every((right) => !right)) return { score: null, notes: [] };
    const hits = rights.filter((right, i) => right === key.rights[i]).length;
    return { score: share(hits, key.rights.length), notes: [`${hits} of ${key.rights.length} pairs are right.`] };
  },
  cloze(key, words) {
    if (words.every((word) => !word.trim())) return { score: null, notes: [] };
    const hits = words.filter((word, i) => key.accepted[i].map(tidy).includes(tidy(word))).length;
    return { score: share(hits, key.accepted.length), notes: [`${hits} of ${key.accepted.length} blanks are right.`] };
  },
};
const mark = (key, answer) => MARKERS[key.kind](key, answer);

const find = document.getElementById("find"), only = document.getElementById("only"), found = document.getElementById("found");
const everybody = [...document.getElementById("students").tBodies[0].rows];
const look = () => {
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  everybody.forEach((row) => {
    const fits = words.every((word) => row.dataset.name.includes(word)) && (!only.value || row.dataset.marks.split(" ").includes(only.value));
    row.hidden = !fits;
    count += fits;
  });
  found.textContent = count === everybody.length ? "" : `${count} of ${everybody.length} shown.`;
};
find.addEventListener("input", look);
only.addEventListener("change", look);
const unfold = () => { const part = document.getElementById(location.hash.slice(1)); if (part?.tagName === "DETAILS") { part.open = true; } };
window.addEventListener("hashchange", unfold);
unfold();

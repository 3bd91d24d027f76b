const folded = [];
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("details:not([open])").forEach((part) => { part.open = true; folded.push(part); });
});
window.addEventListener("afterprint", () => folded.splice(0).forEach((part) => { part.open = false; }));

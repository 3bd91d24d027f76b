/* What is kept in this browser, under keys of this course. A browser that keeps nothing is told of once. */
class Store {
  constructor(course, onTrouble) {
    this.prefix = `autograder/${course}/`;
    this.onTrouble = onTrouble;
    this.memory = new Map();
    try {
      for (const name of Object.keys(localStorage)) if (name.startsWith(this.prefix)) this.memory.set(name.slice(this.prefix.length), localStorage.getItem(name));
    } catch {
      this.trouble();
    }
  }

  /* What another tab with the same course keeps, as `heard(name)` once it is known here too. */
  listen(heard) {
    addEventListener("storage", ({ key, newValue }) => {
      if (!key?.startsWith(this.prefix)) return;
      const name = key.slice(this.prefix.length);
      if (newValue === null) this.memory.delete(name); else this.memory.set(name, newValue);
      heard(name);
    });
  }

  trouble() {
    this.onTrouble("This browser keeps nothing for this page (its storage is full or forbidden): download your work before you close it.");
  }

  get(name, otherwise = null) {
    try {
      return this.memory.has(name) ? JSON.parse(this.memory.get(name)) : otherwise;
    } catch {
      return otherwise;
    }
  }

  set(name, value) {
    const text = JSON.stringify(value);
    this.memory.set(name, text);
    try {
      localStorage.setItem(this.prefix + name, text);
    } catch {
      this.trouble();
    }
  }

  remove(name) {
    this.memory.delete(name);
    try { localStorage.removeItem(this.prefix + name); } catch { this.trouble(); }
  }

  all() {
    return Object.fromEntries([...this.memory].map(([name, text]) => [name, JSON.parse(text)]));
  }
}

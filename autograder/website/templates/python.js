/* The page's side of Python: one worker at work, one kept ready, and an end to what never ends. */
class PythonRoom {
  constructor(settings, onState) {
    this.settings = settings;
    this.onState = onState;
    this.current = null;
    this.spare = null;
    this.number = 0;
  }

  static problem() {
    if (location.protocol === "file:")
      return "This page was opened as a file, and browsers do not run Python from files: serve its folder (autograder site --serve, or python -m http.server in it) and open the address that is named. You can read and write here all the same.";
    if (typeof WebAssembly !== "object") return "This browser has no WebAssembly, so nothing can be checked here; your text is kept, and the zip to hand in works.";
    if (typeof Worker !== "function") return "This browser has no workers, so nothing can be checked here; your text is kept, and the zip to hand in works.";
    return "";
  }

  /* A worker that loads Python; `ready` resolves once it can check. */
  make() {
    const made = { worker: new Worker(new URL("app/worker.js", document.baseURI), { type: "module" }), jobs: new Map() };
    made.ready = new Promise((resolve, reject) => {
      made.worker.onmessage = ({ data }) => {
        if (data.kind === "ready") resolve();
        else if (data.kind === "fault" && data.id === undefined) reject(new Error(data.text));
        else if (data.kind === "calling") for (const job of made.jobs.values()) job.calling?.(data);
        else made.jobs.get(data.id)?.answer(data);
      };
      made.worker.onerror = (event) => { event.preventDefault(); reject(new Error(event.message || "the worker could not be loaded")); };
    });
    made.worker.postMessage({ kind: "start", python: this.settings.python, root: document.baseURI.split("#")[0] });
    return made;
  }

  start() {
    if (!this.current) {
      this.onState("starting");
      const made = (this.current = this.spare ?? this.make());
      this.spare = null;
      made.ready.then(() => this.onState("ready"), (error) => { this.current = null; this.onState("failed", error.message); });
    }
    return this.current.ready;
  }

  /* What checking one text gives: {result}, {stopped: what never ended} or {fault}. A call that ends its Python, or that
     nothing there can stop, is told to the next Python, which judges everything else. */
  async check(exercise, text, onAgain) {
    const endings = {};
    for (;;) {
      const made = await this.started();
      if (made.fault) return made;
      const { key, how, ...outcome } = await this.attempt(made, exercise, text, endings);
      if (how) this.renew(made);
      else if (!this.spare && (navigator.deviceMemory ?? 8) >= 4) this.spare = this.make();
      this.spare?.ready.catch(() => { this.spare = null; });
      if (outcome.again) continue; // another check brought this Python to its end
      if (!key) return outcome;
      endings[key] = how;
      onAgain?.();
    }
  }

  /* One Python's try: `how` where it came to its end over it, `key` where that was in a call. */
  attempt(made, exercise, text, endings) {
    return new Promise((resolve) => {
      let call = { text: "", key: "" };
      let bell;
      const wait = () => {
        clearTimeout(bell);
        // While a call is on its way the engine's own clock comes first; what it cannot stop is stopped from here. Between
        // calls (`call` is empty) the checks and the diagnosis are at work, and a slow machine may take its time.
        bell = setTimeout(() => resolve({ stopped: exercise.file, key: call.key, how: "hung" }), 1000 * (call.key ? call.seconds + 3 : 120));
      };
      const end = (given) => { clearTimeout(bell); resolve(given); };
      this.post(made, { kind: "check", exercise: exercise.id, text, endings: JSON.stringify(endings), needs: exercise.needs }, {
        calling: (told) => { call = told; wait(); },
        answer: (data) => {
          if (data.kind === "result") end({ result: JSON.parse(data.json) });
          else end(data.lost ? { fault: data.text, key: call.key, how: data.text || "it ended" } : { fault: data.text });
        },
        ended: () => end({ again: true }),
      });
      wait();
    });
  }

  /* Something else of Python's: {answer}, or {fault} where it cannot be had. */
  async ask(name, ...parts) {
    const made = await this.started();
    if (made.fault) return made;
    return new Promise((resolve) => this.post(made, { kind: "ask", name, parts }, {
      answer: (data) => resolve(data.kind === "result" ? { answer: JSON.parse(data.json) } : { fault: data.text }),
      ended: () => resolve(this.ask(name, ...parts)),
    }));
  }

  async started() {
    const problem = PythonRoom.problem();
    if (problem) return { fault: problem };
    try {
      await this.start();
      return this.current;
    } catch (error) {
      return { fault: `Python could not be started (${error.message}). Reload the page when you are connected; your text is kept.` };
    }
  }

  post(made, message, job) {
    const id = ++this.number;
    const answer = (data) => { made.jobs.delete(id); job.answer(data); };
    made.jobs.set(id, { ...job, answer });
    made.worker.postMessage({ ...message, id });
  }

  renew(made) {
    if (made !== this.current) return;
    made.worker.terminate();
    this.current = null;
    this.start().catch(() => {});
    for (const job of made.jobs.values()) job.ended();
  }
}

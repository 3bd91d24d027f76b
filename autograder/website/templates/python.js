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
    const made = { worker: new Worker(new URL("app/worker.js", document.baseURI), { type: "module" }), job: null };
    made.ready = new Promise((resolve, reject) => {
      made.worker.onmessage = ({ data }) => {
        if (data.kind === "ready") resolve();
        else if (data.kind === "fault" && data.id === undefined) reject(new Error(data.text));
        else made.job?.hear(data);
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

  /* What checking one text gives: {result}, {stopped: the call that never ended} or {fault}. */
  async check(exercise, text) {
    try {
      await this.start();
    } catch (error) {
      return { fault: `Python could not be started (${error.message}). Reload the page when you are connected; your text is kept.` };
    }
    const made = this.current;
    const outcome = await new Promise((resolve) => {
      const id = ++this.number;
      let call = "";
      let bell;
      const wait = () => {
        clearTimeout(bell);
        // While a call is on its way the engine's own clock comes first; what it cannot stop is stopped from here.
        bell = setTimeout(() => resolve({ stopped: call || exercise.file }), 1000 * (call ? exercise.seconds + 3 : 120));
      };
      made.job = { hear: (data) => {
        if (data.kind === "calling") { call = data.text; wait(); return; }
        if (data.id !== id) return;
        clearTimeout(bell);
        resolve(data.kind === "result" ? { result: JSON.parse(data.json) } : { fault: data.text });
      } };
      wait();
      made.worker.postMessage({ kind: "check", id, exercise: exercise.id, text });
    });
    made.job = null;
    if (outcome.stopped) this.renew();
    else if (!this.spare && (navigator.deviceMemory ?? 8) >= 4) this.spare = this.make();
    this.spare?.ready.catch(() => { this.spare = null; });
    return outcome;
  }

  renew() {
    this.current?.worker.terminate();
    this.current = null;
    this.start().catch(() => {});
  }
}

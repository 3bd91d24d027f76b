/* Python, in a worker of its own: it may hang or be ended without the page. Messages in: start, check, ask. Out: ready,
   calling (before each call of the student's code, empty when it is back), result, fault (`lost`: this Python is of no
   more use). */
let desk, pyodide;

async function start({ python, wheel, root }) {
  const base = new URL(python, root).href;
  const { loadPyodide } = await import(`${base}pyodide.mjs`);
  let archives;
  [pyodide, ...archives] = await Promise.all([
    loadPyodide({ indexURL: base, packages: ["numpy"], stdout: () => {}, stderr: () => {} }),
    ...["python.zip", "course.zip"].map(async (name) => {
      const answer = await fetch(new URL(name, root));
      if (!answer.ok) throw new Error(`${name} could not be fetched (${answer.status})`);
      return answer.arrayBuffer();
    }),
  ]);
  pyodide.unpackArchive(archives[0], "zip", { extractDir: "/engine" });
  pyodide.unpackArchive(archives[1], "zip", { extractDir: "/course" });
  pyodide.globals.set("tell", (text, key, seconds) => postMessage({ kind: "calling", text, key, seconds }));
  pyodide.runPython(`
import os, sys
sys.path.insert(0, "/engine")
os.chdir("/course")
sys.dont_write_bytecode = True
import numpy
from autograder.student.browser import Desk
desk = Desk("/course", tell)
`);
  desk = pyodide.globals.get("desk");
}

onmessage = async ({ data }) => {
  try {
    if (data.kind === "start") {
      await start(data);
      postMessage({ kind: "ready" });
      /* Parts of NumPy that are imported when they are asked for: on a slow machine that would count as the student's time. */
      setTimeout(() => pyodide.runPython("exec('from numpy import *', {})"), 1500);
    } else {
      if (data.needs?.length) await pyodide.loadPackage(data.needs, { messageCallback: () => {} });
      const json = data.kind === "check" ? desk.check(data.exercise, data.text, data.endings) : desk[data.name](...data.parts);
      postMessage({ kind: "result", id: data.id, json });
    }
  } catch (error) {
    /* What Python raises it says; whatever else comes out of it, such as os._exit(), is its end. */
    const lost = data.kind !== "start" && error.name !== "PythonError";
    const exit = /terminated with exit\((\d+)\)/.exec(error.message)?.[1];
    const text = exit === undefined ? String(error.message ?? error).trim().split("\n").pop() : `the process exited with status ${exit}`;
    postMessage({ kind: "fault", id: data.id, text, lost });
  }
};

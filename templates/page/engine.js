// The engine of the page that needs no installation: the parts, and the worker that Python runs in.
"use strict";

const ENGINE = {
  promise: "All the work is done here, in this page. At the foot of the page stands how anybody can check that.",
  ended: "This file or step made the program inside this page stop. It has been started again, and nothing you typed is lost. Try once more; if it happens again, the file is damaged or too large for this page.",
  endedByFile: "This file made the program inside this page stop, which was started again.",
  notLoaded: "A part of this page could not be loaded. Load the page again.",
  otherForms: "As a Word document or PDF the report is made with the command on a computer where the tool is installed.",
  forms: [],
  keeps: true,
};
const PARTS = ["engine", "wasm", "stdlib", "site"];
const SLOW = 8000;  // after so many milliseconds it is said that it still goes on, and may stop it
const state = { parts: null, worker: null, waiting: new Map(), next: 1, ready: null, settle: null, deaths: 0 };

function cannot() {
  if (typeof WebAssembly !== "object") {
    return "This page needs WebAssembly, which is switched off in your browser. Some organisations switch it off "
      + "(Edge calls this 'enhanced security'). Whoever looks after your computer can allow it for this page.";
  }
  if (typeof DecompressionStream !== "function") {
    return "This browser is too old for this page. A current Edge, Chrome, Firefox or Safari will do.";
  }
  return "";
}

// A part stands in the page, or at an address beside it.
async function fetched(name, arrived) {
  const place = $(`part-${name}`);
  if (!place.dataset.address) {
    const text = atob(place.textContent);
    place.textContent = "";
    const bytes = Uint8Array.from(text, (one) => one.charCodeAt(0));
    arrived(bytes.length);
    return new Blob([bytes]);
  }
  const answer = await fetch(place.dataset.address);
  if (!answer.ok) throw new Error(`${place.dataset.address} could not be fetched`);
  const pieces = [];
  for (const reader = answer.body.getReader();;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces);
    pieces.push(value);
    arrived(value.length);
  }
}

async function fetchAll() {
  const whole = PARTS.reduce((sum, name) => sum + Number($(`part-${name}`).dataset.bytes), 0);
  let here = 0;
  const arrived = (bytes) => {
    here += bytes;
    show(Math.round(70 * here / whole));
  };
  const blobs = await Promise.all(PARTS.map((name) => fetched(name, arrived)));
  // From here on nothing may be asked of anywhere, whatever the first policy said.
  document.head.append(el("meta", { "http-equiv": "Content-Security-Policy", content: "connect-src 'none'" }));
  const parts = Object.fromEntries(PARTS.map((name, at) => [name, blobs[at]]));
  parts.engine = await new Response(parts.engine.stream().pipeThrough(new DecompressionStream("gzip"))).text();
  return parts;
}

function startWorker() {
  state.ready = new Promise((resolve, reject) => { state.settle = { resolve, reject }; });
  state.ready.catch(() => {});
  const address = URL.createObjectURL(new Blob([state.parts.engine], { type: "text/javascript" }));
  const worker = new Worker(address);
  URL.revokeObjectURL(address);
  worker.onmessage = ({ data }) => heard(data);
  worker.onerror = (event) => { event.preventDefault(); died(); };
  state.worker = worker;
  const { wasm, stdlib, site } = state.parts;
  worker.postMessage({ parts: { wasm, stdlib, site } });
}

function heard(data) {
  if (data.died) { died(); return; }
  if (data.step) {
    performance.mark(data.step);  // benchmarks/page.py looks at them
    show({ python: 85, package: 92 }[data.step] ?? 100);
    if (data.step === "ready") {
      state.deaths = 0;
      state.settle.resolve();
    }
    if (data.step === "ready" || data.step === "warmer") setTimeout(warm, 50, data.left);
    return;
  }
  const asked = state.waiting.get(data.id);
  state.waiting.delete(data.id);
  if (data.said.faults) asked.reject(new Refused(data.said.faults, data.said.record));
  else asked.resolve(data.files.length ? { ...data.said.value, bytes: data.files[0] } : data.said.value);
}

// While nobody has asked anything, the worker gets what answers will need; then the first is as quick as the next.
function warm(left) {
  if (state.waiting.size) setTimeout(warm, 500, left);
  else if (left) state.worker.postMessage({ warm: left });
}

// A worker that ended is replaced, and whoever waited for it hears so.
const MOST_STARTS = 3;  // in a row, none of which came to be ready

function died() {
  state.worker.terminate();
  const waited = [...state.waiting.values()];
  state.waiting.clear();
  state.settle.reject(new Ended());
  state.deaths += 1;
  if (state.deaths < MOST_STARTS) startWorker();
  else say("This page could not start in this browser. Try another one, or ask whoever looks after your computer.");
  for (const asked of waited) asked.reject(new Ended());
}

async function ask(question, details = {}, sent = []) {
  await state.ready;
  const id = state.next++;
  const late = setTimeout(() => {
    $("state").replaceChildren("Still at work. ", el("button", { type: "button", class: "link", onclick: died }, "Stop"));
  }, SLOW);
  const words = { day: today(), ...details, names: sent.map((one) => one.name) };
  try {
    return await new Promise((resolve, reject) => {
      state.waiting.set(id, { resolve, reject });
      state.worker.postMessage({ id, question, details: words, files: sent.map((one) => one.bytes) });
    });
  } finally {
    clearTimeout(late);
  }
}

async function startEngine() {
  state.parts = await fetchAll();
  startWorker();
}

const isOver = () => state.deaths >= MOST_STARTS;

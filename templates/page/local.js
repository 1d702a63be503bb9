// The engine of the local app: the same questions, asked of the program on this computer that sent this page.
"use strict";

const GONE = "The program on this computer does not answer any more.";
const ENGINE = {
  promise: "All the work is done by the program on this computer that opened this window. At the foot of the page stands how anybody can check that.",
  ended: `${GONE} Begin it again with 'safeguarding-audit open', which opens a new window. What you typed stands in this one as long as you leave it open.`,
  endedByFile: GONE,
  notLoaded: "This window has no key, so the program on this computer does not answer it. Close it, and use the window that the program opened.",
  otherForms: "As a PDF the report is made with the command.",
  forms: [["docx", "Report for a board (Word)"]],
  keeps: false,
  many: () => manySection(),
};
const KEY = location.hash.slice(1);
const MOST_BYTES = 20_000_000;
const SLOW = 8000;  // after so many milliseconds it is said that it still goes on
const state = { over: false };

const isOver = () => state.over;
const cannot = () => "";

const post = (where, body) => fetch(where, {
  method: "POST", body, cache: "no-store", credentials: "omit", redirect: "error",
  headers: { "X-Safeguarding-Key": KEY, "Content-Type": "application/octet-stream" },
});

// As long as this window stands it holds one request open: when the last window is gone, the program ends.
async function startEngine() {
  if (!KEY) throw new Error("no key");
  const held = await post("window", "");
  if (!held.ok) throw new Error("not let in");
  show(100);
  (async () => {
    try {
      for (const reader = held.body.getReader();;) if ((await reader.read()).done) break;
    } catch {
      // It ended in the middle of a beat.
    }
    state.over = true;
    say("The program on this computer was closed. This window can do nothing more without it.");
  })();
}

function lengthOf(bytes) {
  const four = new DataView(new ArrayBuffer(4));
  four.setUint32(0, bytes.length, true);
  return four.buffer;
}

async function ask(question, details = {}, sent = []) {
  const names = sent.map((one) => one.name);
  const words = { question, details: { day: today(), ...details, names }, sizes: sent.map((one) => one.bytes.length) };
  const head = new TextEncoder().encode(JSON.stringify(words));
  const body = new Blob([lengthOf(head), head, ...sent.map((one) => one.bytes)]);
  if (body.size > MOST_BYTES) throw new Refused([tooMuch()]);
  const late = setTimeout(() => say("Still at work."), SLOW);
  let answer;
  try {
    answer = await post("ask", body);
  } catch {
    state.over = true;
    throw new Ended();
  } finally {
    clearTimeout(late);
  }
  if (!answer.ok) throw new Error(`refused with ${answer.status}`);
  return unpacked(new Uint8Array(await answer.arrayBuffer()));
}

const tooMuch = () => ({ severity: "error", code: "", places: "", number: 1, message: "This is more than can be given at once.", fix: "Give fewer or smaller files: 20 MB together." });

function unpacked(bytes) {
  const end = 4 + new DataView(bytes.buffer).getUint32(0, true);
  const { said, sizes } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, end)));
  if (said.faults) throw new Refused(said.faults, said.record);
  const value = said.shown ? { ...said.value, shown: said.shown } : said.value;
  return sizes.length ? { ...value, bytes: bytes.subarray(end, end + sizes[0]) } : value;
}

// The worker: Python, this package, and one question after the other. It is given all its parts and fetches nothing.
"use strict";

const opened = (part) => new Response(part.stream().pipeThrough(new DecompressionStream("gzip")));

async function begin(parts, say) {
  const given = {
    "pyodide.asm.wasm": () => new Response(opened(parts.wasm).body, { headers: { "Content-Type": "application/wasm" } }),
    "python_stdlib.zip": () => opened(parts.stdlib),
  };
  // Pyodide asks for its own parts by address: they are here. Nothing else is ever fetched; the page's policy sees to it.
  self.fetch = async (address) => {
    const name = String(address).split("/").pop();
    if (!(name in given)) throw new TypeError(`nothing is fetched: ${name}`);
    return given[name]();
  };
  const site = opened(parts.site).arrayBuffer();
  const python = await loadPyodide({
    createPyodideModule: _createPyodideModule,
    indexURL: "memory:/",
    lockFileContents: { info: LOCK_INFO, packages: {} },
    stdout: () => {},
    stderr: () => {},
  });
  say({ step: "python" });
  unpack(python.FS, await site);
  say({ step: "package" });
  return python.runPython(`
import sys, warnings
sys.path.insert(0, "/site")
warnings.simplefilter("ignore")
from audit.app import ask
ask
`);
}

// The site is the length of its index, its index, and the bytes of each file (tools/page_site.py).
function unpack(files, packed) {
  const bytes = new Uint8Array(packed);
  const length = new DataView(packed).getUint32(0, true);
  const index = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const folders = new Set();
  let at = 4 + length;
  for (const [name, size] of Object.entries(index)) {
    const path = `/site/${name}`;
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!folders.has(folder)) {
      files.mkdirTree(folder);
      folders.add(folder);
    }
    files.writeFile(path, bytes.subarray(at, at + size), { canOwn: true });
    at += size;
  }
}

let ready = null;

self.onmessage = async ({ data }) => {
  if (data.parts) {
    ready = begin(data.parts, (said) => self.postMessage(said));
    ready.then((ask) => self.postMessage({ step: "ready", left: ask.STEPS_TO_WARM }), (fault) => self.postMessage({ died: String(fault) }));
    return;
  }
  if (data.warm) {
    (await ready).warm(data.warm);
    self.postMessage({ step: "warmer", left: data.warm - 1 });
    return;
  }
  const { id, question, details, files } = data;
  try {
    const ask = await ready;
    const given = ask.answer(question, JSON.stringify(details), files);
    const [said, made] = given.toJs();
    given.destroy();
    self.postMessage({ id, said: JSON.parse(said), files: made });
  } catch (fault) {
    self.postMessage({ id, died: String(fault) });
  }
};

// Compiles the templates and all Python of a folder, with the very Python that will run in the browser.
// node compile.mjs PYODIDE SITE
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [engine, site] = process.argv.slice(2).map((path) => resolve(path));
const { loadPyodide } = await import(pathToFileURL(join(engine, "pyodide.mjs")));
const python = await loadPyodide();
python.mountNodeFS("/site", site);
python.runPython(`
import compileall, py_compile, sys
from pathlib import Path
sys.path.insert(0, "/site")
sys.dont_write_bytecode = True
from audit.files import resources
from audit.report import templates
made = templates.compiled()[1]
assert made, "the templates changed while they were compiled"
Path(resources.__file__).parent.parent.joinpath(resources.PREPARED, templates.NAME).write_bytes(made)
# Two runs give the same bytes: no time is kept, and what is the same text stands in one order.
assert compileall.compile_dir("/site", quiet=1, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
`);
process.exit(0);

// Many settings, in the local app alone: the overview, made of a folder of returns.
"use strict";

const MOMENT = 400;  // milliseconds between two looks at how far it is
const chosenPaths = { folder: "", register: "", previous: "", output: "" };

function manySection() {
  return el("section", { class: "box", "aria-labelledby": "many" }, el("h2", { id: "many" }, "Many settings: the overview"),
    el("p", {}, "For a trust, a local authority or a partnership: who has sent a return, the spread, the common gaps, and a page of feedback for every setting, made of a folder of returns."),
    el("div", { class: "row" }, press("Make the overview of many", "Opening …", async () => showMany())));
}

async function showMany() {
  const status = await ask("overview-status");
  if (status.state === "idle") manyForm();
  else watchMany(status);
}

const PATHS = [
  ["folder", "The folder with the returns", "All workbooks in it and in the folders below it are read.", "folder"],
  ["register", "The register, if you have one", "A CSV file of the settings that are expected to send a return.", "register"],
  ["previous", "Last year's returns, if you have them", "The folder with them, or the folder of last year's overview.", "folder"],
  ["output", "The folder for what is made", "It is made if it is not there. What was read is remembered in it, so that the next time only new returns are read.", ""],
];

function manyForm() {
  const controls = Object.fromEntries(PATHS.map(([name]) => [name, text(chosenPaths[name], { spellcheck: false })]));
  const keepPaths = () => { for (const [name] of PATHS) chosenPaths[name] = controls[name].value; };
  const suggest = () => {
    const folder = controls.folder.value.trim().replace(/[\\/]+$/, "");
    if (folder && !controls.output.value.trim()) controls.output.value = `${folder}-overview`;
  };
  controls.folder.addEventListener("change", suggest);
  const mark = (faults) => {
    for (const old of document.querySelectorAll(".wrong")) old.remove();
    for (const [name, label] of PATHS) {
      const fault = faults.find((one) => one.places.includes(label.split(",")[0]));
      controls[name].toggleAttribute("aria-invalid", Boolean(fault));
      if (!fault) continue;
      controls[name].setAttribute("aria-invalid", "true");
      controls[name].before(el("span", { class: "wrong", id: `wrong-${name}` }, fault.message));
      controls[name].setAttribute("aria-describedby", `wrong-${name} field-${name}-hint`);
    }
    const first = document.querySelector("[aria-invalid]");
    const lead = first && document.querySelector(".trouble .faults");
    if (lead) lead.after(el("p", {}, el("a", { href: `#${first.id}`, onclick: (event) => { event.preventDefault(); first.focus(); } }, "Go to the field")));
  };
  go("Many settings: the overview", "many", manyForm, back("Start", home),
    el("p", {}, "Type where things are, or choose them from a list of your folders. Nothing in the folder of returns is changed."),
    PATHS.map(([name, label, hint, what]) => el("div", { class: "pick" }, field(label, hint, controls[name], name),
      what && el("button", { type: "button", class: "quiet", "aria-label": `Choose from a list: ${label}`, onclick: () => {
        keepPaths();
        busy("Looking …", null, () => chooseFrom("", name, label, what));
      } }, "Choose from a list"))),
    el("div", { class: "row" }, press("Make the overview", "Beginning …", async () => {
      keepPaths();
      try {
        watchMany(await ask("overview-begin", { ...chosenPaths }));
      } catch (fault) {
        trouble(fault);
        mark(fault.faults ?? []);
        return "There is a problem.";
      }
    })));
}

// What is in a folder, said so that nobody takes a folder of folders for an empty one.
function inFolder(seen) {
  const below = `${seen.counted ? "" : "at least "}${counted(seen.below, "workbook or zip file", "workbooks and zip files")}`;
  if (!seen.folders.length) return `${seen.path}: ${counted(seen.returns, "workbook or zip file", "workbooks and zip files")} in it.`;
  const own = seen.returns ? `${counted(seen.returns, "workbook or zip file", "workbooks and zip files")} in it, and ` : "";
  return `${seen.path}: ${own}${counted(seen.folders.length, "folder", "folders")} with ${below} in ${seen.folders.length === 1 ? "it" : "them"}. What is in the folders below is read as well.`;
}

// A folder below the home folder, to be chosen or gone into; or a register in it.
async function chooseFrom(at, name, label, what) {
  const seen = await ask("folder", { at });
  const into = (folder) => busy("Looking …", null, () => chooseFrom(folder, name, label, what));
  const below = (one) => (seen.at ? `${seen.at}/${one}` : one);
  const divider = seen.path.includes("\\") ? "\\" : "/";
  const take = (path) => {
    chosenPaths[name] = path;
    if (name === "folder" && !chosenPaths.output.trim()) chosenPaths.output = `${path}-overview`;
    manyForm();
    $(`field-${name}`).focus();
  };
  const link = (words, onclick) => el("li", {}, el("button", { type: "button", class: "link", onclick }, words));
  go(label, `folder ${seen.path}`, () => busy("Looking …", null, () => chooseFrom(at, name, label, what)), back("Many settings", manyForm),
    el("p", {}, what === "folder" ? inFolder(seen) : `${seen.path}: ${counted(seen.registers.length, "CSV file", "CSV files")} in it.`),
    seen.whole ? null : el("p", { class: "caution" }, "It holds more than can be shown here. Type the path of what you mean."),
    what === "folder" && el("div", { class: "row" }, press("Use this folder", "", async () => take(seen.path), !(seen.returns || seen.below))),
    what === "register" && seen.registers.length > 0 && el("section", { "aria-labelledby": "files" }, el("h2", { id: "files" }, "CSV files here"),
      el("ul", { class: "tasks" }, seen.registers.map((one) => link(one, () => take(`${seen.path}${divider}${one}`))))),
    el("section", { "aria-labelledby": "below" }, el("h2", { id: "below" }, "Folders"),
      el("ul", { class: "tasks" }, seen.above === null ? null : link("‹ The folder above", () => into(seen.above)),
        seen.folders.map((one) => link(one, () => into(below(one))))),
      !seen.folders.length && el("p", { class: "small" }, "There are no folders in it.")));
}

const HEADED = { running: "The overview is being made", cancelling: "Cancelling …", cancelled: "Cancelled", failed: "The overview could not be made", done: "The overview is ready" };

function watchMany(status) {
  Object.assign(chosenPaths, status.paths);
  if (status.state !== "running" && status.state !== "cancelling") {
    endedMany(status);
    return;
  }
  const doing = el("p", {}, "");
  const gauge = el("progress", { max: 100, value: 0, "aria-label": "How much has been done" });
  const cancel = press("Cancel", "Cancelling …", async () => {
    const now = await ask("overview-cancel");
    return now.state === "cancelling" ? "It stops after the files that are being read now." : "";
  }, true);
  go(HEADED.running, "run", showMany, back("Start", home), el("p", { class: "small" }, `Into ${status.output}`), doing, gauge,
    el("div", { class: "row" }, cancel), el("p", { class: "small" }, "You can leave this screen, and come back to it from Start. Do not close the window: that cancels it. What was read is kept."));
  const tell = (now) => {
    doing.textContent = now.total ? `${now.doing}: ${now.done} of ${now.total}` : `${now.doing || "Adding up"} …`;
    if (now.total) gauge.value = 100 * now.done / now.total;
    else gauge.removeAttribute("value");
  };
  const look = async () => {
    if (!doing.isConnected) return;
    try {
      const now = await ask("overview-status");
      if (!doing.isConnected) return;
      if (now.state === "running" || now.state === "cancelling") {
        tell(now);
        setTimeout(look, MOMENT);
      } else {
        endedMany(now);
      }
    } catch (fault) {
      trouble(fault);
    }
  };
  tell(status);
  setTimeout(look, MOMENT);
}

function endedMany(status) {
  const page = (name, words) => el("li", {}, el("a", { href: `${status.shown}${name}`, target: "_blank", rel: "noopener" }, words));
  const again = press(status.state === "done" ? "Look for new returns" : "Go on", "Beginning …",
    async () => watchMany(await ask("overview-begin", { ...chosenPaths })), status.state === "done");
  const canGoOn = Boolean(chosenPaths.folder);
  go(HEADED[status.state], "run", showMany, back("Start", home), status.lines.map((line) => el("p", {}, line)),
    status.faults.length > 0 && faultList(status.faults),
    status.record && el("details", {}, el("summary", {}, "The record of it, which holds nothing from any workbook"), el("pre", {}, status.record)),
    status.state === "done" && el("section", { "aria-labelledby": "made" }, el("h2", { id: "made" }, "What was made"),
      el("ul", {}, page("overview.html", "The overview, for a board"), page("files.html", "What became of each file"),
        page("overview.xlsx", "The overview as a workbook"), page("chase.csv", "Whom to chase (CSV)")),
      el("p", { class: "small" }, `It stands in ${status.output}, with the data for analysts beside it. The links open in windows of their own, for as long as this one is open.`),
      status.feedback.length > 0 && el("details", {}, el("summary", {}, `Feedback, a page for each setting (${status.feedback.length})`),
        el("ul", {}, status.feedback.map((name) => page(`feedback/${encodeURIComponent(name)}`, name.replace(/\.html$/, "")))))),
    el("div", { class: "row" }, canGoOn && again, press("Other folders", "", async () => manyForm(), canGoOn)));
}

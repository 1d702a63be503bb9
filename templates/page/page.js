// The page: it asks its engine, and shows what is answered. Nothing that comes from a file is ever markup.
"use strict";

const $ = (id) => document.getElementById(id);
const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;

// An element with its attributes and what stands in it. What is not an element is text.
function el(name, attributes, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === false || value === undefined || value === null) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && typeof value !== "string") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...inside.flat(9).filter((one) => one !== null && one !== undefined && one !== false && one !== ""));
  return made;
}

function show(percent) {
  $("progress").hidden = percent >= 100;
  $("progress").value = percent;
}

const say = (words) => { $("state").textContent = words; };

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// Whoever answers (an engine: engine.js in the browser, local.js on this computer) has ended, or has refused.
class Ended extends Error {}
class Refused extends Error {
  constructor(faults, record) {
    super(faults.map((one) => one.message).join(" "));
    this.faults = faults;
    this.record = record;
  }
}

// ---- What screens are made of ---------------------------------------------------------------------------------------

const back = (words, to) => el("p", { class: "before" }, el("button", { type: "button", class: "link", onclick: to }, `‹ ${words}`));

// What is done on a press: the button waits, what goes wrong is said where the eye is.
function press(words, doing, work, quiet = false) {
  const button = el("button", { type: "button", class: quiet ? "quiet" : "" }, words);
  button.addEventListener("click", () => busy(doing, button, work));
  return button;
}

async function busy(doing, button, work) {
  if (button) button.disabled = true;
  if (doing) say(doing);
  try {
    const said = await work();
    if (doing) say(said ?? "Ready.");
    if (said && !document.querySelector(".trouble")) noteBeside(button, said);
  } catch (fault) {
    trouble(fault);
  } finally {
    if (button) button.disabled = false;
  }
}

// What is said at the top of the page is not seen by whoever pressed a button far below: it stands beside that as well.
function noteBeside(button, words) {
  for (const old of document.querySelectorAll(".done")) old.remove();
  const row = button?.closest(".row");
  if (row?.isConnected) row.after(el("p", { class: "small done", "aria-hidden": "true" }, words));
}

function trouble(fault) {
  for (const old of document.querySelectorAll(".trouble")) old.remove();
  const heading = el("h2", { tabindex: "-1" }, "There is a problem");
  const said = fault instanceof Refused ? faultList(fault.faults)
    : el("p", {}, fault instanceof Ended
      ? ENGINE.ended
      : `Something went wrong in this page (${fault.name}). Nothing you typed is lost. Try once more.`);
  const record = fault.record && el("details", {}, el("summary", {}, "The record of it, which holds nothing from any workbook"), el("pre", {}, fault.record));
  const box = el("div", { class: "trouble", role: "alert" }, heading, said, record);
  $("main").querySelector("h1").after(box);
  heading.focus();
  say("There is a problem.");
}

function save(file) {
  const address = URL.createObjectURL(new Blob([file.bytes], { type: file.media }));
  const link = el("a", { href: address, download: file.name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  return `Saved as ${file.name}, where your browser keeps what it downloads.`;
}

function field(label, hint, control, name) {
  const id = `field-${name}`;
  control.id = id;
  control.name = name;
  if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
  return el("div", { class: "field" }, el("label", { for: id }, label),
    hint && el("span", { class: "hint", id: `${id}-hint` }, hint), control);
}

const text = (value = "", extra = {}) => el("input", { type: "text", value, autocomplete: "off", spellcheck: true, ...extra });

function area(value = "") {
  const made = el("textarea", { rows: "3", spellcheck: true });
  made.value = value;
  return made;
}

// ---- Home ----------------------------------------------------------------------------------------------------------

let choices = [];

function home() {
  form = null;
  const kept = keptForm();
  go("How well do you share information to keep children safe?", "home", home,
    el("p", {}, "For leaders of schools, nurseries, charities and clubs in England. Answer a checklist, and see what to do first, who does it and by when."),
    el("p", { class: "notice" }, el("strong", {}, "Nothing you type or choose leaves this computer. "),
      ENGINE.promise),
    kept && el("section", { class: "box", "aria-labelledby": "kept" }, el("h2", { id: "kept" }, "Go on where you stopped"),
      el("p", {}, `Answers for ${kept.form.details.name || "a setting without a name"} are kept on this computer since ${kept.since}.`),
      el("div", { class: "row" }, press("Go on", "Opening …", () => resumeKept(kept)),
        press("Wipe them from this computer", "Wiping …", () => { wipe(); home(); return "Wiped. Nothing is kept on this computer."; }, true))),
    el("div", { class: "two" }, beginSection(), openSection()), ENGINE.many?.());
}

function beginSection() {
  const which = el("select", {}, choices.map((one) => el("option", { value: one.id }, one.title)));
  const kind = el("select", {});
  const about = el("span", { class: "hint", id: "kind-about" });
  const name = text("", { autocomplete: "organization" });
  const first = el("input", { type: "checkbox", id: "first-look" });
  const chosen = () => choices.find((one) => one.id === which.value);
  const fill = () => {
    kind.replaceChildren(el("option", { value: "" }, "Choose one"),
      ...chosen().kinds.map((one) => el("option", { value: one.id }, one.title)));
    tell();
  };
  const tell = () => {
    const own = chosen().kinds.find((one) => one.id === kind.value);
    first.closest("div").hidden = !chosen().kinds.some((one) => one.essentials);
    about.textContent = own ? `${own.about} ${counted(first.checked ? own.essentials : own.questions, "question", "questions")}.` : "";
  };
  which.addEventListener("change", fill);
  kind.addEventListener("change", tell);
  first.addEventListener("change", tell);
  const wanted = () => {
    if (!kind.value) throw new Unchosen(kind);
    return { checklist: which.value, kind: kind.value, name: name.value.trim(), first_look: first.checked };
  };
  const section = el("section", { class: "box", "aria-labelledby": "begin" }, el("h2", { id: "begin" }, "Begin a new audit"),
    choices.length > 1 && field("Checklist", "", which, "checklist"),
    field("Kind of setting", "You are asked only what applies to you.", kind, "kind"), about,
    field("Name of your setting", "It stands on the workbook and on the report.", name, "name"),
    el("div", { class: "choice" }, first, el("label", { for: "first-look" }, "A first look",
      el("span", { class: "hint" }, "The essentials alone: about twenty minutes. You can go on from it later."))),
    el("div", { class: "row" },
      press("Answer here", "Opening …", needing(async () => { openForm(await ask("form", wanted()), null, wanted()); })),
      press("Get a workbook", "Making the workbook …", needing(async () => {
        const made = await ask("new", wanted());
        const said = save(made);
        made.said.unshift("Open it in Excel, LibreOffice or Google Sheets, fill it in, save it, and open it here.");
        noted(section, `${made.name} is made`, made.said);
        return said;
      }), true)));
  fill();
  return section;
}

class Unchosen extends Error {
  constructor(control) { super("nothing is chosen"); this.control = control; }
}

// The error stands at the top, leads to its field, and is said beside it.
function needing(work) {
  return async () => {
    for (const old of document.querySelectorAll(".trouble, .wrong")) old.remove();
    for (const old of document.querySelectorAll("[aria-invalid]")) old.removeAttribute("aria-invalid");
    try {
      return await work();
    } catch (fault) {
      if (!(fault instanceof Unchosen)) throw fault;
      const control = fault.control;
      const words = "Choose the kind of setting";
      control.setAttribute("aria-invalid", "true");
      control.before(el("span", { class: "wrong" }, words));
      const heading = el("h2", { tabindex: "-1" }, "There is a problem");
      $("main").querySelector("h1").after(el("div", { class: "trouble", role: "alert" }, heading,
        el("p", {}, el("a", { href: `#${control.id}`, onclick: (event) => { event.preventDefault(); control.focus(); } }, words))));
      heading.focus();
      return "There is a problem.";
    }
  };
}

function noted(section, title, lines) {
  section.querySelector(".notice")?.remove();
  const heading = el("h3", { tabindex: "-1" }, title);
  section.append(el("div", { class: "notice" }, heading, lines.map((line) => el("p", {}, line))));
  heading.focus();
}

function openSection() {
  const input = el("input", { type: "file", multiple: true, accept: ".xlsx,.xlsm,.ods" });
  input.addEventListener("change", () => opened([...input.files]));
  const drop = el("div", { class: "drop" }, field("Choose one or several", "Excel (.xlsx, .xlsm) or OpenDocument (.ods). You can also drop them here.", input, "files"));
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    opened([...event.dataTransfer.files]);
  });
  return el("section", { class: "box", "aria-labelledby": "open" }, el("h2", { id: "open" }, "Open a workbook"),
    el("ul", {}, el("li", {}, "This year's: see what is wrong in it, what it comes to, and its report; or go on answering."),
      el("li", {}, "Last year's: make this year's from it."),
      el("li", {}, "Several: a list with the judgement of each.")), drop);
}

async function opened(files) {
  if (!files.length) return;
  await busy(files.length === 1 ? `Reading ${files[0].name} …` : `Reading ${files.length} files …`, null, async () => {
    const sent = [];
    for (const file of files) sent.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    if (sent.length === 1) await showOne(sent[0], home, "Start");
    else await showSeveral(sent);
  });
  for (const input of document.querySelectorAll("input[type=file]")) input.value = "";  // so that it can be chosen again
}

// ---- One workbook --------------------------------------------------------------------------------------------------

function faultList(faults) {
  return el("ul", { class: "faults" }, faults.map((one) => el("li", { class: one.severity },
    el("p", {}, one.places && el("span", { class: "where" }, `${one.places}: `), one.message),
    el("p", {}, one.fix, " ", el("span", { class: "small" }, one.code)))));
}

const HEADINGS = [["error", "Errors"], ["warning", "Warnings"], ["note", "Notes"]];

function faultsSection(seen) {
  const groups = HEADINGS.map(([severity, title]) => [title, seen.faults.filter((one) => one.severity === severity)])
    .filter(([, found]) => found.length);
  return el("section", { "aria-labelledby": "faults" }, el("h2", { id: "faults" }, seen.faults.length ? "What to look at in the workbook" : "Nothing is wrong in the workbook"),
    seen.tally && el("p", { class: "small" }, `${seen.tally}.`),
    groups.map(([title, found]) => el("details", { open: title === "Errors" || groups.length === 1 },
      el("summary", {}, `${title} (${found.reduce((sum, one) => sum + one.number, 0)})`), faultList(found))),
    seen.unanswered.length > 0 && el("details", {}, el("summary", {}, `Not answered (${seen.unanswered.length})`),
      el("ul", {}, seen.unanswered.map((one) => el("li", {}, one)))));
}

function verdict(figures) {
  return [el("section", { class: `verdict ${figures.css_class}`, "aria-labelledby": "verdict" },
    el("h2", { id: "verdict" }, `Self-audit result: ${figures.level}`),
    figures.sentence && el("p", {}, figures.sentence),
    figures.lead && el("p", { class: "lead" }, figures.lead),
    el("p", { class: "small" }, "Not a grade from Ofsted, CQC, the ICO or your partnership.")),
  el("dl", { class: "figures" }, [["So far", figures.so_far, "what the answers earn"], ["Best case", figures.best_case, "if every blank proves met"],
    ["Evidenced", figures.evidenced, "answers that name evidence"]].map(([title, value, about]) =>
    el("div", {}, el("dt", {}, title), el("dd", {}, value), el("dd", { class: "small" }, about))))];
}

const SAVED = [["html", "Report (web page)"], ["csv", "Report as CSV"], ["json", "Report as JSON"], ["owners", "Plan to print"],
  ["ics", "Plan for a calendar"], ["xlsx", "Plan as a workbook"], ...ENGINE.forms];

async function showOne(sent, to, where) {
  const seen = await ask("look", {}, [sent]);
  const title = seen.setting || seen.file;
  const again = () => busy("Reading …", null, () => showOne(sent, to, where));
  if (seen.refused) {
    go(`${title} could not be read`, `one ${seen.file}`, again, back(where, to), faultList(seen.faults), openSection());
    return;
  }
  const saving = (words, question, details) => press(words, "Making it …", async () => save(await ask(question, details, [sent])), true);
  const nextWords = seen.first_look ? "Make the whole workbook from this first look" : "Make this year's workbook from it";
  const goOn = seen.why_not_here ? null : press("Go on answering here", "Opening …", async () => openForm(await ask("form", {}, [sent]), sent, null));
  const about = el("p", { class: "small" }, [seen.kind, seen.title, seen.file].filter(Boolean).join(" · "));
  const whyNot = seen.why_not_here && el("p", { class: "small" }, `It is answered in a spreadsheet and not here: ${seen.why_not_here}.`);
  if (seen.untouched) {
    const others = seen.faults.filter((one) => one.code !== "W04");
    go(title, `one ${seen.file}`, again, back(where, to), about, el("p", { class: "notice" }, el("strong", {}, "Nothing is answered in it yet. "),
      "Begin here, or fill it in in a spreadsheet program, save it, and open it again. If somebody sent it to you, ask them for the filled one."),
      el("div", { class: "row" }, goOn), whyNot, others.length > 0 && faultsSection({ ...seen, faults: others, unanswered: [], tally: "" }));
    return;
  }
  const place = el("section", { "aria-labelledby": "report" }, el("h2", { id: "report" }, "The report"));
  go(title, `one ${seen.file}`, again, back(where, to), about,
    verdict(seen.figures), seen.said.map((line, at) => el("p", { class: at ? "small" : "" }, line)), faultsSection(seen),
    el("section", { "aria-labelledby": "next" }, el("h2", { id: "next" }, "What you can do now"),
      el("div", { class: "row" }, goOn, press(nextWords, "", async () => nextWorkbook(sent, seen, again), true),
        seen.can_mark && saving("Copy with each fault marked", "marked")),
      whyNot,
      el("h3", {}, "Save"),
      el("div", { class: "row" }, SAVED.map(([form, words]) => saving(words, "report", { form }))),
      el("p", { class: "small" }, ENGINE.otherForms)),
    place);
  const report = await ask("report", { form: "html" }, [sent]);
  place.append(frame(new TextDecoder().decode(report.bytes), `Report: ${title}`));
}

// The next audit's workbook begun from this one: what that does is said first, and the kind can be another one.
function nextWorkbook(sent, seen, to) {
  const again = () => nextWorkbook(sent, seen, to);
  const kinds = choices.find((one) => one.id === seen.checklist)?.kinds ?? [];
  const known = kinds.some((one) => one.id === seen.kind_id);
  const kind = el("select", {}, el("option", { value: "" }, known ? `As it is: ${seen.kind}` : "Choose one"),
    kinds.filter((one) => one.id !== seen.kind_id).map((one) => el("option", { value: one.id }, one.title)));
  const does = seen.first_look
    ? "Every question is asked in it, and what was answered in the first look stands there as it is."
    : "Every question is asked again in it. Its ratings are blank, with last year's beside them; the evidence stands there marked as last year's, and counts once somebody has looked at it.";
  const section = el("section", { "aria-labelledby": "make" }, el("h2", { id: "make" }, "Make it"),
    field("Kind of setting", "Change it if another one fits you now. Nothing that you wrote is lost.", kind, "next-kind"),
    el("div", { class: "row" }, press(seen.dated && !seen.first_look ? "Make the next workbook all the same" : "Make the workbook", "Making the workbook …", async () => {
      const made = await ask("this-year", { kind: kind.value }, [sent]);
      const said = save(made);
      noted(section, `${made.name} is made`, made.said);
      return said;
    })));
  go(seen.first_look ? "The whole workbook" : "This year's workbook", `next ${seen.file}`, again, back(seen.setting || seen.file, to),
    seen.dated && !seen.first_look && el("div", { class: "caution" }, el("p", {}, el("strong", {}, `This audit is dated ${seen.dated}, so it is this year's. `),
      "A workbook made from it begins the next audit. Do you mean to go on with this one?"),
    seen.why_not_here ? null : el("div", { class: "row" }, press("Go on answering this one", "Opening …", async () => openForm(await ask("form", {}, [sent]), sent, null), true))),
    el("p", {}, does), section);
}

// The report stands apart: it can reach nothing of this page. Its own policy and the foot of its printed sheets go, since
// this page's policy holds for it and knows only the style that every report has. Links to guidance open in a window of
// their own, and those inside it are said in full, since a frame without an address takes them for links into this page.
function frame(html, title) {
  const shown = html.replaceAll('<a href="https://', '<a target="_blank" rel="noopener" href="https://')
    .replaceAll(' href="#', ' href="about:srcdoc#')
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
    .replace(/@page \{ @bottom-left \{ content: "[^"]*"; \} \}\n(?=<\/style>)/, "");
  return el("iframe", { sandbox: "allow-scripts allow-popups allow-popups-to-escape-sandbox", srcdoc: shown, title });
}

// ---- Several workbooks ---------------------------------------------------------------------------------------------

async function showSeveral(sent) {
  const seen = [];
  for (const [at, one] of sent.entries()) {
    say(`Reading ${at + 1} of ${sent.length} …`);
    try {
      seen.push(await ask("look", {}, [one]));
    } catch (fault) {
      if (!(fault instanceof Ended)) throw fault;
      seen.push({ file: one.name, setting: "", refused: true, faults: [{ severity: "error", code: "", places: "", number: 1, message: ENGINE.endedByFile, fix: "Open the original in a spreadsheet program and save it again." }], tally: "1 error" });
    }
  }
  listSeveral(sent, seen);
}

function listSeveral(sent, seen) {
  const again = () => listSeveral(sent, seen);
  const heading = ["Setting", "Self-audit result", "So far", "Best case", "Evidenced", "Faults"];
  const cells = (one) => one.refused
    ? [el("span", { class: "tag not-met" }, "Not read"), "", "", "", one.tally]
    : [el("span", { class: `tag ${one.figures.css_class}` }, one.figures.level), one.figures.so_far, one.figures.best_case, one.figures.evidenced, one.tally];
  const refused = seen.filter((one) => one.refused).length;
  go(counted(sent.length, "workbook", "workbooks"), "several", again, back("Start", home),
    el("p", {}, `${sent.length - refused} read, ${refused} not read. Choose one to see its faults and its report. Settings are not ranked by their figures.`),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Workbooks" }, el("table", { class: "stack" },
      el("caption", {}, "In the order in which they were given"),
      el("thead", {}, el("tr", {}, heading.map((words) => el("th", { scope: "col" }, words)))),
      el("tbody", {}, seen.map((one, at) => el("tr", {},
        el("th", { scope: "row" }, el("button", { type: "button", class: "link", onclick: () => busy("Reading …", null, () => showOne(sent[at], again, "All workbooks")) },
          one.setting ? `${one.setting} (${one.file})` : one.file)),
        cells(one).map((cell, number) => el("td", { "data-heading": heading[number + 1] }, cell))))))),
    el("div", { class: "row" }, press("Put them together into one workbook", "Putting them together …", async () => {
      const made = await ask("together", {}, sent);
      const said = save(made);
      noted($("main"), `${made.name} is made`, made.said);
      return said;
    }, true)),
    el("p", { class: "small" }, "Only for parts of one setting's audit, filled in by several colleagues."));
}

// Answering here: one question at a time. What is typed stands in `form` until it is saved as a workbook.
"use strict";

let form = null;
const KEPT = "safeguarding-audit-answers";

// `sent` is the workbook that was opened; for a new one `wanted` says which.
function openForm(read, sent, wanted) {
  form = {
    read, sent, wanted, answers: {}, details: { ...read.details }, at: read.begin_at || read.questions[0].ref, saved: !sent?.unsaved,
    kept: false, id: `${Date.now()}-${Math.random()}`,
  };
  if (sent) themeList();
  else aboutSetting();
}

const answerOf = (question) => ({ ...question.answer, ...form.answers[question.ref] });
const isAnswered = (question) => Boolean(answerOf(question).rating);
const questionOf = (ref) => form.read.questions.find((one) => one.ref === ref);

function changed() {
  form.saved = false;
  if (form.kept) keep();
}

function aboutSetting() {
  const details = form.details;
  const name = text(details.name, { autocomplete: "organization" });
  const by = text(details.completed_by);
  const day = el("input", { type: "date", value: details.audit_date });
  const urn = text(details.urn, { class: "short" });
  const group = text(details.group);
  form.take = () => {
    const given = { name: name.value, completed_by: by.value, audit_date: day.value, urn: urn.value, group: group.value };
    if (Object.entries(given).every(([field, value]) => value === form.details[field])) return;
    form.details = { ...form.details, ...given };
    changed();
  };
  go("About your setting", "about", aboutSetting, back("Start", leaveForm),
    field("Name of your setting", "", name, "name"),
    field("Date of this audit", "", day, "audit_date"),
    field("Completed by", "A role is enough, such as Manager.", by, "completed_by"),
    field("URN or other identifier", "If you have one.", urn, "urn"),
    field("Group or trust", "If you belong to one.", group, "group"),
    el("div", { class: "row" }, press("Continue", "", async () => { form.take(); themeList(); })));
}

function progress() {
  const done = form.read.questions.filter(isAnswered).length;
  return `${done} of ${counted(form.read.questions.length, "question", "questions")} answered`;
}

function bar(...more) {
  return el("div", { class: "bar" }, el("p", {}, progress()),
    el("div", { class: "row" }, more, press("Save the workbook", "Making the workbook …", saveForm, true)));
}

function themeList() {
  form.take = null;
  const first = form.read.questions.find((one) => !isAnswered(one));
  const keeps = el("input", { type: "checkbox", id: "keep", checked: form.kept });
  keeps.addEventListener("change", () => {
    if (keeps.checked) {
      if (isOthers() && !confirm(`Answers for ${keptForm().form.details.name || "another audit"} are kept on this computer. They are wiped if you keep these. Wipe them?`)) {
        keeps.checked = false;
        return;
      }
      wipe();
      form.kept = true;
      keep();
      if (form.kept) say("Kept on this computer.");
      keeps.checked = form.kept;
    } else {
      wipe();
      say("Wiped. Nothing is kept on this computer.");
    }
  });
  go(form.details.name || "Your audit", "themes", themeList, back("Start", leaveForm), bar(),
    el("p", { class: "small" }, `${form.read.title} · ${form.read.kind_title}${form.read.first_look ? " · a first look: the essentials alone" : ""}`),
    el("div", { class: "row" },
      first ? press(isAnswered(form.read.questions[0]) ? "Go on" : "Begin", "", async () => question(first.ref)) : null,
      press("Check your answers", "", async () => checkAnswers(), Boolean(first)),
      press("About your setting", "", async () => aboutSetting(), true)),
    el("ul", { class: "tasks" }, form.read.themes.map((theme) => {
      const own = theme.refs.map(questionOf);
      const done = own.filter(isAnswered).length;
      const to = (own.find((one) => !isAnswered(one)) ?? own[0]).ref;
      return el("li", {}, el("button", { type: "button", class: "link", onclick: () => question(to) }, theme.title),
        el("span", { class: "small" }, done === own.length ? "All answered" : `${done} of ${own.length} answered`));
    })),
    ENGINE.keeps && el("div", { class: "choice" }, keeps, el("label", { for: "keep" }, "Keep my answers on this computer",
      el("span", { class: "hint" }, "Whoever uses this browser on this computer could then read them. Take the mark away, and they are wiped. Without it, only the workbook you save holds them."))));
}

function ratings(one, now) {
  const choice = (value, title, hint) => {
    const id = `rating-${value || "none"}`.replaceAll(" ", "-");
    return el("div", { class: "choice" },
      el("input", { type: "radio", name: "rating", id, value, checked: now.rating === value, "aria-describedby": hint && `${id}-hint` }),
      el("div", {}, el("label", { for: id }, title), hint && el("span", { class: "hint", id: `${id}-hint` }, hint)));
  };
  const odd = now.rating && !one.ratings.some((rating) => rating.label === now.rating);
  return el("fieldset", {}, el("legend", {}, "How is it with you?"),
    one.last_rating && el("p", { class: "hint" }, `Last year: ${one.last_rating}.`),
    one.ratings.map((rating) => choice(rating.label, rating.label, rating.means)),
    odd && choice(now.rating, `As it stands in the workbook: ${now.rating}`, "This is no rating. Choose one of those above."),
    choice("", "Not answered yet", ""));
}

const LAST_YEAR = "[Last year]";

// What was brought from last year does not count until somebody has looked at it and taken the mark away.
function lastYears(control, counts) {
  if (!control.value.startsWith(LAST_YEAR)) return null;
  const note = el("div", { class: "caution" }, el("p", {}, `This is what stood here last year. ${counts}`),
    el("button", { type: "button", class: "quiet", onclick: () => {
      control.value = control.value.slice(LAST_YEAR.length).trim();
      note.remove();
      control.focus();
    } }, "It still holds"));
  return note;
}

function question(ref) {
  form.at = ref;
  if (form.kept) keep();
  const one = questionOf(ref);
  const at = form.read.questions.indexOf(one);
  const theme = form.read.themes.find((each) => each.id === one.theme);
  const now = answerOf(one);
  const chosen = ratings(one, now);
  const typed = { evidence: area(now.evidence), action: area(now.action), owner: text(now.owner), due: text(now.due, { class: "short" }), notes: area(now.notes) };
  const status = el("select", { class: "short" }, ["", ...new Set([...form.read.statuses, now.status])].filter((word, place) => place === 0 || word)
    .map((word) => el("option", { value: word, selected: word === now.status }, word || "Not said")));
  const take = () => {
    const rating = chosen.querySelector("input:checked")?.value ?? now.rating;
    const given = { rating, status: status.value, ...Object.fromEntries(Object.entries(typed).map(([name, control]) => [name, control.value])) };
    const differs = Object.entries(given).filter(([name, value]) => value.trim() !== now[name].trim());
    if (!differs.length) return;
    form.answers[ref] = { ...form.answers[ref], ...Object.fromEntries(differs) };
    changed();
  };
  const leaving = (to) => () => { take(); to(); };
  const next = form.read.questions[at + 1];
  const onwards = () => (next ? question(next.ref) : checkAnswers());
  form.take = take;
  go(one.question, `question ${ref}`, () => question(ref),
    back(at ? "Question before" : "All themes", leaving(() => (at ? question(form.read.questions[at - 1].ref) : themeList()))),
    bar(press("All themes", "", async () => { take(); themeList(); }, true)),
    el("p", { class: "small" }, `${theme.title} · question ${one.number} of ${form.read.questions.length}: ${one.title}`),
    one.essential && el("p", { class: "essential" }, el("strong", {}, "Essential. "), one.essential),
    el("details", {}, el("summary", {}, "Why it matters, and what it rests on"), el("p", {}, one.why),
      el("p", { class: "small" }, `Duty: ${one.duty}.`), el("ul", {}, one.citations.map((words) => el("li", {}, words)))),
    chosen,
    lastYears(typed.evidence, "It counts once you have looked at it."),
    field("Evidence: what shows it, and where it is kept", "Nothing about a child.", typed.evidence, "evidence"),
    el("details", {}, el("summary", {}, "What could show it"), el("ul", {}, one.prompts.map((words) => el("li", {}, words)))),
    el("fieldset", {}, el("legend", {}, "If it is not met: what will be done"),
      one.open_since && el("p", { class: "hint" }, `Open since ${one.open_since}.`),
      field("Action", `Left blank, the report suggests: ${one.remedy}`, typed.action, "action"),
      field("Who", `A role is better than a name. Suggested: ${one.owner_hint}.`, typed.owner, "owner"),
      field("By when", "Day, month and year, for example 31/03/2027.", typed.due, "due"),
      field("How far the action has come", "", status, "status")),
    lastYears(typed.notes, ""),
    field("Notes", "If the question does not apply to you, say why here.", typed.notes, "notes"),
    el("div", { class: "row" }, press(next ? "Next question" : "Check your answers", "", async () => { take(); onwards(); }),
      next && press("Skip", "", async () => { take(); onwards(); }, true)));
}

function checkAnswers() {
  form.take = null;
  const heading = ["Question", "Rating", "Evidence", "Change"];
  const tag = (one) => {
    const { rating } = answerOf(one);
    const known = one.ratings.find((each) => each.label === rating);
    return el("span", { class: `tag ${known ? known.css_class : "blank"}` }, rating || "Not answered");
  };
  go("Check your answers", "answers", checkAnswers, back("All themes", themeList), bar(),
    form.read.themes.map((theme, place) => el("section", { "aria-labelledby": `theme-${place}` }, el("h2", { id: `theme-${place}` }, theme.title),
      el("table", { class: "stack" }, el("thead", {}, el("tr", {}, heading.map((words) => el("th", { scope: "col" }, words)))),
        el("tbody", {}, theme.refs.map(questionOf).map((one) => el("tr", {}, el("th", { scope: "row" }, `${one.number}. ${one.title}`),
          el("td", { "data-heading": heading[1] }, tag(one)),
          el("td", { "data-heading": heading[2] }, answerOf(one).evidence.trim() ? "Written" : "None"),
          el("td", { "data-heading": heading[3] }, el("button", { type: "button", class: "link", "aria-label": `Change: ${one.title}`, onclick: () => question(one.ref) }, "Change")))))))),
    el("div", { class: "row" }, press("Save the workbook", "Making the workbook …", saveForm),
      press("See what it comes to", "Reading …", async () => showOne({ ...await made(), unsaved: isUnsaved() }, checkAnswers, "Check your answers"), true)));
}

async function made() {
  form.take?.();
  const details = { ...form.wanted, answers: form.answers, details: form.details, time: new Date().toTimeString().slice(0, 8) };
  return ask("save", details, form.sent ? [form.sent] : []);
}

async function saveForm() {
  const said = save(await made());
  form.saved = true;
  return `${said} Open it here to go on with the first question that is not answered.`;
}

// ---- Kept on this computer, only where somebody says so ------------------------------------------------------------

function stored() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

// Whether what is kept was kept by another audit: in an earlier visit, or in another window.
function isOthers() {
  const kept = keptForm();
  return kept !== null && kept.id !== form.id;
}

function keep() {
  const bytes = form.sent?.bytes;
  const sent = bytes ? { name: form.sent.name, data: btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join("")) } : null;
  const { id, wanted, answers, details, at } = form;
  if (isOthers()) {
    form.kept = false;
    say("Another window keeps its answers on this computer now, so these are not kept. Save the workbook.");
    return;
  }
  try {
    localStorage.setItem(KEPT, JSON.stringify({ id, since: today(), form: { sent, wanted, answers, details, at } }));
  } catch {
    form.kept = false;
    say("This browser keeps nothing. Save the workbook instead.");
  }
}

function wipe() {
  if (form) form.kept = false;
  try {
    localStorage.removeItem(KEPT);
  } catch {
    // A browser that keeps nothing has nothing to wipe.
  }
}

function keptForm() {
  try {
    return JSON.parse(stored() ?? "null");
  } catch {
    return null;
  }
}

async function resumeKept(kept) {
  const { sent, wanted, answers, details, at } = kept.form;
  const file = sent && { name: sent.name, bytes: Uint8Array.from(atob(sent.data), (one) => one.charCodeAt(0)) };
  const read = await ask("form", wanted ?? {}, file ? [file] : []);
  openForm(read, file, wanted);
  Object.assign(form, { answers, details, saved: false, kept: true, id: kept.id });
  question(questionOf(at) ? at : form.at);
}

// ---- Beginning -----------------------------------------------------------------------------------------------------

async function begin() {
  const why = cannot();
  if (why) {
    show(100);
    say("This page cannot work here.");
    $("main").append(el("p", { class: "caution" }, why),
      el("p", {}, "You can also fill in a blank workbook, and have somebody else open it here."));
    return;
  }
  try {
    await startEngine();
  } catch {
    show(100);
    say(ENGINE.notLoaded);
    return;
  }
  while (!choices.length) {
    try {
      choices = await ask("choices");
    } catch {
      if (isOver()) return;
    }
  }
  home();
  $("state").dataset.ready = "yes";
  say("Ready.");
}

begin();

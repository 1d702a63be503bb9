// Screens, and the browser's Back and Forward: each screen has its place in the browser's history and can be shown again.
"use strict";

const VISIT = `${Date.now()}-${Math.random()}`;
const past = { screens: [], at: -1, moving: false };

// One screen in place of another: its heading is where reading goes on. `key` is the same for a screen that is only shown
// again, and `again` shows it.
function go(title, key, again, ...inside) {
  remember(key, again);
  const heading = el("h1", { tabindex: "-1" }, title);
  document.title = `${title} – self-audit`;
  const [before, after] = [true, false].map((way) => inside.flat(9).filter((one) => one && one.classList.contains("before") === way));
  $("main").replaceChildren(...before, heading, ...after);
  say("");
  scrollTo(0, 0);
  heading.focus();
}

function remember(key, again) {
  const screen = { key, again, form };
  const moves = past.moving || past.screens[past.at]?.key === key;
  past.moving = false;
  if (!moves) past.at += 1;
  past.screens[past.at] = screen;
  if (!moves) past.screens.length = past.at + 1;
  if (moves || !past.at) history.replaceState({ visit: VISIT, at: past.at }, "");
  else history.pushState({ visit: VISIT, at: past.at }, "");
}

const isUnsaved = () => Boolean(form && !form.saved && !form.kept);
const mayLeave = () => !isUnsaved() || confirm("What you typed is not saved in a workbook yet. Leave all the same?");

function leaveForm() {
  form?.take?.();
  if (mayLeave()) home();
}

addEventListener("popstate", async ({ state }) => {
  if (!state) return;  // a link inside this page
  form?.take?.();
  const known = state.visit === VISIT ? past.screens[state.at] : { key: "home", again: home, form: null };
  if (!known || (known.form !== form && !mayLeave())) {
    history.pushState({ visit: VISIT, at: past.at }, "");  // as if nobody had gone
    return;
  }
  past.at = state.visit === VISIT ? state.at : 0;
  past.moving = true;
  form = known.form;
  if (form?.kept) form.kept = keptForm()?.id === form.id;  // it may have been wiped since
  try {
    await known.again();
  } finally {
    past.moving = false;
  }
});

addEventListener("beforeunload", (event) => {
  form?.take?.();
  if (isUnsaved()) event.preventDefault();
});

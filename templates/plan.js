// The action plan as a working document: choose, put in order, count, copy. All that it shows and copies is text of the page.
{
  const section = document.getElementById("plan").parentElement;
  const table = section.querySelector(".plan");
  const make = (name, text = "", more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const counted = (number) => `${number} ${number === 1 ? "action" : "actions"}`;

  // What a plan is chosen and put in order by, read from the rows themselves.
  const day = (text) => Date.parse(/\d+ \w+ \d{4}/.exec(text)) || 9e15;
  const question = (row) => document.querySelector(row.querySelector(".topic a").hash).closest("details");
  const theme = (row) => {
    let place = question(row);
    while (place && place.localName !== "h3") place = place.previousElementSibling;
    return place ? plain(place.textContent) : "";
  };
  const standing = (cell) => cell.querySelector(".late") ? "Overdue" : cell.querySelector(".soon") ? "Due soon"
    : /not a date$/.test(plain(cell.textContent)) ? "No date" : "Later";
  const rows = [...table.tBodies].flatMap((body) => [...body.rows].slice(1).map((row) => ({
    row, body, day: day(row.cells[2].textContent),
    Owner: [plain(row.cells[1].firstChild.textContent)],
    Priority: [plain(body.rows[0].textContent).replace(/ \(\d+\)$/, "")],
    Theme: [theme(row)],
    Due: [standing(row.cells[2])],
    Breach: [plain(row.querySelector(".breach")?.textContent ?? "None")],
    Source: [...question(row).querySelectorAll("dd:has(> :is([href^='#p'], [href^='#s'], [href^=http]))")]
      .map((one) => plain(one.firstChild.textContent).replace(/:$/, "")),
  })));

  // The controls. They are made here, so that nobody without scripts meets one that does nothing.
  const box = make("fieldset", "", { className: "tools" });
  box.append(make("legend", "Work with the plan"));
  const choice = (name, first, options) => {
    const label = make("label", `${name} `), select = make("select");
    select.append(new Option(first, ""), ...options.map((text) => new Option(text, text)));
    select.addEventListener("change", show);
    label.append(select);
    box.append(label);
    return select;
  };
  const filters = ["Owner", "Priority", "Theme", "Due", "Breach", "Source"].map((name) =>
    [name, choice(name, "All", [...new Set(rows.flatMap((one) => one[name]))])]);
  const heads = [...table.tHead.rows[0].cells];
  const names = heads.map((head) => plain(head.textContent));
  const order = choice("Order", "As planned", names);
  const said = make("p", "", { className: "said" });
  said.setAttribute("role", "status");
  const press = (text, act) => {
    const button = make("button", text, { type: "button" });
    button.addEventListener("click", act);
    return button;
  };
  let down = false;
  const all = () => {
    for (const [, select] of filters) select.value = "";
    order.value = "";
    down = false;
    show();
  };
  box.append(press("Show all", all), press("Copy as table", copy));
  table.before(box, said);
  heads.forEach((head, place) => head.replaceChildren(press(names[place], () => {
    down = order.value === names[place] && !down;
    order.value = names[place];
    show();
  })));

  function sorted() {
    const column = names.indexOf(order.value);
    if (column < 0) return rows;
    const text = (one) => plain(one.row.cells[column].textContent);
    const by = column === 2 ? (a, b) => a.day - b.day : (a, b) => text(a).localeCompare(text(b), "en-GB", { numeric: true });
    return [...rows].sort((a, b) => down ? by(b, a) : by(a, b));
  }

  function show() {
    const chosen = filters.filter(([, select]) => select.value);
    let shown = 0;
    for (const one of sorted()) {
      one.row.hidden = !chosen.every(([name, select]) => one[name].includes(select.value));
      shown += !one.row.hidden;
      (order.value ? table.tBodies[0] : one.body).append(one.row);
    }
    for (const body of table.tBodies)
      body.rows[0].hidden = Boolean(order.value) || ![...body.rows].slice(1).some((row) => !row.hidden);
    heads.forEach((head, place) => {
      if (names[place] === order.value) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    said.classList.toggle("some", shown < rows.length);
    said.textContent = `${shown} of ${counted(rows.length)} shown.`
      + (chosen.length ? ` Filtered by ${chosen.map(([name, select]) => `${name}: ${select.value}`).join("; ")}.` : "");
  }

  // As a table for a document or a spreadsheet; no cell may be taken for a formula.
  function copy() {
    const safe = (text) => /^[\p{C}\p{Z}]*[=+\-@|%#＝＋－＠｜％＃]/u.test(text) ? `'${text}` : text;
    const lines = [["Priority", ...names]];
    for (const { row, Priority } of sorted())
      if (!row.hidden) lines.push([Priority[0], ...[...row.cells].map((cell) => safe(plain(cell.innerText)))]);
    const grid = make("table");
    for (const line of lines) grid.insertRow().append(...line.map((text) => make("td", text)));
    const give = (event) => {
      event.clipboardData.setData("text/html", grid.outerHTML);
      event.clipboardData.setData("text/plain", lines.map((line) => line.join("\t")).join("\n"));
      event.preventDefault();
    };
    document.addEventListener("copy", give, { once: true });
    const done = document.execCommand("copy");
    document.removeEventListener("copy", give);
    said.textContent = done ? `${counted(lines.length - 1)} copied.` : "This browser does not let the page copy: select the table instead.";
  }

  addEventListener("hashchange", () => {
    if (document.getElementById(location.hash.slice(1))?.hidden) all();
  });
  show();
}

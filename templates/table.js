"use strict";
/* A long table from the data beside it: search, sort, filter, choice of columns. Every value is written as text: cells
   are nodes, never markup. DataTables reads what it searches as HTML, so that is given to it escaped. */
(() => {
  const table = document.getElementById("table"), controls = document.getElementById("controls");
  const data = JSON.parse(document.getElementById("data").textContent);
  const make = (name, text = "", attributes = {}) => {
    const one = document.createElement(name);
    one.textContent = text;
    Object.entries(attributes).forEach(([key, value]) => one.setAttribute(key, value));
    return one;
  };
  const escaped = text => String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const slug = text => text.toLowerCase().replace(/ /g, "-");
  const alphabet = new Intl.Collator("en-GB", { numeric: true });

  const name = row => {
    const cell = make("span"), page = row[1];
    if (!data.links.length || !page) {
      cell.textContent = row[0];
      return cell;
    }
    data.links.forEach(([folder, title], place) => {
      if (place && row[data.fixed]) return;
      const to = { href: `${folder}/${encodeURIComponent(page)}.html` };
      if (place) cell.append(" ", make("a", title, { ...to, class: "small" }));
      else cell.append(make("a", row[0], to));
    });
    return cell;
  };
  const words = (column, value) => {
    if (value === null || value === "") return "";
    if (column.kind === "list") return column.values[value];
    return column.kind === "percent" ? `${value}%` : String(value);
  };
  const ranks = new Map();
  const rank = (place, value) => {  // the alphabet is asked once for a column, when somebody first sorts by it
    if (!ranks.has(place)) {
      const all = [...new Set(data.rows.map(row => row[place]))].sort(alphabet.compare);
      ranks.set(place, new Map(all.map((text, at) => [text, at])));
    }
    return ranks.get(place).get(value);
  };
  const order = (column, place, value) => {
    if (column.kind === "text" || column.kind === "date") return rank(place, value);
    return value === null ? 1e9 : value;
  };
  const heat = value => data.steps.filter(step => value >= step).length;

  const columns = data.columns.map((column, place) => ({
    title: column.title,
    data: place,
    visible: column.views.includes(data.views[0]),
    searchable: column.search,
    orderable: column.kind !== "hidden",
    type: "num",
    className: `${column.kind}${column.wide ? " wide" : ""}`,
    render: (value, type, row) => {
      if (type === "sort" || type === "type") return order(column, place, value);
      if (type !== "display") return escaped(words(column, value));
      if (!place) return name(row);
      const text = words(column, value);
      return column.title === "Judgement" && text ? make("span", text, { class: `tag ${slug(text)}` })
        : document.createTextNode(text);
    },
    cellType: place ? "td" : "th",
    createdCell: (cell, value) => {
      if (place) cell.dataset.head = column.title;
      else cell.scope = "row";
      if (value === null || value === "") cell.classList.add("none");
      else if (column.kind === "percent") cell.classList.add(`heat-${heat(value)}`);
    },
  }));

  table.querySelector("tbody").replaceChildren();
  table.querySelector("thead").replaceChildren();
  const shown = new DataTable(table, {
    data: data.rows,
    columns,
    order: [],
    orderFixed: data.fixed === null ? [] : [[data.fixed, "asc"]],
    autoWidth: false,
    pageLength: 25,
    lengthMenu: [10, 25, 50, 100, 500],
    layout: { topStart: "pageLength", topEnd: "search", bottomStart: "info", bottomEnd: "paging" },
    language: {
      search: "Search", lengthMenu: `_MENU_ ${data.what} on a page`, emptyTable: "Nothing to show.",
      info: `_START_ to _END_ of _TOTAL_ ${data.what}`, infoEmpty: `No ${data.what}`, infoFiltered: "(of _MAX_ in all)",
      zeroRecords: `No ${data.what} match. Widen the search, or choose “Show all again”.`,
    },
  });

  const chosen = new Map();
  const label = (text, field) => {
    const one = make("div", "", { class: "choice" });
    field.id = `choose-${slug(text)}`;
    one.append(make("label", text, { for: field.id }), field);
    return one;
  };
  const select = (options, all) => {
    const one = make("select");
    if (all) one.append(make("option", all, { value: "" }));
    options.forEach(([text, value]) => one.append(make("option", text, { value })));
    return one;
  };
  const apply = () => { shown.search.fixed("chosen", chosen.size ? keep : null).draw(); };
  const keep = (text, row) => [...chosen.values()].every(test => test(row));
  const choose = (key, test) => {
    if (test) chosen.set(key, test);
    else chosen.delete(key);
    apply();
  };

  const filters = make("div", "", { class: "choices" });
  data.columns.forEach((column, place) => {
    if (!column.choose || column.values.length < 2) return;
    const field = select(column.values.map((text, value) => [text, value]), "All");
    field.addEventListener("change", () => {
      const wanted = Number(field.value);
      choose(column.title, field.value === "" ? null : row => row[place] === wanted);
    });
    filters.append(label(column.title, field));
  });

  let criterion, answer;
  if (data.criteria.length) {
    const last = data.columns.length - 1;
    criterion = select(data.criteria.map((title, place) => [title, place]), "Any");
    answer = select(data.answers);
    const changed = () => {
      const place = Number(criterion.value), letters = answer.value;
      choose("criterion", criterion.value === "" ? null : row => row[last] !== "" && letters.includes(row[last][place]));
    };
    criterion.addEventListener("change", changed);
    answer.addEventListener("change", changed);
    filters.append(label("Criterion", criterion), label("Answered", answer));
    document.querySelectorAll("button[data-criterion]").forEach(one => {
      one.hidden = false;
      one.addEventListener("click", () => {
        criterion.value = one.dataset.criterion;
        answer.selectedIndex = 0;  // "Not fully met", what the button is for
        changed();
        document.getElementById("settings").scrollIntoView();
        criterion.focus({ preventScroll: true });
      });
    });
  }
  const again = make("button", "Show all again", { type: "button" });
  again.addEventListener("click", () => {
    controls.querySelectorAll("select:not(#choose-view)").forEach(one => { one.selectedIndex = 0; });
    chosen.clear();
    shown.search("");
    apply();
  });
  filters.append(again);

  const boxes = data.columns.map((column, place) => {
    if (column.kind === "hidden") return null;
    const box = make("input", "", { type: "checkbox" });
    box.checked = shown.column(place).visible();
    box.addEventListener("change", () => shown.column(place).visible(box.checked));
    return box;
  });
  const columnChoice = make("details");
  const list = make("div", "", { class: "boxes" });
  columnChoice.append(make("summary", "Columns"), list);
  if (data.views.length > 1) {
    const views = select(data.views.map(view => [view, view]));
    views.addEventListener("change", () => {
      data.columns.forEach((column, place) => {
        shown.column(place).visible(column.views.includes(views.value), false);
        if (boxes[place]) boxes[place].checked = column.views.includes(views.value);
      });
      shown.columns.adjust().draw(false);
    });
    filters.prepend(label("View", views));
  }
  boxes.forEach((box, place) => {
    if (!box) return;
    const one = make("label");
    one.append(box, ` ${data.columns[place].title}`);
    list.append(one);
  });
  controls.append(filters, columnChoice);
  controls.hidden = false;

  let before = 0;  // on paper all of them stand, where that is not a book
  addEventListener("beforeprint", () => {
    before = shown.page.len();
    if (shown.page.info().recordsDisplay <= 500) shown.page.len(-1).draw(false);
  });
  addEventListener("afterprint", () => { shown.page.len(before).draw(false); });
})();

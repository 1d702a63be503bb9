"use strict";
// Opens what a link leads to, where a browser does not by itself, and prints the annex with all that is closed in it.
{
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    const closed = [];
    for (let one = target?.closest("details"); one; one = one.parentElement.closest("details")) closed.push(one);
    if (closed.every((one) => one.open)) return;
    for (const one of closed) one.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // The button is made here, so that nobody without scripts meets one that does nothing.
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Print the report with its annex" });
  const main = document.getElementById("main");
  button.addEventListener("click", () => {
    const before = main.className;
    main.className = "whole";
    print();
    main.className = before;
  });
  document.getElementById("annex").parentElement.append(button);
}

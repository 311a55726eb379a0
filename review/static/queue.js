// Lists: j and k walk the rows; a queue that is narrowed stays so when it is looked at again, and when one comes back to it.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("a[data-row]")];
  const walk = step => {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))].focus();
  };
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, [contenteditable]") || document.querySelector("dialog[open]")) return;
    if (event.key !== "j" && event.key !== "k") return;
    walk(event.key === "j" ? 1 : -1);
    event.preventDefault();
  });

  const cases = document.getElementById("cases");
  if (!cases) return;
  let focused = null;
  // What is looked at again is what the address says by now, not what it said when the page was opened.
  document.addEventListener("htmx:configRequest", event => {
    if (event.detail.elt !== cases) return;
    event.detail.path = location.pathname + location.search;
    event.detail.parameters = {};
  });
  document.addEventListener("htmx:beforeSwap", () => { focused = document.activeElement?.matches("a[data-row]") ? document.activeElement.id : null; });
  document.addEventListener("htmx:afterSwap", () => { if (focused) document.getElementById(focused)?.focus({ preventScroll: true }); });
  // A paper's page leads back to the queue as it was.
  const keep = () => { try { sessionStorage.setItem("queue", location.pathname + location.search); } catch { /* a browser that keeps nothing */ } };
  document.addEventListener("htmx:afterSettle", keep);
  keep();
})();

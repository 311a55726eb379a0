// Ties each value to its place on the page: hovering, focusing or choosing one lights the other.
"use strict";
(() => {
  const rects = new Map();
  for (const rect of document.querySelectorAll("rect[data-path]")) rects.set(rect.dataset.path, rect);
  const rows = new Map();
  for (const row of document.querySelectorAll("tr[data-path]")) rows.set(row.dataset.path, row);

  const light = (path, on) => {
    rects.get(path)?.classList.toggle("on", on);
    rows.get(path)?.classList.toggle("on", on);
  };
  const show = (element, pane) => {
    if (!element || !pane) return;
    const place = element.getBoundingClientRect(), view = pane.getBoundingClientRect();
    if (place.top < view.top || place.bottom > view.bottom) pane.scrollTop += place.top - view.top - view.height / 3;
  };
  const pages = document.querySelector(".pages");

  for (const [path, row] of rows) {
    row.addEventListener("mouseenter", () => light(path, true));
    row.addEventListener("mouseleave", () => light(path, false));
    row.addEventListener("focusin", () => { light(path, true); show(rects.get(path), pages); });
    row.addEventListener("focusout", () => light(path, false));
    row.querySelector("button.value")?.addEventListener("click", () => show(rects.get(path), pages));
  }
  for (const [path, rect] of rects) {
    rect.addEventListener("mouseenter", () => light(path, true));
    rect.addEventListener("mouseleave", () => light(path, false));
    rect.addEventListener("click", () => {
      const row = rows.get(path);
      row?.scrollIntoView({ block: "center" });
      row?.querySelector("button.value")?.focus({ preventScroll: true });
    });
  }
})();

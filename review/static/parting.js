// A file of several papers: its pages in a row, with the borders between papers to drag, to click, or to move with the arrow keys.
"use strict";
(() => {
  const form = document.querySelector('form[action$="/split"]');
  const bench = document.querySelector(".bench[data-document]");
  if (!form || !bench) return;
  const boxes = new Map([...form.querySelectorAll('input[type="checkbox"][name="begins"]')].map(box => [Number(box.value), box]));
  const strip = document.createElement("div");
  strip.className = "strip";
  const borders = new Map();

  const show = () => {
    for (const [page, border] of borders) {
      const set = boxes.get(page).checked;
      border.setAttribute("aria-pressed", String(set));
      border.title = set ? "A paper begins here: drag it, or click to take it away" : "Click: a paper begins here";
    }
  };
  const move = (from, to) => {
    if (!boxes.has(to) || boxes.get(to).checked) return false;
    boxes.get(from).checked = false;
    boxes.get(to).checked = true;
    show();
    return true;
  };
  const nearest = x => {
    const places = [...borders].map(([page, border]) => {
      const box = border.getBoundingClientRect();
      return [Math.abs(x - (box.left + box.right) / 2), page];
    });
    return places.sort((one, other) => one[0] - other[0])[0][1];
  };

  const borderBefore = page => {
    const border = document.createElement("button");
    border.type = "button";
    border.className = "border";
    border.setAttribute("aria-label", `A paper begins on page ${page}`);
    let held = null;
    border.addEventListener("pointerdown", event => {
      held = { at: page, moved: false };
      border.setPointerCapture(event.pointerId);
    });
    border.addEventListener("pointermove", event => {
      if (!held || !boxes.get(held.at).checked) return;
      const to = nearest(event.clientX);
      if (to !== held.at && move(held.at, to)) held = { at: to, moved: true };
    });
    border.addEventListener("pointercancel", () => { held = null; });
    border.addEventListener("click", () => {
      const dragged = held && held.moved;
      held = null;
      if (dragged) return;
      boxes.get(page).checked = !boxes.get(page).checked;
      show();
    });
    border.addEventListener("keydown", event => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step || !boxes.get(page).checked) return;
      event.preventDefault();
      event.stopPropagation();
      if (move(page, page + step)) borders.get(page + step).focus();
    });
    return border;
  };

  const last = Math.max(...boxes.keys());
  for (let page = 1; page <= last; page += 1) {
    if (boxes.has(page)) {
      borders.set(page, borderBefore(page));
      strip.append(borders.get(page));
    }
    const sheet = document.createElement("figure");
    const image = new Image();
    image.src = `/documents/${bench.dataset.document}/pages/${page}`;
    image.alt = "";
    image.loading = "lazy";
    image.draggable = false;
    const name = document.createElement("figcaption");
    name.textContent = String(page);
    sheet.append(image, name);
    strip.append(sheet);
  }
  form.querySelector(".begins").append(strip);
  form.classList.add("dragged");
  show();
})();

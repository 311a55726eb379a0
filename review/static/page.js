// The page as a picture: larger, smaller, turned, the page before or after; and a box drawn over print that is to be read again.
"use strict";
(() => {
  const pages = document.querySelector(".pages");
  if (!pages) return;
  const figures = [...pages.querySelectorAll("figure")];
  const at = document.querySelector(".at");
  let zoom = 1, turn = 0;

  const lay = () => {
    pages.style.setProperty("--zoom", zoom);
    for (const figure of figures) {
      const sheet = figure.querySelector(".sheet"), across = turn % 180 !== 0;
      const image = sheet.querySelector("img"), share = image.getAttribute("height") / image.getAttribute("width");
      sheet.style.transform = turn ? `rotate(${turn}deg)` : "";
      // A sheet that lies on its side takes as much room as it is long.
      sheet.style.margin = across ? `${(1 - share) * -50}% 0` : "";
      sheet.style.marginBlock = across && share > 1 ? `-${(share - 1) * 50}cqw` : "";
    }
  };
  // A page that cannot be drawn keeps its size, so that values keep their places.
  for (const figure of figures) {
    const image = figure.querySelector("img"), undrawn = () => figure.classList.add("undrawn");
    image.addEventListener("error", undrawn);
    if (image.complete && image.getAttribute("src") && !image.naturalWidth && image.loading !== "lazy") undrawn();
  }
  const here = () => {
    const top = pages.getBoundingClientRect().top + 40;
    let found = 0;
    figures.forEach((figure, index) => { if (figure.getBoundingClientRect().top <= top) found = index; });
    return found;
  };
  const go = step => {
    const to = figures[Math.min(figures.length - 1, Math.max(0, here() + step))];
    if (to) pages.scrollTop += to.getBoundingClientRect().top - pages.getBoundingClientRect().top - 8;
  };
  pages.addEventListener("scroll", () => { if (at) at.value = `${here() + 1} of ${figures.length}`; }, { passive: true });
  const actions = {
    in: () => { zoom = Math.min(4, zoom * 1.25); lay(); },
    out: () => { zoom = Math.max(0.5, zoom / 1.25); lay(); },
    fit: () => { zoom = 1; turn = 0; lay(); },
    turn: () => { turn = (turn + 90) % 360; lay(); },
    previous: () => go(-1),
    next: () => go(1),
  };
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", actions[button.dataset.view]);

  // A box is drawn in the page's own points, however large or turned it is shown: the SVG knows how.
  const bench = document.querySelector(".bench");
  if (!document.getElementById("correcting")) return;
  for (const figure of figures) {
    const svg = figure.querySelector("svg");
    let start = null, drawn = null;
    const point = event => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const box = end => [Math.min(start.x, end.x), Math.min(start.y, end.y), Math.max(start.x, end.x), Math.max(start.y, end.y)];
    svg.addEventListener("pointerdown", event => {
      if (event.button !== 0) return;
      start = point(event);
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointermove", event => {
      if (!start) return;
      const [x0, y0, x1, y1] = box(point(event));
      if (!drawn && Math.max(x1 - x0, y1 - y0) < 4) return;
      if (!drawn) {
        document.querySelectorAll("rect.drawn").forEach(old => old.remove());
        drawn = svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "rect"));
        drawn.setAttribute("class", "drawn");
      }
      for (const [name, value] of [["x", x0], ["y", y0], ["width", x1 - x0], ["height", y1 - y0]]) drawn.setAttribute(name, value);
    });
    svg.addEventListener("pointerup", event => {
      const ended = start && drawn ? box(point(event)) : null;
      const clicked = !ended && document.elementFromPoint(event.clientX, event.clientY)?.closest("rect[data-path]");
      start = drawn = null;
      if (clicked) clicked.dispatchEvent(new CustomEvent("chosen"));
      if (ended) bench.dispatchEvent(new CustomEvent("boxed", { detail: { page: Number(figure.dataset.page), box: ended } }));
    });
  }
})();

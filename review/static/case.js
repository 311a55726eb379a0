// A case at the keyboard: values and their places on the page, the next one that needs a look, corrections, and the keys of its forms.
"use strict";
(() => {
  const bench = document.querySelector(".bench");
  const pages = document.querySelector(".pages");
  const cells = new Map([...document.querySelectorAll(".cell[data-path], tr[data-path]")].map(cell => [cell.dataset.path, cell]));
  const rects = new Map([...document.querySelectorAll("rect[data-path]")].map(rect => [rect.dataset.path, rect]));
  const template = document.getElementById("correcting");
  let last = null;

  // A sum of several values stands where they stand.
  const places = path => cells.get(path)?.dataset.parts?.split(" ") ?? [path];
  const light = (path, on) => {
    for (const place of places(path)) rects.get(place)?.classList.toggle("on", on);
    cells.get(path)?.classList.toggle("on", on);
  };
  const show = path => {
    const rect = rects.get(places(path)[0]);
    if (rect) bring(rect);
  };
  const bring = rect => {
    const place = rect.getBoundingClientRect(), view = pages.getBoundingClientRect();
    if (place.top < view.top || place.bottom > view.bottom) pages.scrollTop += place.top - view.top - view.height / 3;
    if (place.left < view.left || place.right > view.right) pages.scrollLeft += place.left - view.left - view.width / 3;
  };
  const queue = () => { try { return sessionStorage.getItem("queue") ?? "/"; } catch { return "/"; } };
  const go = button => {
    const folded = button?.closest("details:not([open])");
    if (folded) folded.open = true;
    button?.focus();
    if (button) settle(button);
  };
  // What is gone to stands below the panel with what it belongs to: the whole part of the paper if there is room, else as much above it as there is.
  const below = document.querySelector(".below");
  const settle = button => {
    const cell = button.closest(".cell, tr"), section = cell?.closest("section");
    if (!section || !below?.contains(section)) return;
    const room = below.clientHeight, top = below.getBoundingClientRect().top, bottom = cell.getBoundingClientRect().bottom;
    const head = cell.closest("table")?.tHead?.offsetHeight ?? 0;
    const starts = [section, ...section.querySelectorAll("table, tbody tr, .cell")].map(part =>
      part.getBoundingClientRect().top - (part.matches("tbody tr") ? head : 0));
    below.scrollTop += Math.min(...starts.filter(start => bottom - start <= room), cell.getBoundingClientRect().top - head) - top;
  };
  const focus = path => go(cells.get(path)?.querySelector("button.value"));
  const looks = () => [...document.querySelectorAll("[data-look] button.value")];

  for (const [path, cell] of cells) {
    cell.addEventListener("mouseenter", () => light(path, true));
    cell.addEventListener("mouseleave", () => { if (!cell.contains(document.activeElement)) light(path, false); });
    cell.addEventListener("focusin", event => { last = path; light(path, true); if (!event.target.matches(".rival")) show(path); });
    cell.addEventListener("focusout", event => { if (!cell.contains(event.relatedTarget)) light(path, false); });
    cell.querySelector("button.value").addEventListener("click", event => {
      // A click by Enter has no place: it means "seen", and goes on to the next value that needs a look.
      if (event.detail === 0) next(cell.querySelector("button.value")); else show(path);
    });
    cell.querySelector("button.value").addEventListener("dblclick", () => correct(path));
  }
  for (const [path, rect] of rects) {
    rect.addEventListener("mouseenter", () => light(path, true));
    rect.addEventListener("mouseleave", () => { if (last !== path) light(path, false); });
    rect.addEventListener("chosen", () => { cells.get(path)?.scrollIntoView({ block: "center" }); focus(path); });
    if (!template) rect.addEventListener("click", () => rect.dispatchEvent(new CustomEvent("chosen")));
  }
  for (const link of document.querySelectorAll("a[data-to]"))
    link.addEventListener("click", event => {
      // A finding about a sum, or about a whole heat, is about what stands below it.
      const below = [`${link.dataset.to}.`, `${link.dataset.to}[`];
      const to = cells.has(link.dataset.to) ? link.dataset.to
        : [...cells.keys()].find(path => below.some(start => path.startsWith(start)) && (cells.get(path).dataset.parts || !link.dataset.to.endsWith("chemistry")));
      if (!to) return;
      event.preventDefault();
      focus(to);
    });

  const next = from => {
    const all = [...document.querySelectorAll("button.value")], wanted = looks();
    const after = wanted.find(button => all.indexOf(button) > all.indexOf(from));
    // Behind the last one it is time to decide.
    go(after ?? document.querySelector("[data-key=a]") ?? wanted[0]);
  };

  const correct = (path, read) => {
    const cell = cells.get(path);
    if (!template || !cell || cell.dataset.parts) return null;
    document.querySelectorAll("form.correcting").forEach(form => form.remove());
    const form = template.content.cloneNode(true).querySelector("form");
    form.elements.path.value = path;
    const told = cell.querySelector("button.value:not(.absent)");
    form.elements.value.value = read?.value ?? told?.dataset.value ?? told?.textContent.trim() ?? "";
    form.querySelector("[data-close]").addEventListener("click", () => close(form));
    form.addEventListener("keydown", event => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close(form);
    });
    (cell.querySelector("td.at") ?? cell).append(form);
    form.classList.toggle("leftward", below !== null && form.getBoundingClientRect().right > below.getBoundingClientRect().right);
    form.dispatchEvent(new CustomEvent("correcting", { bubbles: true }));
    form.scrollIntoView({ block: "nearest" });
    form.elements.value.focus({ preventScroll: true });
    form.elements.value.select();
    return form;
  };
  const close = form => {
    const path = form.elements.path.value;
    form.dispatchEvent(new CustomEvent("given-up", { bubbles: true }));
    form.remove();
    document.querySelectorAll("rect.drawn").forEach(drawn => drawn.remove());
    focus(path);
  };

  bench?.addEventListener("boxed", async ({ detail }) => {
    const open = document.querySelector("form.correcting");
    const path = open?.elements.path.value ?? last ?? looks()[0]?.closest("[data-path]").dataset.path;
    const form = correct(path);
    if (!form) return;
    const said = form.querySelector(".placed");
    said.textContent = "Reading …";
    const body = new URLSearchParams({ token: bench.dataset.token, page: detail.page, box: detail.box.map(edge => edge.toFixed(1)).join(","), path });
    try {
      const answer = await fetch(`/documents/${bench.dataset.document}/place`, { method: "POST", body });
      if (!answer.ok) throw new Error(answer.status === 401 ? "You are not signed in any more." : "It could not be read.");
      const found = await answer.json();
      said.textContent = found.text ? `printed “${found.text}”${found.value ? "" : ", which is no value for this field"}` : "Nothing can be read there.";
      form.elements.page.value = detail.page;
      form.elements.box.value = body.get("box");
      form.elements.text.value = found.text;
      if (found.value ?? found.text) form.elements.value.value = found.value ?? found.text;
      form.elements.value.select();
    } catch (error) {
      said.textContent = error.message;
    }
  });

  // What a value might have been: shown where it stands, and taken as a correction that stands there.
  const SVG = "http://www.w3.org/2000/svg";
  const undraw = () => document.querySelectorAll("rect.drawn").forEach(drawn => drawn.remove());
  const draw = ({ page, box }) => {
    undraw();
    const svg = document.querySelector(`figure[data-page="${page}"] svg`), [x0, y0, x1, y1] = box.split(",").map(Number);
    if (!svg) return;
    const rect = svg.appendChild(document.createElementNS(SVG, "rect"));
    for (const [name, value] of [["class", "drawn"], ["x", x0 - 1.5], ["y", y0 - 1], ["width", x1 - x0 + 3], ["height", y1 - y0 + 2]]) rect.setAttribute(name, value);
    bring(rect);
  };
  for (const rival of document.querySelectorAll("button.rival")) {
    for (const sign of ["mouseenter", "focus"]) rival.addEventListener(sign, () => draw(rival.dataset));
    for (const sign of ["mouseleave", "blur"]) rival.addEventListener(sign, undraw);
    rival.addEventListener("click", () => {
      const form = correct(rival.closest("[data-path]").dataset.path, rival.dataset);
      if (!form) return;
      for (const name of ["page", "box", "text"]) form.elements[name].value = rival.dataset[name];
      form.querySelector(".placed").textContent = `printed “${rival.dataset.text}” on page ${rival.dataset.page}`;
      draw(rival.dataset);
    });
  }

  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, select, textarea");
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (typing) {
      if (event.key === "Escape") typing.blur();
      return;
    }
    if (event.key === "e" || event.key === "F2") correct(last ?? looks()[0]?.closest("[data-path]").dataset.path);
    else if (event.key === "o") {
      const heats = [...document.querySelectorAll(".heat details")], open = heats.some(heat => !heat.open);
      for (const heat of heats) heat.open = open;
    }
    else if (event.key === "q") location.href = queue();
    else if (event.key === "s") location.href = `/documents/${bench.dataset.document}/story`;
    else {
      const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!target) return;
      target.click();
      if (target.matches("summary") && target.parentElement.open) target.parentElement.querySelector("input:not([type=hidden]), select")?.focus();
    }
    event.preventDefault();
  });

  // A reason is chosen by its number; "another" is told in words, and for all others Enter decides, or goes to what is still to be said.
  for (const why of document.querySelectorAll("select[data-why]")) {
    const { form } = why, words = form.querySelector("input[name=note], input[name=reason]"), needed = words.required;
    why.addEventListener("change", () => { words.required = needed || why.value === "other"; });
    why.addEventListener("keydown", event => {
      if (event.key !== "Enter" || !why.value) return;
      event.preventDefault();
      form.requestSubmit();
    });
  }

  // The day begins at the first value that needs a look.
  if (!location.hash) go(looks()[0]);
})();

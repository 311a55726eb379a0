// Keys of every page: what carries a key is pressed by it, ? tells the keys that this page has now, and times say what they are on the reader's clock.
"use strict";
(() => {
  const sheet = document.getElementById("keys");
  const tell = () => {
    for (const term of sheet.querySelectorAll("dt[data-needs]")) {
      const there = Boolean(document.querySelector(term.dataset.needs));
      term.hidden = term.nextElementSibling.hidden = !there;
    }
    sheet.showModal();
  };
  // On the window, so that a page's own keys come first.
  addEventListener("keydown", event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (typing && !typing.matches("[type=checkbox], [type=radio]")) {
      if (event.key === "Escape") typing.blur();
      return;
    }
    if (event.key === "?") tell();
    else {
      const target = event.key.length === 1 && document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!target) return;
      if (target.matches("input")) target.focus(); else target.click();
    }
    event.preventDefault();
  });

  const here = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  document.addEventListener("mouseover", ({ target }) => {
    const time = target.closest?.("time[datetime][title]");
    if (!time || "here" in time.dataset) return;
    time.dataset.here = "";
    time.title += ` (${here.format(new Date(time.dateTime))} on your clock)`;
  });
})();

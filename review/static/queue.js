// Keys of the lists: j and k walk the rows, / searches, n opens the next paper, ? tells the keys.
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
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      if (event.key === "Escape" && typing) typing.blur();
      return;
    }
    if (event.key === "j" || event.key === "k") walk(event.key === "j" ? 1 : -1);
    else if (event.key === "?") document.getElementById("keys")?.showModal();
    else {
      const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!target) return;
      if (target.matches("input")) target.focus(); else target.click();
    }
    event.preventDefault();
  });
})();

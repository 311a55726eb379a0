// Chooses all papers of a list, or none; without this file each is chosen by itself.
"use strict";
(() => {
  const all = document.getElementById("all");
  const boxes = [...document.querySelectorAll("input[name=chosen]")];
  if (!all) return;
  all.hidden = false;
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; });
  for (const box of boxes) box.addEventListener("change", () => { all.checked = boxes.every(each => each.checked); });
})();

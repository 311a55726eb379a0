// The letter to a supplier as it is typed: opened in the mail program, or copied.
"use strict";
(() => {
  const letter = document.querySelector("[data-letter]");
  if (!letter) return;
  const [to, subject, text] = ["#letter-to", "#letter-subject", "#message"].map(name => letter.querySelector(name));
  const said = letter.querySelector("[role=status]"), link = letter.querySelector("[data-mailto]");
  const address = () => `mailto:${encodeURIComponent(to.value.trim()).replaceAll("%40", "@")}?subject=${encodeURIComponent(subject.value)}&body=${encodeURIComponent(text.value.replace(/\r?\n/g, "\r\n"))}`;
  letter.addEventListener("input", () => { link.href = address(); });
  // What was typed earlier is filled in after this script.
  for (const sign of ["pointerdown", "focus"]) link.addEventListener(sign, () => { link.href = address(); });
  letter.querySelector("[data-copy]").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      // Without https a page has no clipboard of its own, but a selection can be copied.
      text.select();
      if (!document.execCommand("copy")) { said.textContent = "It is selected: copy it with Ctrl and C."; return; }
    }
    said.textContent = "Copied.";
  });
})();

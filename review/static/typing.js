// What the pages share on which somebody types: a sentence above the page, and what a browser keeps of the person who typed.
"use strict";
const typing = {
  say(sentence, link) {
    const stands = document.querySelector(".notice.typing");
    // What stands already is left as it is: a press on its link would lose its target between down and up, and a screen reader would say it twice.
    if (sentence && stands?.firstChild.data === sentence) return;
    stands?.remove();
    if (!sentence) return;
    const said = document.createElement("div");
    said.className = "notice problem typing";
    said.setAttribute("role", "alert");
    said.append(sentence);
    if (link) {
      const there = document.createElement("a");
      [there.textContent, there.href] = link;
      said.append(there);
    }
    document.getElementById("main").prepend(said);
  },
  remember(here, user, typed) {
    try { sessionStorage.setItem(here, JSON.stringify({ user, typed })); } catch { /* a browser that keeps nothing */ }
  },
  // What this person typed here; null where there is nothing, or somebody else's.
  remembered(here, user) {
    try {
      const found = JSON.parse(sessionStorage.getItem(here));
      return found?.user === user ? found.typed : null;
    } catch { return null; }
  },
};

// A signal's places: a link shows its one on the paper, and the words beside it stay where they are.
"use strict";
for (const link of document.querySelectorAll(".signals a[href^='#signal-']"))
  link.addEventListener("click", event => {
    const pages = document.querySelector(".pages"), rect = document.getElementById(link.hash.slice(1));
    if (!pages || !rect) return;
    event.preventDefault();
    document.querySelectorAll("rect.signal.on").forEach(other => other.classList.remove("on"));
    rect.classList.add("on");
    const place = rect.getBoundingClientRect(), view = pages.getBoundingClientRect();
    if (place.top < view.top || place.bottom > view.bottom) pages.scrollTop += place.top - view.top - view.height / 3;
    if (place.left < view.left || place.right > view.right) pages.scrollLeft += place.left - view.left - view.width / 3;
  });

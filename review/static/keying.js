// Keying blind: Enter walks the fields, lines and parts are added, and nothing that is keyed is lost when a stay ends or a page is left.
"use strict";
(() => {
  const form = document.getElementById("keying");
  const { sample, user } = form.dataset, here = `keying:${sample}`, token = form.elements.token.value;
  const fields = () => [...form.querySelectorAll("input[data-path]")];
  const keyed = () => Object.fromEntries(fields().filter(field => field.value.trim()).map(field => [field.dataset.path, field.value]));
  let passing = "", active = false;

  // What adds rows waits for this script: a press before it was there would be lost.
  const usable = block => {
    for (const button of block.querySelectorAll("[data-add]")) button.disabled = false;
    return block;
  };
  const add = rows => {
    const blocks = rows.querySelector(":scope > [data-blocks]"), mark = rows.dataset.rows, number = blocks.children.length;
    const html = rows.querySelector(":scope > template").innerHTML;
    blocks.insertAdjacentHTML("beforeend", html.replaceAll(`${mark}+`, number + 1).replaceAll(mark, number));
    return usable(blocks.lastElementChild);
  };
  const fill = typed => {
    for (const [path, value] of Object.entries(typed)) {
      // A path leads through the rows that it needs: heats[1].impact[0].mean_j.
      for (let guard = 0; guard < 400 && !document.getElementById(`k-${path}`); guard += 1) {
        const wanted = [...form.querySelectorAll("[data-rows]")].reverse().find(rows => {
          const next = new DOMParser().parseFromString(rows.querySelector(":scope > template").innerHTML, "text/html").querySelector("input[data-path]");
          const at = next?.dataset.path.split(rows.dataset.rows)[0];
          return at && path.startsWith(at) && Number.parseInt(path.slice(at.length), 10) >= rows.querySelector(":scope > [data-blocks]").children.length;
        });
        if (!wanted) break;
        add(wanted);
      }
      const field = document.getElementById(`k-${path}`);
      if (!field) continue;
      field.value = value;
      for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    }
  };
  const remember = () => typing.remember(here, user, keyed());
  const remembered = () => typing.remembered(here, user) ?? {};

  const { say } = typing;
  // Renews the paper's stay with whoever keys it; whether what is keyed can be sent now.
  const stay = async () => {
    remember();
    const answer = await fetch(`/samples/${sample}/stay`, { method: "POST", body: new URLSearchParams({ token }) }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      form.elements.version.value = (await answer.json()).version;
      say("");
      return true;
    }
    if (answer?.status === 401 || answer?.redirected) say("You are not signed in any more. What you have keyed stands here and is there again when you are back.", ["Sign in", `/login?next=${location.pathname}`]);
    else if (answer?.status === 403) say("This page is too old. What you have keyed is there again when it is opened anew.", ["Open it again", location.pathname]);
    else if (answer?.status === 409) say("Somebody else keys this paper by now: it was before you for too long without a key being pressed.", ["The sample", "/samples"]);
    else say("The desk does not answer just now. What you have keyed stands here; try again in a moment.");
    return false;
  };

  form.addEventListener("input", () => { active = true; remember(); });
  form.addEventListener("click", event => {
    const rows = event.target.closest("[data-add]")?.closest("[data-rows]");
    if (rows) add(rows).querySelector("input")?.focus();
  });
  form.addEventListener("invalid", event => {
    for (let fold = event.target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }, true);
  form.addEventListener("keydown", event => {
    if (event.key !== "Enter" || !event.target.matches("input[data-path]")) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) return form.requestSubmit();
    const all = fields().filter(field => field.checkVisibility());
    const to = all[all.indexOf(event.target) + (event.shiftKey ? -1 : 1)] ?? (event.shiftKey ? null : form.querySelector("button[type=submit]"));
    to?.focus();
    return to?.select?.();
  });
  form.addEventListener("submit", async event => {
    if (passing === "asked") {
      passing = "sent";
      form.elements.keyed.value = JSON.stringify(keyed());
      return;
    }
    event.preventDefault();
    if (passing) return;
    passing = "asking";
    passing = await stay() ? "asked" : "";
    if (passing) form.requestSubmit();
  });
  addEventListener("pageshow", () => { passing = ""; });
  setInterval(() => { if (active) stay(); active = false; }, 180_000);

  usable(form);
  if (!fields().some(field => field.value)) fill(remembered());
  // Whoever has begun to type before the page was ready keeps the field.
  if (!fields().includes(document.activeElement)) (fields().find(field => !field.value) ?? fields()[0])?.focus();
})();

// Nothing that is typed into a case is lost: it is kept at the desk when a field is left, and on this page while nobody is signed in.
"use strict";
(() => {
  const bench = document.querySelector(".bench[data-case]");
  if (!bench) return;
  const { case: number, user, token } = bench.dataset;
  const facts = document.querySelector(".facts"), here = `typed:${number}`;
  const fields = () => [...facts.querySelectorAll("input[id]:not([type=hidden]), select[id], textarea[id]")].filter(field => !field.closest("form.correcting"));
  const first = new Map(fields().map(field => [field.id, field.value]));
  const corrections = new Map();
  const cellOf = path => facts.querySelector(`[data-path="${CSS.escape(path)}"]`);
  const printed = path => {
    const told = cellOf(path)?.querySelector("button.value:not(.absent)");
    return told?.dataset.value ?? told?.textContent.trim() ?? "";
  };
  let kept = bench.dataset.typed, mine = "mine" in bench.dataset, active = false, passing = null, out = false, later = 0, line = Promise.resolve();

  const snapshot = () => {
    const open = facts.querySelector("form.correcting");
    if (open) note(open.elements.path.value, open.elements.value.value);
    const typed = Object.fromEntries(corrections);
    for (const field of fields()) if (field.value !== (first.get(field.id) ?? "")) typed[field.id] = field.value;
    return typed;
  };
  const note = (path, value) => {
    if (value === printed(path)) corrections.delete(path); else corrections.set(path, value);
    const cell = cellOf(path), about = cell?.querySelector(".about, td.at");
    about?.querySelector(".unsaved")?.remove();
    if (!about || !corrections.has(path)) return;
    const said = document.createElement("span");
    said.className = "unsaved";
    said.textContent = `typed “${value}”, not saved`;
    about.append(said);
  };
  const fill = typed => {
    for (const [name, value] of Object.entries(typed)) {
      const field = document.getElementById(name);
      if (field && facts.contains(field) && field.matches("input, select, textarea")) {
        field.value = value;
        for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      } else if (cellOf(name)) note(name, value);
    }
  };

  const { say } = typing;
  const remember = typed => typing.remember(here, user, typed);
  const forget = () => { try { sessionStorage.removeItem(here); } catch { /* as above */ } };
  const remembered = () => typing.remembered(here, user);

  // Whether what is typed is safe, or there is no use in waiting until it is.
  const send = async always => {
    const typed = snapshot(), text = JSON.stringify(typed);
    if (text === kept && !always) return true;
    remember(typed);
    let answer = null;
    try {
      answer = await fetch(`/cases/${number}/draft`, { method: "POST", body: new URLSearchParams({ token, typed: text }), keepalive: text.length < 50_000 });
    } catch { /* told below */ }
    if (answer?.ok && !answer.redirected) {
      const { yours } = await answer.json();
      kept = text;
      mine = yours && (mine || text !== "{}");
      forget();
      say(yours ? "" : "Somebody else has this case before them by now. What you have typed is kept.");
      return true;
    }
    out = answer?.status === 401 || Boolean(answer?.redirected);
    if (out) say("You are not signed in any more. What you have typed stands here and is kept when you are back.", ["Sign in", `/login?next=${location.pathname}`]);
    else if (answer?.status === 403) say("This page is too old. What you have typed is kept when it is opened again.", ["Open it again", location.pathname]);
    else if (answer?.status === 409) say("This case is decided by now: what you have typed goes nowhere.", ["Open it again", location.pathname]);
    else say("What you have typed could not be kept just now. It stands here; do not close this page.");
    if (answer?.status === 409) forget();
    return answer?.status === 409 || answer?.status === 422;
  };
  const keep = always => { clearTimeout(later); return (line = line.then(() => send(always))); };

  facts.addEventListener("focusout", event => { if (event.target.matches("input, select, textarea")) keep(); });
  facts.addEventListener("input", () => { clearTimeout(later); later = setTimeout(keep, 5000); });
  facts.addEventListener("correcting", event => {
    const { path, value } = event.target.elements;
    if (corrections.has(path.value)) value.value = corrections.get(path.value);
  });
  facts.addEventListener("given-up", event => {
    const { path, value } = event.target.elements;
    value.value = printed(path.value);
    note(path.value, value.value);
    keep();
  });
  document.addEventListener("submit", async event => {
    const form = event.target, { submitter } = event;
    if (form.method !== "post" || form === passing || (JSON.stringify(snapshot()) === kept && !out)) return;
    event.preventDefault();
    if (!await keep(out)) return;
    passing = form;
    form.requestSubmit(submitter);
  });

  // Whoever works at a case keeps it; whoever has left it does not.
  for (const sign of ["keydown", "pointerdown", "wheel"]) document.addEventListener(sign, () => { active = true; }, { passive: true });
  setInterval(() => {
    if (active && mine && !out) keep(true);
    active = false;
  }, 180_000);
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState === "hidden") return keep();
    if (!out) return null;
    // They may have signed in beside this page; then it is opened anew, and what it remembers is sent.
    const answer = await fetch(location.pathname, { redirect: "manual" }).catch(() => null);
    if (answer?.ok) location.reload();
    return null;
  });

  fill(JSON.parse(bench.dataset.typed));
  const unsent = remembered();
  if (unsent) {
    fill(unsent);
    keep(true);
  }
  kept = unsent ? kept : JSON.stringify(snapshot());
})();

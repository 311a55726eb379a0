// Papers are sent one after the other, each with a bar of its own; without this script the form sends them all at once.
"use strict";
(() => {
  const form = document.getElementById("drop"), input = document.getElementById("files");
  const panel = document.getElementById("sent-panel"), list = panel.querySelector("ul");

  const send = (file, bar, item) => new Promise(done => {
    const body = new FormData();
    body.append("token", form.elements.token.value);
    body.append("files", file);
    const request = new XMLHttpRequest();
    request.open("POST", "/send");
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", event => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
    request.addEventListener("loadend", () => {
      bar.remove();
      let told = null;
      try { told = request.status === 200 ? JSON.parse(request.responseText)[0] : null; } catch { told = null; }
      show(item, file.name, told, request.status);
      done();
    });
    request.send(body);
  });
  const show = (item, name, told, status) => {
    item.textContent = "";
    const chip = document.createElement("span"), said = document.createElement("small");
    let title = document.createTextNode(name + " ");
    if (told?.document_id) {
      title = document.createElement("a");
      title.href = `/documents/${told.document_id}`;
      title.textContent = told.name;
    }
    chip.className = "chip " + (told?.document_id ? (told.is_new ? "posted" : "") : "error");
    chip.textContent = told?.document_id ? (told.is_new ? "taken" : "had come before") : "not taken";
    said.textContent = told ? told.refused ?? "" : status === 413 ? "It is too large." : status === 401 || status === 403 ? "You are not signed in any more: it was not taken." : "It could not be sent: it was not taken. Send it again.";
    item.append(title, " ", chip, said);
    for (const part of told?.contents ?? []) {
      const line = document.createElement("small");
      line.textContent = part.name + (part.refused ? `: ${part.refused}` : "");
      item.append(line);
    }
  };
  const sendAll = async files => {
    panel.hidden = false;
    const waiting = [...files].map(file => {
      const item = document.createElement("li"), bar = document.createElement("progress");
      bar.max = 1; bar.value = 0;
      bar.setAttribute("aria-label", `Sending ${file.name}`);
      item.append(`${file.name} `, bar);
      list.prepend(item);
      return [file, bar, item];
    });
    for (const each of waiting) await send(...each);
    input.value = "";
  };

  form.addEventListener("submit", event => { event.preventDefault(); sendAll(input.files); });
  input.addEventListener("change", () => sendAll(input.files));
  for (const name of ["dragenter", "dragover"]) form.addEventListener(name, event => { event.preventDefault(); form.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  form.addEventListener("drop", event => { event.preventDefault(); sendAll(event.dataTransfer.files); });
})();

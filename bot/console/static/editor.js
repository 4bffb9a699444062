// Comforts of the editor; it works without them.
"use strict";

(() => {
  // Enter in the phone asks the bot; it would send the editor's form otherwise.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.id === "ask-text") {
      event.preventDefault();
      document.getElementById("ask-send").click();
    }
  });
  // What is typed is kept on the server a moment after the last key, and when the page goes away: nothing is
  // lost with a browser. A form that is being sent takes care of itself.
  const form = document.getElementById("edit");
  if (form && form.dataset.keep) {
    let timer = 0, leaving = false, request = null;
    const said = document.getElementById("kept"), chip = document.getElementById("unsaved");
    const typed = () => {
      const fields = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (typeof value === "string" && name !== "before" && name !== "text") fields.append(name, value);
      }
      return fields;
    };
    const keep = () => {
      timer = 0;
      if (request) request.abort();
      request = new AbortController();
      fetch(form.dataset.keep, { method: "POST", body: typed(), signal: request.signal, redirect: "error" })
        .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer)))
        .then((text) => {
          if (said) said.textContent = text;
          if (chip) chip.hidden = !text;
        })
        .catch((fault) => {
          if (fault.name !== "AbortError" && said) said.textContent = form.dataset.failed;
        });
    };
    const changed = (event) => {
      if (event.target.form !== form || event.target.closest("#phone")) return;
      if (chip) chip.hidden = false;
      if (said) said.textContent = "";
      clearTimeout(timer);
      timer = setTimeout(keep, 1500);
    };
    document.addEventListener("input", changed);
    document.addEventListener("change", changed);
    document.addEventListener("submit", () => {
      leaving = true;
      clearTimeout(timer);
      if (request) request.abort();
    });
    window.addEventListener("pageshow", () => { leaving = false; });
    window.addEventListener("pagehide", () => {
      if (timer && !leaving) navigator.sendBeacon(form.dataset.keep, typed());
    });
  }
  // The part that is open is seen where the parts are one row.
  const open = document.querySelector(".parts [aria-current]");
  if (open && open.scrollIntoView) open.scrollIntoView({ block: "nearest", inline: "center" });
})();

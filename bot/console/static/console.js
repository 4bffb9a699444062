// Small comforts; every page works without them.
"use strict";

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const find = document.getElementById("find");
    if (find) {
      event.preventDefault();
      find.focus();
      find.select();
    }
  }
  if (event.key === "Escape") {
    document.querySelectorAll("nav.ways details[open]").forEach((it) => it.removeAttribute("open"));
  }
});

document.addEventListener("click", (event) => {
  document.querySelectorAll("nav.ways details[open]").forEach((it) => {
    if (!it.contains(event.target)) it.removeAttribute("open");
  });
  const copying = event.target.closest("[data-copy]");
  if (copying) {
    const source = document.getElementById(copying.dataset.copy);
    source.select();
    const done = () => { copying.textContent = "คัดลอกแล้ว"; };
    if (navigator.clipboard) navigator.clipboard.writeText(source.value).then(done, () => {});
    else if (document.execCommand("copy")) done();
  }
  const printing = event.target.closest("[data-print]");
  if (printing) window.print();
});

const faults = document.getElementById("faults");
if (faults) faults.focus();

// Comforts of the pages of applications; each works without them.
"use strict";

(() => {
  const boxes = (name) => [...document.querySelectorAll(`input[type=checkbox][name="${name}"]`)];
  const count = () => {
    document.querySelectorAll("[data-count-of]").forEach((it) => {
      const all = document.querySelector('input[name="all"]:checked');
      const chosen = boxes(it.dataset.countOf).filter((box) => box.checked).length;
      it.textContent = all ? "เลือกทั้งหมดที่ตรงเงื่อนไข" : chosen ? `เลือก ${chosen} ใบ` : "";
    });
  };
  document.addEventListener("change", (event) => {
    const all = event.target.closest("[data-all-of]");
    if (all) boxes(all.dataset.allOf).forEach((box) => { box.checked = all.checked; });
    count();
  });
  document.addEventListener("click", (event) => {
    const fill = event.target.closest("[data-fill]");
    if (fill) {
      const field = document.getElementById(fill.dataset.fill);
      field.value = fill.textContent;
      field.focus();
    }
    document.querySelectorAll("details.drop[open], details.facet[open]").forEach((it) => {
      if (!it.contains(event.target)) it.removeAttribute("open");
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") {
      const note = document.getElementById("f-text");
      if (note) { event.preventDefault(); note.focus(); }
      return;
    }
    const place = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!place) return;
    event.preventDefault();
    if (place.href) place.click(); else place.focus();
  });
  // On paper everything is unfolded.
  const unfold = (open) => document.querySelectorAll("details.long").forEach((it) => { it.open = open; });
  addEventListener("beforeprint", () => unfold(true));
  addEventListener("afterprint", () => unfold(false));
  // Seconds left to take something back: counted down, and gone when they are over.
  const started = performance.now();
  const tick = () => document.querySelectorAll("[data-undo]").forEach((it) => {
    const left = Number(it.dataset.undo) - (performance.now() - started) / 1000;
    if (left <= 0) it.remove();
    else it.querySelector("[data-seconds]").textContent = Math.ceil(left);
  });
  if (document.querySelector("[data-undo]")) setInterval(tick, 500);
  count();
})();

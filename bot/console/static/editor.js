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
  // The part that is open is seen where the parts are one row.
  const open = document.querySelector(".parts [aria-current]");
  if (open && open.scrollIntoView) open.scrollIntoView({ block: "nearest", inline: "center" });
})();

// Leaving fast: the page goes blank at once, the visit ends, and a page anybody might read takes
// its place. Works on every page of a young person. Without it the button still leaves by a form.
(function () {
  "use strict";
  const form = document.getElementById("leave");
  const leaving = document.getElementById("leaving");
  if (!form) { return; }
  const sentences = document.getElementById("shift").content.children; // by presses so far

  const PRESSES = 3;
  const WITHIN_MS = 5000;
  let presses = 0;
  let alone = false; // Shift went down and no other key did: not a capital letter
  let forget = 0;

  function leave() {
    const where = form.dataset.away;
    document.documentElement.classList.add("gone");
    document.title = "";
    document.body.replaceChildren();
    if (window.speechSynthesis) { window.speechSynthesis.cancel(); } // it would go on talking
    navigator.sendBeacon("/chat/leave"); // goes out though the page is going
    window.location.replace(where);
  }

  function start() {
    presses = 0;
    leaving.textContent = "";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });

  document.addEventListener("keydown", (event) => {
    alone = event.key === "Shift";
    if (!alone) { start(); }
  });

  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) { return; }
    presses += 1;
    clearTimeout(forget);
    forget = setTimeout(start, WITHIN_MS);
    if (presses === PRESSES) {
      leave();
    } else {
      leaving.replaceChildren(sentences[presses - 1].cloneNode(true));
    }
  });
})();

// Reads a message aloud, with the browser's own voice for the message's language. Where the browser
// has no voice there is no button. One message at a time; pressing again is silence.
(function () {
  "use strict";
  const list = document.getElementById("log");
  const voice = window.speechSynthesis;
  if (!list || !voice || !window.SpeechSynthesisUtterance) { return; }

  const SVG = "http://www.w3.org/2000/svg";
  const DEFAULT_LANGUAGE = "en-GB";
  let talking = null;

  function sentences(part) {
    const lines = Array.from(part.querySelectorAll("p"), (each) => each.textContent);
    const labels = Array.from(part.querySelectorAll("li"), (each, at) => (at + 1) + ", " + each.textContent);
    return lines.concat(labels).join(".\n");
  }

  function silence() {
    voice.cancel();
    if (talking) { talking.setAttribute("aria-pressed", "false"); }
    talking = null;
  }

  function read(button, part) {
    const said = new window.SpeechSynthesisUtterance(sentences(part));
    said.lang = part.lang && part.lang !== "en" ? part.lang : DEFAULT_LANGUAGE;
    said.onend = () => { if (talking === button) { silence(); } };
    said.onerror = said.onend;
    talking = button;
    button.setAttribute("aria-pressed", "true");
    voice.speak(said);
  }

  function speaker() {
    const drawn = document.createElementNS(SVG, "svg");
    const path = document.createElementNS(SVG, "path");
    drawn.setAttribute("viewBox", "0 0 24 24");
    drawn.setAttribute("aria-hidden", "true");
    path.setAttribute("d", "M4 9v6h4l5 4V5L8 9zM16.5 9a4 4 0 0 1 0 6M19 6a8 8 0 0 1 0 12");
    drawn.append(path);
    return drawn;
  }

  function unseen() {
    const words = document.getElementById("said").content.querySelector('[data-key="listen"]');
    const part = document.createElement("span");
    part.className = "unseen";
    part.append(...words.cloneNode(true).childNodes);
    return part;
  }

  function addTo(item) {
    const part = item.querySelector(".words");
    if (!item.classList.contains("ours") || !part || item.querySelector(".listen")) { return; }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "listen";
    button.append(speaker(), unseen());
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const again = talking === button;
      silence();
      if (!again) { read(button, part); }
    });
    item.append(button);
  }

  Array.from(list.children).forEach(addTo);
  new MutationObserver((changes) => {
    changes.forEach((change) => change.addedNodes.forEach(addTo));
  }).observe(list, { childList: true });
  window.addEventListener("pagehide", silence);
})();

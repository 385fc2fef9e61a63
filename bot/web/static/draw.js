// A pad to sketch on, beside the photo of paper: chat.js brings it only where a drawing is asked for.
// Strokes are kept as points, so that the last can be taken back; what is sent is a picture of them.
(function () {
  "use strict";
  const form = document.getElementById("draw");
  const file = document.getElementById("picture");
  const phrases = document.getElementById("pad-said").content;
  const WIDE = 960;
  const HIGH = 720;
  const STEP = 12; // points that an arrow key moves
  const COLOURS = { black: "#1d1d1b", red: "#c0271d", blue: "#1f4fa8", green: "#1c6b3a" };
  const LINES = { thin: 8, thick: 22 };
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const strokes = []; // [{ colour, width, points }], oldest first
  let drawing = null; // the stroke under a finger or begun by a key
  let byKeys = false;
  let at = [WIDE / 2, HIGH / 2]; // where the keys are

  function make(tag, className) {
    const element = document.createElement(tag);
    if (className) { element.className = className; }
    return element;
  }

  function say(place, key) {
    const words = phrases.querySelector('[data-key="' + key + '"]');
    place.append(...Array.from(words.cloneNode(true).childNodes));
    return place;
  }

  function button(key, press) {
    const made = say(make("button", "pill"), key);
    made.type = "button";
    made.addEventListener("click", press);
    return made;
  }

  function choice(name, keys) {
    const group = make("fieldset");
    group.append(say(make("legend"), "pad_" + name));
    keys.forEach((key, place) => {
      const label = make("label", "pad-choice");
      const radio = make("input");
      radio.type = "radio";
      radio.name = "pad-" + name; // left out of what is sent: the file is all there is
      radio.value = key;
      radio.checked = place === 0;
      label.append(radio, say(make("span", "pad-" + key), "pad_" + key));
      group.append(label);
    });
    return group;
  }

  function chosen(name) { return form.querySelector('[name="pad-' + name + '"]:checked').value; }

  const open = button("pad_open", () => {
    pad.hidden = !pad.hidden;
    open.setAttribute("aria-expanded", String(!pad.hidden));
    if (pad.hidden) { return; }
    paint();
    sheet.focus({ preventScroll: true });
    pad.scrollIntoView(); // the sheet, and what to draw with below it
  });
  open.setAttribute("aria-expanded", "false");
  const pad = make("div", "pad");
  pad.hidden = true;
  const how = say(make("p"), "pad_how");
  how.id = "pad-how";
  const sheet = make("canvas");
  sheet.width = WIDE;
  sheet.height = HIGH;
  sheet.tabIndex = 0;
  sheet.setAttribute("role", "application");
  sheet.setAttribute("aria-label", say(make("p"), "pad_label").textContent);
  sheet.setAttribute("aria-describedby", "pad-how");
  const told = make("p", "unseen");
  told.setAttribute("role", "status");
  const trouble = make("p", "problem");
  trouble.setAttribute("role", "alert");
  trouble.hidden = true;
  const acts = make("div", "pad-acts");
  acts.append(
    button("pad_undo", () => { end(); strokes.pop(); changed(); }),
    button("pad_again", () => { end(); strokes.length = 0; changed(); }));
  pad.append(how, sheet, told, choice("colour", Object.keys(COLOURS)),
    choice("line", Object.keys(LINES)), acts);
  file.after(open, pad);
  form.querySelector("[type=submit]").before(trouble);

  function paint() {
    const pen = sheet.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, WIDE, HIGH);
    pen.lineCap = pen.lineJoin = "round";
    strokes.forEach((stroke) => {
      pen.strokeStyle = COLOURS[stroke.colour];
      pen.lineWidth = LINES[stroke.width];
      pen.beginPath();
      pen.moveTo(stroke.points[0][0], stroke.points[0][1]);
      stroke.points.forEach((point) => pen.lineTo(point[0], point[1] + 0.01)); // a dot is a line, too
      pen.stroke();
    });
  }

  // Where the keys are, beside what is drawn and never in what is sent.
  function mark() {
    if (!byKeys) { return; }
    const pen = sheet.getContext("2d");
    pen.strokeStyle = "#c0271d";
    pen.lineWidth = 3;
    pen.beginPath();
    pen.moveTo(at[0] - 18, at[1]);
    pen.lineTo(at[0] + 18, at[1]);
    pen.moveTo(at[0], at[1] - 18);
    pen.lineTo(at[0], at[1] + 18);
    pen.stroke();
  }

  function changed() {
    file.required = strokes.length === 0;
    if (strokes.length) { file.value = ""; } // the newest is what is meant
    paint();
    mark();
  }

  function begin(point) {
    drawing = { colour: chosen("colour"), width: chosen("line"), points: [point] };
    strokes.push(drawing);
    changed();
  }

  function end() { drawing = null; }

  function where(event) {
    const box = sheet.getBoundingClientRect();
    return [(event.clientX - box.left) * WIDE / box.width, (event.clientY - box.top) * HIGH / box.height];
  }

  sheet.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary) { return; }
    byKeys = false;
    sheet.setPointerCapture(event.pointerId);
    begin(where(event));
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!drawing || byKeys || !event.isPrimary) { return; }
    drawing.points.push(where(event));
    paint();
  });
  ["pointerup", "pointercancel"].forEach((name) => sheet.addEventListener(name, end));

  function toggle() {
    if (drawing) { end(); } else { begin(at.slice()); }
    told.replaceChildren();
    say(told, drawing ? "pad_down" : "pad_up");
  }

  sheet.addEventListener("keydown", (event) => {
    const by = ARROWS[event.key];
    if (!by && event.key !== " ") { return; }
    event.preventDefault();
    byKeys = true;
    if (by) {
      at = [Math.min(WIDE, Math.max(0, at[0] + by[0] * STEP)), Math.min(HIGH, Math.max(0, at[1] + by[1] * STEP))];
      if (drawing) { drawing.points.push(at.slice()); }
    } else {
      toggle();
    }
    paint();
    mark();
  });
  sheet.addEventListener("blur", () => { if (byKeys) { end(); } });

  file.addEventListener("change", () => {
    if (!file.files.length) { return; }
    strokes.length = 0;
    paint();
  });

  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      trouble.replaceChildren();
      say(trouble, "pad_offline");
      trouble.hidden = false;
      return;
    }
    if (!strokes.length || file.files.length) { return; }
    event.preventDefault();
    paint(); // without the mark of the keys
    sheet.toBlob((blob) => {
      const held = new DataTransfer();
      held.items.add(new File([blob], "drawing.png", { type: "image/png" }));
      file.files = held.files;
      form.submit();
    });
  });
})();

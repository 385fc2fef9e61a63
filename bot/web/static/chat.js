// Makes the chat quick: sends without a reload, shows what comes, and keeps trying where there is no
// signal. Without it the same forms work by reload. Words are only ever set as text, never as markup.
(function () {
  "use strict";
  const list = document.getElementById("log");
  const answers = document.getElementById("answers");
  const options = document.getElementById("options");
  const pick = document.getElementById("pick");
  const sendThese = document.getElementById("send-these");
  const draw = document.getElementById("draw");
  const write = document.getElementById("write");
  const box = document.getElementById("text");
  const sending = document.getElementById("sending");
  const phrases = document.getElementById("said").content;

  const SVG = "http://www.w3.org/2000/svg";
  const URL = "/chat/messages";
  const POLL_MS = 3000;
  const SLOW_POLL_MS = 30000; // nobody is looking, or no signal
  const RETRY_MS = 2000;
  const GIVE_UP_MS = 15000; // on one try; the message itself is never given up
  const NEAR_THE_END = 160; // pixels

  const queue = []; // to be sent, oldest first
  const unclaimed = []; // shown as sent by us, not yet seen in what the server lists
  const seen = new Set();
  let told = ""; // which sentence stands by the box
  let asked = [];
  let drawing = !draw.hidden; // whether a drawing may answer what was asked last
  let newestOfOurs = 0;
  let cursor = 0; // everything up to this id has been read by polling
  let busy = false;
  let closed = false;
  let tries = 0;
  let misses = 0;
  let timer = 0;

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) { element.className = className; }
    if (text !== undefined) { element.textContent = text; }
    return element;
  }

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // A sentence of the page, in its language, or in English marked as such.
  function say(place, key) {
    const words = phrases.querySelector('[data-key="' + key + '"]');
    place.replaceChildren(...Array.from(words.cloneNode(true).childNodes));
    return place;
  }

  function tell(key) {
    if (told === key) { return; }
    told = key;
    if (key) { say(sending, key); } else { sending.replaceChildren(); }
  }

  // What "1" or "1 3" meant: the labels, where every number is one of the options.
  function meant(text) {
    const numbers = text.replace(/,/g, " ").split(/\s+/).filter(Boolean);
    const picked = asked.filter((option) => numbers.includes(option.value));
    const all = picked.length > 0 && picked.length === numbers.length;
    return all ? picked.map((option) => option.label).join(", ") : text;
  }

  function words(message) {
    const part = make("div", "words");
    if (message.lang) { part.lang = message.lang; }
    part.dir = message.dir;
    const text = message.from === "you" ? meant(message.text) : message.text;
    text.split("\n").filter((line) => line.trim()).forEach((line) => part.append(make("p", "", line)));
    if (message.options.length) {
      const labels = make("ol", "unseen");
      message.options.forEach((option) => labels.append(make("li", "", option.label)));
      part.append(labels);
    }
    return part;
  }

  function bubble(message) {
    const mine = message.from === "you";
    const item = make("li", "bubble new " + (mine ? "mine" : "ours"));
    item.append(say(make("span", "unseen"), mine ? "you_said" : "we_said"), words(message));
    return item;
  }

  // Ids rise by time. What has none yet is still on its way, and stays last.
  function place(item, id) {
    const later = Array.from(list.children).find(
      (each) => !each.dataset.id || Number(each.dataset.id) > id);
    item.dataset.id = id;
    list.insertBefore(item, later || null);
  }

  function claim(message) {
    const at = unclaimed.findIndex((each) => each.text === message.text);
    if (message.from !== "you" || at < 0) { return false; }
    const item = unclaimed.splice(at, 1)[0].item;
    item.classList.remove("waiting");
    item.dataset.id = message.id;
    return true;
  }

  function option(one, several, drawn) {
    const element = make(several ? "label" : "button", "option");
    const control = several ? make("input") : element;
    control.name = "text";
    control.value = one.value;
    if (several) {
      control.type = "checkbox";
      element.append(control, make("span", "its-number", one.value));
    } else {
      element.type = "submit";
      element.append(make("span", "number", one.value));
    }
    if (drawn) { element.append(picture(drawn)); }
    element.append(make("span", "label", one.label));
    return element;
  }

  // The words beside it are its text.
  function picture(name) {
    const drawn = document.createElementNS(SVG, "svg");
    const use = document.createElementNS(SVG, "use");
    drawn.setAttribute("class", "small-picture");
    drawn.setAttribute("aria-hidden", "true");
    use.setAttribute("href", answers.dataset.pictures + "#" + name);
    drawn.append(use);
    return drawn;
  }

  function ask(message) {
    asked = message.options;
    const several = Boolean(message.several);
    const pictures = message.pictures || [];
    say(pick, several ? "pick_several" : "pick_one");
    if (message.lang) { options.lang = message.lang; }
    options.dir = message.dir;
    document.documentElement.dir = message.dir; // the whole page turns with the language
    options.replaceChildren(...asked.map((each, at) => option(each, several, pictures[at])));
    sendThese.hidden = !several;
    answers.hidden = asked.length === 0;
    drawing = Boolean(message.draws);
    draw.hidden = !drawing;
    bringPad();
  }

  // The pad to sketch on is a script of its own, which most talks never need.
  function bringPad() {
    if (!drawing || document.getElementById("pad-script")) { return; }
    const script = make("script");
    script.id = "pad-script";
    script.src = draw.dataset.pad;
    document.body.append(script);
  }

  function isNearTheEnd() {
    const page = document.documentElement;
    return page.scrollHeight - window.scrollY - window.innerHeight < NEAR_THE_END;
  }

  function toTheEnd(behavior) {
    if (!draw.hidden) { // what to draw is read first: it stays in sight, above the form
      list.lastElementChild.scrollIntoView({ block: "start", behavior: behavior || "auto" });
      return;
    }
    window.scrollTo({ top: document.documentElement.scrollHeight, behavior: behavior || "auto" });
  }

  function take(messages) {
    const follow = !draw.hidden || isNearTheEnd();
    const fresh = messages.filter((message) => !seen.has(message.id));
    fresh.forEach((message) => {
      seen.add(message.id);
      if (!claim(message)) { place(bubble(message), message.id); }
      if (message.from === "sayso" && message.id > newestOfOurs) {
        newestOfOurs = message.id;
        ask(message);
      }
    });
    if (fresh.length) { markNewest(); }
    if (fresh.length && follow) { toTheEnd(); }
  }

  // Where "Skip to the newest message" goes.
  function markNewest() {
    const before = document.getElementById("newest");
    if (before) { before.removeAttribute("id"); }
    list.lastElementChild.id = "newest";
    list.lastElementChild.tabIndex = -1;
  }

  function leaveOff() {
    closed = true;
    clearTimeout(timer);
    tell("closed");
  }

  // Sending

  function send(text) {
    const item = bubble({ from: "you", text: text, dir: "auto", options: [] });
    const message = { client_id: newId(), text: text, item: item };
    list.append(item);
    queue.push(message);
    unclaimed.push(message);
    answers.hidden = draw.hidden = true; // one press, one answer
    toTheEnd();
    next();
  }

  function post(message) {
    const abort = new AbortController();
    const over = setTimeout(() => abort.abort(), GIVE_UP_MS);
    return fetch(URL, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ client_id: message.client_id, text: message.text }),
      signal: abort.signal,
    }).finally(() => clearTimeout(over));
  }

  function next() {
    if (busy || closed || queue.length === 0) { return; }
    busy = true;
    post(queue[0]).then(settle).catch(keep).then(() => {
      busy = false;
      if (tries === 0) { next(); }
    });
  }

  function settle(answer) {
    if (answer.status === 403) { return leaveOff(); }
    if (answer.status === 400 || answer.status === 413) { return refuse(); }
    if (!answer.ok) { return keep(); }
    return answer.json().then((found) => {
      const sent = queue.shift();
      tries = 0;
      tell("");
      take(found.messages);
      // Sent on an earlier try: the answer to it is already there, waiting to be read.
      if (unclaimed.includes(sent)) { poll(); }
    });
  }

  function keep() {
    tries += 1;
    queue.forEach((message) => message.item.classList.add("waiting"));
    tell("not_yet");
    setTimeout(next, Math.min(RETRY_MS * 2 ** (tries - 1), SLOW_POLL_MS));
  }

  function refuse() {
    const refused = queue.shift();
    unclaimed.splice(unclaimed.indexOf(refused), 1);
    tries = 0;
    refused.item.remove();
    draw.hidden = !drawing;
    box.value = box.value || refused.text;
    answers.hidden = asked.length === 0;
    tell("refused");
  }

  // Reading

  function poll() {
    return fetch(URL + "?after=" + cursor, { headers: { Accept: "application/json" } })
      .then((answer) => {
        if (answer.status === 403) { return leaveOff(); }
        if (!answer.ok) { throw new Error("away"); }
        return answer.json().then((found) => {
          misses = 0;
          take(found.messages);
          turnTo(found.lang);
          cursor = found.messages.reduce((most, each) => Math.max(most, each.id), cursor);
        });
      })
      .catch(() => { misses += 1; });
  }

  // They asked for another language: the page is drawn in it, once nothing can be lost by that.
  function turnTo(lang) {
    const begun = queue.length || box.value || options.querySelector(":checked");
    if (!lang || lang === document.documentElement.lang || begun) { return; }
    if (document.activeElement === box) { window.location.hash = "text"; } // goes on in the box
    window.location.reload();
  }

  function again() {
    if (closed) { return; }
    const slow = document.hidden ? SLOW_POLL_MS : Math.min(POLL_MS * 2 ** misses, SLOW_POLL_MS);
    clearTimeout(timer);
    timer = setTimeout(look, slow);
  }

  function look() { poll().then(again); }

  // What a person does

  function sendBox() {
    const text = box.value.trim();
    if (!text) { return; }
    box.value = "";
    send(text);
    box.focus();
  }

  function pressed(event) {
    event.preventDefault();
    const button = event.submitter;
    const ticked = Array.from(options.querySelectorAll(":checked"), (each) => each.value);
    const text = button && button.name === "text" ? button.value : ticked.join(" ");
    if (!text) { return; }
    const typing = document.activeElement && document.activeElement.matches(":focus-visible");
    const goes = answers.contains(document.activeElement);
    send(text);
    // The pressed button goes away. Keys go on in the box; a finger should not raise a keyboard.
    if (goes) { (typing ? box : write).focus({ preventScroll: true }); }
  }

  write.noValidate = true;
  write.addEventListener("submit", (event) => {
    event.preventDefault();
    sendBox();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) { return; }
    event.preventDefault();
    sendBox();
  });
  answers.addEventListener("submit", pressed);
  document.querySelector(".ask-who").addEventListener("submit", pressed);
  window.addEventListener("online", () => { next(); look(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { look(); } });

  Array.from(list.children).forEach((item) => seen.add(Number(item.dataset.id)));
  cursor = Math.max(0, ...seen);
  const ours = list.querySelectorAll(".ours");
  newestOfOurs = ours.length ? Number(ours[ours.length - 1].dataset.id) : 0;
  asked = Array.from(options.querySelectorAll("[name=text]"), (control) => ({
    value: control.value,
    label: control.closest(".option").querySelector(".label").textContent,
  }));
  bringPad();
  window.history.scrollRestoration = "manual"; // the newest comes first, after a reload too
  if (window.location.hash === "#text") { box.focus({ preventScroll: true }); }
  if (["", "#newest", "#text"].includes(window.location.hash)) { toTheEnd("instant"); }
  again();
})();

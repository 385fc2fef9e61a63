// Makes the pretend phone lively: new texts appear, and sending does not reload. Without it, both work by reload.
(function () {
  "use strict";
  const phone = document.querySelector("[data-thread]");
  if (!phone) { return; }
  const url = phone.dataset.thread;
  const thread = document.getElementById("thread");
  const blocked = document.getElementById("blocked");
  const write = document.getElementById("write");
  const box = document.getElementById("text");
  const POLL_MS = 1500;
  let shown = "";

  function bubble(message) {
    const item = document.createElement("li");
    item.className = "bubble from-" + message.from;
    const who = document.createElement("span");
    who.className = "who-said";
    who.textContent = message.from === "phone" ? "This phone: " : "Sayso: ";
    const words = document.createElement("p");
    words.dir = "auto";
    words.textContent = message.text;
    const time = document.createElement("time");
    time.dateTime = message.at;
    time.textContent = message.time;
    item.append(who, words, time);
    return item;
  }

  function toTheEnd() { thread.scrollTop = thread.scrollHeight; }

  function show(answer) {
    blocked.hidden = !answer.blocked;
    const now = JSON.stringify(answer.messages.map((message) => [message.sid, message.text]));
    if (now === shown || answer.messages.length === 0) { return; }
    shown = now;
    thread.replaceChildren(...answer.messages.map(bubble));
    toTheEnd();
  }

  function refresh() {
    return fetch(url, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json().then(show) : undefined))
      .catch(() => undefined); // away for a moment: the next round asks again
  }

  function send(words) {
    return fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ text: words }),
    }).then(refresh);
  }

  write.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = box.value;
    box.value = "";
    send(words).then(() => box.focus());
  });
  document.querySelectorAll(".quick button").forEach((button) => {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      send(button.value);
    });
  });

  toTheEnd();
  setInterval(refresh, POLL_MS);
})();

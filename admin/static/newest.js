// Keeps the queue of concerns true on a screen somebody leaves open: looks twice a second, tells of
// what is new, and says so when it can no longer look. Without it the page is loaded again by hand.
const EVERY = 500;
const queue = document.querySelector("[data-newest]");

async function look() {
  try {
    const answer = await fetch(queue.dataset.newest, { cache: "no-store", redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    const { mark } = await answer.json();
    say("");
    if (mark !== queue.dataset.mark) await load(mark);
  } catch {
    say("This page can no longer look for new concerns. Load it again.");
  }
  setTimeout(look, EVERY);
}

async function load(mark) {
  const page = await (await fetch(location.href, { cache: "no-store", redirect: "error" })).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("[data-newest]");
  if (!fresh) throw new Error("signed out");
  queue.replaceChildren(...fresh.childNodes);
  queue.dataset.mark = mark;
  say("The list of concerns has changed.");
}

function say(words) {
  const told = document.querySelector("[data-newest-told]");
  if (told.textContent !== words && (words || told.textContent.startsWith("This page"))) {
    told.textContent = words;
  }
}

if (queue) setTimeout(look, EVERY);

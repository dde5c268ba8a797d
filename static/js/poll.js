// Asks how far work in the background has come and moves the bar; the page itself reloads only when the work is done.

const FIRST = 1000; // milliseconds; the pause grows, so that an hour-long job is not asked for every second
const LONGEST = 10000;

export function enhance(boxes) {
  for (const box of boxes) follow(box, FIRST);
}

async function follow(box, pause) {
  await new Promise((resolve) => setTimeout(resolve, pause));
  const state = await ask(box.dataset.poll);
  if (state?.done_url) {
    location.assign(state.done_url);
    return;
  }
  if (state) show(box, state);
  follow(box, Math.min(pause * 1.3, LONGEST));
}

async function ask(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch (error) {
    if (error instanceof TypeError) return null; // the line is down: ask again later
    throw error;
  }
}

function show(box, { value, text }) {
  const bar = box.querySelector("progress");
  if (value === null || value === undefined) bar.removeAttribute("value");
  else bar.value = value;
  const words = box.querySelector("[role=status]");
  if (words.textContent !== text) words.textContent = text;
}

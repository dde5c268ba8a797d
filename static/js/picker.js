// Suggestions for a code while typing, asked from the server and offered through the browser's own list.

const PAUSE = 200; // milliseconds without a key before asking, so that slow lines are not flooded

export function enhance(inputs) {
  for (const input of inputs) {
    let waiting;
    let asked = "";
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const words = input.value.trim();
        if (words.length < 2 || words === asked) return;
        asked = words;
        const found = await suggestions(input.dataset.picker, words);
        if (found && words === asked) input.list.replaceChildren(...found.map(option));
      }, PAUSE);
    });
  }
}

async function suggestions(url, words) {
  const address = new URL(url, location.href);
  address.searchParams.set("q", words);
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch (error) {
    if (error instanceof TypeError) return null; // no connection: the words typed are looked up on sending
    throw error;
  }
}

function option({ value, label }) {
  const element = document.createElement("option");
  element.value = value;
  element.textContent = label;
  return element;
}

// A button beside a password field that shows what was typed; typing errors are the usual reason for a failed sign-in.

export function enhance(inputs) {
  for (const input of inputs) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "show-password";
    button.textContent = input.dataset.show;
    button.setAttribute("aria-controls", input.id);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => toggle(input, button, input.type === "password"));
    // Sent hidden, so that neither the browser's history of texts nor a shared screen keeps it.
    input.form?.addEventListener("submit", () => toggle(input, button, false));
    const box = document.createElement("div");
    box.className = "with-show";
    input.replaceWith(box);
    box.append(input, button);
  }
}

function toggle(input, button, visible) {
  input.type = visible ? "text" : "password";
  button.textContent = visible ? input.dataset.hide : input.dataset.show;
  button.setAttribute("aria-pressed", String(visible));
}

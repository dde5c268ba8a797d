// Asks before a page with changed fields is left, so that nothing typed is lost by a wrong click.

export function enhance(forms) {
  const changed = new Set();
  for (const form of forms) {
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("submit", () => changed.clear());
  }
  addEventListener("beforeunload", (event) => {
    if (changed.size) event.preventDefault();
  });
}

// Starts the enhancements a page has use for; every page works without any of them.

const parts = {
  "input[type=password][data-show]": "password.js",
  "input[data-picker]": "picker.js",
  "[data-poll]": "poll.js",
  "body:not(.signed-out) main form[method=post]:not(.post-button)": "unsaved.js",
};

for (const [selector, module] of Object.entries(parts)) {
  const found = document.querySelectorAll(selector);
  if (found.length) import(`./${module}`).then(({ enhance }) => enhance(found));
}

// The error summary takes the focus, so that the keyboard starts where the trouble is.
document.querySelector("[data-focus]")?.focus();

// Small things pages do beside htmx: light and dark, files taken out of a form.

const root = document.documentElement;

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = root.dataset.theme || (dark ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    const year = 60 * 60 * 24 * 365;
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=${year}; samesite=lax`;
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-remove]");
  if (!button) return;
  const field = button.closest(".field");
  button.closest(".kept").remove();
  field.querySelector("input[type=file]")?.focus();
});

// Another language keeps what has been filled in so far, files too, and says again what is wrong.
document.querySelector(".languages")?.addEventListener("submit", async (event) => {
  const filled = document.querySelector(".brick-form");
  if (!filled) return;
  event.preventDefault();
  const chosen = new FormData(event.target, event.submitter);
  await fetch(event.target.action, { method: "POST", body: chosen, redirect: "manual" });
  const only = document.createElement("input");
  only.type = "hidden";
  only.name = "only-show";
  only.value = document.getElementById("wrong") ? "checked" : "unchecked";
  filled.append(only);
  filled.action = location.href;
  filled.submit();
});

// While a file is being sent and read, its field says so.
document.addEventListener("htmx:beforeRequest", (event) => {
  event.detail.elt.setAttribute?.("aria-busy", "true");
});
document.addEventListener("htmx:afterRequest", (event) => {
  event.detail.elt.removeAttribute?.("aria-busy");
});

// Say aloud what a checked field was found to be.
document.addEventListener("htmx:afterSwap", (event) => {
  const problems = document.getElementById(`${event.detail.target.id}-problems`);
  problems?.setAttribute("role", "alert");
});

// The box that says what is wrong is where the reader goes on.
document.getElementById("wrong")?.focus();

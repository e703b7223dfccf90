// How many look at the expo now, asked again each minute; and how long a booth's page was open,
// told once when it is left. Neither says who.

const page = document.querySelector("[data-here]");

async function ask() {
  if (document.hidden) return;
  const answer = await fetch(page.dataset.here, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const said = await answer.json();
  const { booth } = page.dataset;
  const number = booth ? (said.booths[booth] ?? 0) : said.here;
  const shown = page.querySelector("[data-count]");
  if (shown) shown.textContent = number;
}
if (page) setInterval(() => ask().catch(() => {}), 60_000);

const visit = document.querySelector("[data-left]");
let since = performance.now();
let open = 0;

function tell() {
  if (!visit) return;
  if (!document.hidden) {
    since = performance.now();
    return;
  }
  open += performance.now() - since;
  const seconds = Math.round(open / 1000);
  if (seconds < 1 || visit.dataset.told) return;
  visit.dataset.told = "yes";
  const body = new FormData();
  body.set("seconds", seconds);
  body.set("csrfmiddlewaretoken", visit.dataset.token);
  navigator.sendBeacon(visit.dataset.left, body);
}
document.addEventListener("visibilitychange", tell);

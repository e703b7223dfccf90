/* Beside the halls: the list of all booths to go to, and what is known of the one before us. */

/** Fill in {name}s of a text. */
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

function named(element, thing, page) {
  element.textContent = thing.name;
  if (thing.language && thing.language !== page) element.lang = thing.language;
  else element.removeAttribute("lang");
}

/**
 * Wire the list and the card.
 *
 * @param {HTMLElement} stage
 * @param {object} venue halls, booths, words and the language of the page
 */
export function panel(stage, venue) {
  const list = stage.querySelector("[data-list]");
  const filter = stage.querySelector("[data-filter]");
  const card = stage.querySelector("[data-card]");
  const link = card.querySelector("a");
  const { words } = venue;
  let go = () => {};

  const told = (booth) =>
    filled(words.at, {
      booth: booth.name,
      code: booth.code,
      hall: venue.halls[booth.hall].name,
      count: booth.visitors,
    });

  function fill() {
    const wanted = filter.value.trim().toLowerCase();
    const chosen = list.value;
    const fits = (booth) =>
      [booth.name, booth.other, booth.code].some((text) => text.toLowerCase().includes(wanted));
    const groups = venue.halls.map((hall, at) => {
      const group = document.createElement("optgroup");
      group.label = `${hall.code} ${hall.name}`;
      const booths = venue.booths.filter((booth) => booth.hall === at && fits(booth));
      group.append(...booths.map(option));
      return group;
    });
    list.replaceChildren(...groups.filter((group) => group.children.length));
    list.value = chosen;
    stage.querySelector("[data-found]").textContent = filled(words.found, {
      count: list.querySelectorAll("option").length,
    });
  }

  function option(booth) {
    const item = document.createElement("option");
    named(item, booth, venue.language);
    item.textContent = `${booth.code} ${booth.name}`;
    item.value = booth.id;
    return item;
  }

  const chosen = () => venue.booths.find((booth) => booth.id === list.value);
  const visit = () => {
    const booth = chosen() ?? venue.booths.find((one) => one.id === list.querySelector("option")?.value);
    if (booth) go(booth);
  };
  filter.addEventListener("input", fill);
  filter.addEventListener("keydown", (event) => event.key === "Enter" && visit());
  list.addEventListener("keydown", (event) => event.key === "Enter" && visit());
  list.addEventListener("dblclick", visit);
  stage.querySelector("[data-go]").addEventListener("click", visit);
  fill();

  return {
    told,
    hall: (place) => filled(words.in_hall, { hall: `${place.code} ${place.name}` }),
    go: (visitor) => {
      go = visitor;
    },
    open: () => !card.hidden && link.focus(),
    at(booth) {
      card.hidden = !booth;
      if (!booth) {
        link.removeAttribute("href");
        return;
      }
      named(card.querySelector("[data-name]"), booth, venue.language);
      const facts = [booth.code, booth.country, filled(words.visitors, { count: booth.visitors })];
      card.querySelector("[data-facts]").textContent = facts.filter(Boolean).join(" · ");
      link.href = booth.url;
      list.value = booth.id;
    },
  };
}

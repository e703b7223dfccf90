/* Move the vehicles of a live map along their fixes: a button, a slider with the time, a speed.

   Starts nothing by itself. Readers who want less motion see a jump each second instead of a
   glide. Works under the same strict content security policy as map.js. */

const JUMPS = 40;
const SECOND = 1000;

/** Give every live map in `root` that has vehicles its clock. */
export function enhance(root = document) {
  for (const figure of root.querySelectorAll(".cb-map.cb-is-live")) begin(figure);
}

function begin(figure) {
  const { data, map, place } = figure.cbLive ?? {};
  if (!data?.clock || figure.querySelector(".cb-clock")) return;
  const { clock } = data;
  const first = Math.min(...clock.vehicles.map(({ at }) => at[0]));
  const last = Math.max(...clock.vehicles.map(({ at }) => at.at(-1)));
  const move = movers(clock.vehicles, map);
  const parts = controls(clock, first, last);
  place.after(parts.bar);
  const set = (now) => {
    parts.slider.value = now;
    const said = written(now, clock);
    parts.slider.setAttribute("aria-valuetext", said);
    parts.output.textContent = said;
    for (const each of move) each(now);
  };
  run(parts, clock, { first, last }, set);
  set(first);
}

/** Build the bar below the map. */
function controls(clock, first, last) {
  const bar = element("div", { className: "cb-clock" });
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", clock.texts.group);
  const button = element("button", { type: "button", textContent: clock.texts.play });
  const slider = element("input", { type: "range", min: first, max: last, step: "any" });
  slider.setAttribute("aria-label", clock.texts.time);
  const output = element("output", {});
  const speed = element("select", {});
  for (const times of clock.speeds) {
    speed.append(element("option", { value: times, textContent: `${times}×` }));
  }
  speed.value = pace(clock.speeds, last - first);
  const label = element("label", { textContent: clock.texts.speed });
  label.append(" ", speed);
  bar.append(button, slider, output, label);
  return { bar, button, output, slider, speed };
}

/** Choose the speed that shows the whole plan in about half a minute. */
function pace(speeds, span) {
  return speeds.find((times) => span / times <= 45) ?? speeds.at(-1);
}

/** Connect the controls: play and pause, keys, and the frames between. */
function run({ button, slider, speed }, clock, { first, last }, set) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let before = null;
  let now = first;
  const stop = () => {
    before = null;
    button.textContent = clock.texts.play;
  };
  const frame = (tick) => {
    if (before === null || !button.isConnected) return;
    const gone = tick - before;
    if (!calm.matches || gone >= SECOND) {
      before = tick;
      now += calm.matches ? (last - first) / JUMPS : (gone / SECOND) * Number(speed.value);
      set(Math.min(now, last));
    }
    if (now >= last) stop();
    else requestAnimationFrame(frame);
  };
  const toggle = () => {
    if (before !== null) return stop();
    if (now >= last) now = first;
    button.textContent = clock.texts.pause;
    before = performance.now();
    requestAnimationFrame(frame);
  };
  button.addEventListener("click", toggle);
  slider.addEventListener("input", () => set((now = Number(slider.value))));
  slider.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: -1, ArrowLeft: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
    if (event.key === " ") toggle();
    else if (steps[event.key]) set((now = Math.min(last, Math.max(first, now + (steps[event.key] * (last - first)) / 200))));
    else return;
    event.preventDefault();
  });
}

/** Put a mark and a name for each vehicle on the map; return what moves them to a time. */
function movers(vehicles, map) {
  const { L } = window;
  const renderer = L.svg({ padding: 0.5 });
  return vehicles.map(({ at, colour, heights, places, who }) => {
    const mark = L.circleMarker([0, 0], { renderer, radius: 7, weight: 2, className: "cb-vehicle", fillColor: colour, fillOpacity: 1, interactive: false });
    const span = element("span", { textContent: who });
    span.style.left = "10px";
    const icon = L.divIcon({ className: "cb-place", html: span, iconSize: [0, 0] });
    const name = L.marker([0, 0], { icon, interactive: false, keyboard: false });
    let there = false;
    return (now) => {
      const [lon, lat, high] = where(now, at, places, heights);
      for (const each of [mark, name]) {
        each.setLatLng([lat, lon]);
        if (!there) each.addTo(map);
      }
      there = true;
      mark.setRadius(high > 1 ? 8 : 6);
    };
  });
}

/** Return the place and height at a time, straight and even between fixes. */
function where(now, at, places, heights) {
  let low = 0;
  let high = at.length - 1;
  if (now <= at[0]) return [...places[0], heights[0] ?? 0];
  if (now >= at[high]) return [...places[high], heights[high] ?? 0];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at[middle] <= now) low = middle;
    else high = middle;
  }
  const share = (now - at[low]) / (at[high] - at[low] || 1);
  const between = (one, other) => one + share * (other - one);
  const [lon, lat] = [0, 1].map((axis) => between(places[low][axis], places[high][axis]));
  return [lon, lat, heights.length ? between(heights[low], heights[high]) : 0];
}

/** Write a time as the page writes it: of the day, or since the start of the plan. */
function written(seconds, { since, wraps }) {
  let whole = Math.round(seconds + since);
  if (wraps) whole = ((whole % 86400) + 86400) % 86400;
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value) => String(value).padStart(2, "0");
  return `${wraps ? two(hours) : hours}:${two(minutes)}:${two(rest)}`;
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

enhance();
document.addEventListener("cb:map", (event) => begin(event.target));

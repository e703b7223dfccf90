/* Bring the maps of a page alive with Leaflet (window.L); the drawing stays for print.

   Works under a strict content security policy: no inline style is written as text, no code is
   evaluated, nothing is fetched. */

const NEARER = 19;
const LABELS = 60;
const STYLES = {
  area: { fillOpacity: 1, weight: 0.8 },
  circle: { fillOpacity: 0.85, weight: 0.8 },
  dot: { fillOpacity: 1, weight: 0.75 },
  faint: { fillOpacity: 0.35, weight: 0.8 },
  line: { weight: 2 },
};

/** Enhance every map in `root` that is not alive yet. */
export function enhance(root = document) {
  if (!window.L) return;
  for (const figure of root.querySelectorAll(".cb-map:not(.cb-is-live)")) {
    const data = figure.querySelector("script.cb-data");
    if (data) show(figure, JSON.parse(data.textContent));
  }
}

function show(figure, data) {
  const { L } = window;
  const place = document.createElement("div");
  place.className = "cb-live";
  place.setAttribute("role", "region");
  const drawing = figure.querySelector(".cb-static");
  name(place, drawing.firstElementChild);
  const { height, width } = drawing.firstElementChild.viewBox.baseVal;
  place.style.aspectRatio = `${width} / ${height}`;
  drawing.after(place);
  figure.classList.add("cb-is-live");

  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(place, {
    attributionControl: false,
    fadeAnimation: !still,
    maxZoom: NEARER,
    preferCanvas: true,
    scrollWheelZoom: false,
    zoomAnimation: !still,
    zoomControl: false,
    zoomDelta: 0.5,
    zoomSnap: 0.25,
  });
  // The wheel scrolls the page until the reader has chosen the map.
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());

  const groups = data.layers.map((layer) => group(layer, map));
  const bounds = L.latLngBounds([]);
  for (const each of groups) bounds.extend(each.shapes.getBounds());
  const home = () => map.fitBounds(bounds, { maxZoom: 16, padding: [16, 16] });
  home();
  controls(map, data.texts, home);
  for (const each of groups) each.shapes.addTo(map);
  paint(figure, groups);
  new ResizeObserver(() => fit(map, place, home)).observe(place);
  const repaint = () => paint(figure, groups);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme", "class"] });
  // For scripts that put more on the map, loaded before or after it.
  figure.cbLive = { data, map, place };
  figure.dispatchEvent(new Event("cb:map", { bubbles: true }));
}

/** Name the live map by the texts that name the drawing. */
function name(place, drawing) {
  for (const attribute of ["aria-labelledby", "aria-describedby"]) {
    place.setAttribute(attribute, drawing.getAttribute(attribute));
  }
}

/** A map that was laid out while hidden has no size; it is fitted when it gets one. */
function fit(map, place, home) {
  const before = map.getSize().x;
  map.invalidateSize({ animate: false });
  if (!before && place.clientWidth) home();
}

function group(layer, map) {
  const { L } = window;
  const count = layer.codes.length;
  const shapes = L.featureGroup();
  for (let at = 0; at < count; at += 1) {
    const shape = mark(layer, at);
    shape.cbRow = at;
    shapes.addLayer(shape);
  }
  shapes.bindTooltip((shape) => facts(layer, shape.cbRow), { className: "cb-tip", sticky: true });
  if (layer.labels?.length) labels(layer, shapes, map);
  return { layer, shapes };
}

const turned = (run) => run.map(([lon, lat]) => [lat, lon]);

function mark(layer, at) {
  const { L } = window;
  if (layer.places) {
    const [lon, lat] = layer.places[at];
    return L.circleMarker([lat, lon], { radius: layer.radii[at] });
  }
  const runs = layer.lines[at].map(turned);
  return layer.shape === "area" ? L.polygon(runs) : L.polyline(runs);
}

function facts(layer, at) {
  const list = document.createElement("dl");
  layer.columns.forEach(([label, unit], column) => {
    const value = layer.rows[at][column];
    list.append(element("dt", label), element("dd", unit && value !== "–" ? `${value} ${unit}` : value));
  });
  return list.childElementCount ? list : element("span", layer.name);
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** Write labels beside their places; of those that would cover each other only the first. */
function labels(layer, shapes, map) {
  const { L } = window;
  const all = shapes.getLayers();
  const icon = (text, at) => {
    const span = element("span", text);
    if (layer.radii) span.style.left = `${layer.radii[at] + 4}px`;
    const className = layer.radii ? "cb-place" : "cb-place cb-within";
    return L.divIcon({ className, html: span, iconSize: [0, 0] });
  };
  const written = layer.labels.map((text, at) => {
    const where = all[at].getLatLng ? all[at].getLatLng() : all[at].getBounds().getCenter();
    return L.marker(where, { icon: icon(text, at), interactive: false, keyboard: false });
  });
  const group = L.layerGroup().addTo(map);
  const arrange = () => {
    group.clearLayers();
    const taken = [];
    for (const marker of written) {
      if (taken.length >= LABELS || !map.getBounds().contains(marker.getLatLng())) continue;
      const { x, y } = map.latLngToContainerPoint(marker.getLatLng());
      const wide = 14 * marker.options.icon.options.html.textContent.length;
      if (taken.some(([a, b, w]) => Math.abs(y - b) < 16 && x < a + w && a < x + wide)) continue;
      taken.push([x, y, wide]);
      group.addLayer(marker);
    }
  };
  map.on("moveend", arrange);
  map.whenReady(arrange);
}

function controls(map, texts, home) {
  const { L } = window;
  L.control.zoom({ zoomInTitle: texts.in, zoomOutTitle: texts.out }).addTo(map);
  const Reset = L.Control.extend({
    onAdd() {
      const bar = L.DomUtil.create("div", "leaflet-bar leaflet-control");
      const button = L.DomUtil.create("button", "cb-reset", bar);
      button.type = "button";
      button.title = texts.reset;
      button.setAttribute("aria-label", texts.reset);
      button.textContent = "⤢";
      L.DomEvent.disableClickPropagation(bar);
      L.DomEvent.on(button, "click", home);
      return bar;
    },
  });
  new Reset({ position: "topleft" }).addTo(map);
  L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
}

/** Give every place its colour; a canvas knows no CSS variables, so they are looked up. */
function paint(figure, groups) {
  const probe = document.createElement("span");
  figure.append(probe);
  const look = (colour) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  for (const { layer, shapes } of groups) {
    const colours = layer.colours.map(look);
    const edge = layer.edge && look(layer.edge);
    shapes.eachLayer((shape) => {
      const colour = colours[layer.codes[shape.cbRow]];
      shape.setStyle({ ...STYLES[layer.look], color: edge || colour, fillColor: colour });
    });
  }
  probe.remove();
}

enhance();
document.addEventListener("htmx:load", (event) => enhance(event.detail?.elt ?? document));

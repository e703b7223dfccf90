/* Bring the charts of a page alive with Vega (window.vegaEmbed); the drawing stays for print.

   Works under a strict content security policy: expressions are interpreted, not evaluated, and
   the styles of the tooltip are in views.css. */

const OPTIONS = {
  actions: false,
  ast: true,
  defaultStyle: false,
  mode: "vega-lite",
  renderer: "svg",
  tooltip: { disableDefaultStyle: true, theme: "cb" },
};

/** Enhance every chart in `root` that is not alive yet. */
export function enhance(root = document) {
  if (!window.vegaEmbed) return;
  for (const figure of root.querySelectorAll(".cb-chart:not(.cb-is-live)")) {
    const data = figure.querySelector("script.cb-data");
    if (data) show(figure, JSON.parse(data.textContent));
  }
}

async function show(figure, spec) {
  const drawing = figure.querySelector(".cb-static");
  const place = document.createElement("div");
  place.className = "cb-live";
  place.setAttribute("role", "img");
  for (const attribute of ["aria-labelledby", "aria-describedby"]) {
    place.setAttribute(attribute, drawing.firstElementChild.getAttribute(attribute));
  }
  const chart = document.createElement("div");
  place.append(chart);
  drawing.after(place);
  figure.classList.add("cb-is-live");
  const fluid = { ...spec, autosize: { contains: "padding", type: "fit-x" }, width: "container" };
  try {
    await window.vegaEmbed(chart, fluid, OPTIONS);
    chart.setAttribute("aria-hidden", "true"); // named as a whole, not mark by mark
  } catch (error) {
    figure.classList.remove("cb-is-live");
    place.remove();
    throw error;
  }
}

enhance();
document.addEventListener("htmx:load", (event) => enhance(event.detail?.elt ?? document));

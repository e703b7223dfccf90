// What a page with JavaScript adds: buttons beside the temperature, and the code of a scanned sheet.

const temperature = document.getElementById("temperature");
if (temperature) {
  const step = (label, sign, way) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => {
      const now = Number.parseFloat(temperature.value) || 36.5;
      const least = Number(temperature.min), most = Number(temperature.max);
      temperature.value = Math.min(most, Math.max(least, now + way / 10)).toFixed(1);
    });
    return button;
  };
  temperature.before(step(temperature.dataset.less, "\u2212", -1));
  temperature.after(step(temperature.dataset.more, "+", 1));
}

const code = document.getElementById("code");
const scanned = location.hash.slice(1);
if (code && /^[0-9A-Z-]{12,20}$/.test(scanned)) {
  code.value = scanned;
  history.replaceState(null, "", location.pathname); // so that it stays in no history
  code.focus();
}

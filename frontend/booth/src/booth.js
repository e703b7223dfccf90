/* The one script: the booth, the auditor's page, and, started again by the booth, its worker. */

import { Auditor } from "./page/auditor.js";
import { Booth } from "./page/booth.js";
import { startWorker } from "./page/working.js";
import { work } from "./worker.js";

if (typeof document === "undefined") {
  work(self);
} else if (document.documentElement.dataset.page === "auditor") {
  new Auditor().load();
} else {
  const booth = new Booth(startWorker("booth.js"));
  booth.takeCredential();
  addEventListener("hashchange", () => {
    booth.takeCredential();
    if (booth.step === "start") booth.draw({ focus: "main h1" });
  });
  booth.load();
}

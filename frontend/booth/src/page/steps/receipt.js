/* The receipt: tracker, height, and the head that the board signed. */

import { button, make, save } from "../dom.js";
import { qr, tracker } from "../marks.js";
import { actions, list } from "./parts.js";

const moment = (app, seconds) => new Date(1000 * seconds).toLocaleString(app.words.tag);

export function receipt(app) {
  const { receipt: words } = app.words;
  const { answer, verdict } = app.receipt;
  const { head } = answer;
  const address = `../dispute/?tracker=${encodeURIComponent(answer.tracker)}`;
  const lookUp = new URL(address, location.href).href;
  const rows = [
    [words.height, answer.height],
    [words.headHeight, head.height],
    [words.time, moment(app, head.time)],
    [words.hash, head.event_hash],
    [words.key, head.key_id],
    [words.signature, head.sig],
  ];
  const facts = rows.flatMap(([name, value]) => [
    make("dt", {}, name),
    make("dd", {}, make("code", {}, String(value))),
  ]);
  return {
    label: words.step,
    heading: verdict === "different" ? app.words.problem : words.title,
    body: [
      make("p", { class: verdict === "good" ? "lead" : "lead warning" },
        verdict === "different" ? words.different : words.at(answer.height)),
      make("section", { class: "envelope cast", "aria-labelledby": "tracker-title" },
        make("div", {},
          make("h2", { id: "tracker-title" }, words.tracker),
          tracker(answer.tracker, { id: "tracker" }),
          make("p", { class: `verdict ${verdict}` }, words[verdict])),
        qr(lookUp, words.qr)),
      actions(
        button(words.save, () => save("receipt.json", JSON.stringify(answer)), { class: "button primary" }),
        button(words.print, () => print())),
      verdict === "good" ? null : actions(button(app.words.identify.complaint, () => app.complain("changed"))),
      make("details", { class: "panel head" },
        make("summary", {}, words.head),
        make("dl", { class: "facts" }, ...facts)),
      make("h2", {}, words.next),
      list("ul", words.nexts),
      make("p", { class: "links" },
        make("a", { href: address }, words.lookUp),
        make("a", { href: "../" }, words.election)),
      make("p", { class: "hint" }, words.close),
    ],
  };
}

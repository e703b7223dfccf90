/* Who votes: a code by e-mail or a token of the desk, for a permit to cast one ballot. */

import { post } from "../board.js";
import { button, make } from "../dom.js";
import { actions, complain, field } from "./parts.js";

export function identify(app) {
  const { identify: words } = app.words;
  const { way, voter, sent } = app.identity;
  const radio = (value, text) =>
    make("label", { class: "option" },
      Object.assign(make("input", { type: "radio", name: "way", value, onchange: () => {
        app.identity.way = value;
        app.draw({ focus: `input[value=${value}]` });
      } }), { checked: way === value }),
      make("span", {}, text));
  const keep = (name) => ({ target }) => {
    app.identity[name] = target.value;
  };
  const email = [
    field("voter", words.voter, null, { value: voter, oninput: keep("voter"), autocomplete: "email" }),
    make("p", {}, button(words.send, () => send(app), { id: "send" })),
    sent ? make("p", { class: "note", id: "sent" }, words.sent) : null,
    sent ? field("code", words.code, null, { autocomplete: "one-time-code", class: "code" }) : null,
  ];
  const desk = [field("token", words.tokenLabel, null, { class: "code" })];
  const ready = way === "token" || sent;
  const form = make("form", { class: "panel", novalidate: true },
    make("fieldset", { class: "ways-to-identify" },
      make("legend", {}, words.how),
      radio("email", words.email),
      radio("token", words.token)),
    ...(way === "email" ? email : desk).filter(Boolean),
    actions(
      ready ? button(words.cast, null, { type: "submit", class: "button primary", id: "cast" }) : null,
      button(app.words.back, () => app.back())),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (ready) cast(app);
    else send(app);
  });
  return { label: words.step, heading: words.title, body: [make("p", { class: "lead" }, words.intro), form] };
}

async function send(app) {
  const { faults, sent } = app.words.identify;
  const voter = app.identity.voter.trim();
  if (!voter) {
    complain(app, faults.voter, "voter");
    return;
  }
  const { status, body } = await post(`${app.api}/codes`, JSON.stringify({ voter }));
  if (status === 202) {
    app.identity.sent = true;
    app.draw({ focus: "#code" });
    app.say(sent);
  } else {
    complain(app, refused(app, status, body));
  }
}

/** Why something was not taken, in the city's words where it gives some. */
function refused(app, status, body) {
  const { faults } = app.words.identify;
  const code = body?.code ? ` (${body.code})` : "";
  if (status && body?.[app.language]) return `${body[app.language]}${code}`;
  return { 0: faults.offline, 403: faults.denied, 429: faults.busy }[status] ?? faults.answer(status);
}

async function permit(app, typed) {
  const { way, voter } = app.identity;
  const body = way === "token" ? { token: typed } : { voter: voter.trim(), code: typed };
  const { status, body: said } = await post(`${app.api}/permits`, JSON.stringify(body));
  if (status === 201) return said.permit;
  complain(app, refused(app, status, said), way === "token" ? "token" : "code");
  return null;
}

async function cast(app) {
  const { identify: words } = app.words;
  const name = app.identity.way === "token" ? "token" : "code";
  const typed = document.getElementById(name).value.trim();
  if (!typed && !app.identity.permit) {
    complain(app, words.faults[name], name);
    return;
  }
  app.say(words.casting);
  app.identity.permit ||= await permit(app, typed);
  if (!app.identity.permit) return;
  const { ballot } = app.sealed;
  const { status, body } = await post(`${app.api}/ballots`, ballot, app.identity.permit);
  if (status === 201) {
    app.finish(body);
    return;
  }
  if (status) app.identity.permit = "";
  complain(app, refused(app, status, body));
  if (status && status !== 403 && status !== 429) offerWaysOut(app);
}

/** What can be done: type a credential again that nobody knows (answers are kept), or complain. */
function offerWaysOut(app) {
  const { credential, complaint } = app.words.identify;
  const again = button(credential, () => app.newCredential(), { class: "link" });
  const signed = button(complaint, () => app.complain("refused"), { class: "link" });
  document.querySelector("main .problem").append(make("p", {}, again), make("p", {}, signed));
}

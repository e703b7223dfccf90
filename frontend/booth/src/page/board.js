/* What the page asks the board: at its start, and when a ballot is cast or audited. */

import { text } from "../protocol/bytes.js";

/** Where the API of the election of this page is: /voting/{uuid}/booth/ */
export function apiOf(path) {
  const uuid = path.match(/^(.*)\/([^/]+)\/booth\//);
  return uuid ? `${uuid[1]}/api/elections/${uuid[2]}` : null;
}

async function bytes(address) {
  const answer = await fetch(address, { credentials: "omit", redirect: "error" });
  if (!answer.ok) throw new Error(String(answer.status));
  return new Uint8Array(await answer.arrayBuffer());
}

/** The files of the election, byte for byte. */
export async function loadFiles(api, names) {
  const found = await Promise.all(names.map((name) => bytes(name ? `${api}/${name}` : api)));
  return found.map((one) => text(one));
}

/** Send something; the answer is {status, body}, and status 0 when there is no connection. */
export async function post(address, body, permit) {
  const headers = { "Content-Type": "application/json" };
  if (permit) headers.Authorization = `Bearer ${permit}`;
  try {
    const answer = await fetch(address, {
      method: "POST",
      credentials: "omit",
      redirect: "error",
      headers,
      body,
    });
    const said = await answer.text();
    return { status: answer.status, body: parsed(said) };
  } catch {
    return { status: 0, body: null };
  }
}

function parsed(said) {
  try {
    return JSON.parse(said);
  } catch {
    return null;
  }
}

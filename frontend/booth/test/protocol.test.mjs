/* The protocol: credentials, groups, canonical files, proofs, heads. */

import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import test from "node:test";
import { base64, fromBase64, fromHex, hex, utf8 } from "../src/protocol/bytes.js";
import { read, write } from "../src/protocol/canonical.js";
import { privateKey, readCredential } from "../src/protocol/credentials.js";
import { fingerprint, sha256Hex } from "../src/protocol/digests.js";
import { groupByName } from "../src/protocol/groups.js";
import { ballotEvent, isHeadOf, isSigned } from "../src/protocol/heads.js";
import { knows, proveKnowledge } from "../src/protocol/proofs.js";
import { randomBelow } from "../src/protocol/random.js";

const GROUPS = ["BELENIOS-2048", "RFC-3526-2048", "Ed25519"];

test("a credential is read however it was typed", () => {
  for (const typed of ["kP8-ipZ-K5L-gc7-659", "kP8ipZK5Lgc7659", " kP8 ipZ K5L gc7 659\n", "kP8—ipZ—K5L—gc7—659"]) {
    assert.deepEqual(readCredential(typed), { credential: "kP8-ipZ-K5L-gc7-659" });
  }
  const long = { credential: "5LJUx-82Vk4a-SjWnG-tX7cD5" };
  assert.deepEqual(readCredential("5LJUx82Vk4aSjWnGtX7cD5"), long);
  assert.deepEqual(readCredential("５ＬＪＵｘ－82Vk4a－SjWnG－tX7cD5"), long);
});

test("a typing error in a credential is named", () => {
  assert.deepEqual(readCredential("  "), { fault: "empty" });
  assert.deepEqual(readCredential("kP8-ipZ-K5L-gc7-65"), { fault: "length", length: 14 });
  assert.deepEqual(readCredential("kP8-ipZ-K5L-gc7-658"), { fault: "checksum" });
  assert.deepEqual(readCredential("kO8-ipZ-K5L-gc7-659"), { fault: "character", at: 2, character: "O" });
});

test("the key of a credential depends on the election and on its form", () => {
  const order = groupByName("Ed25519").order;
  const keys = new Set(
    ["kP8-ipZ-K5L-gc7-659", "5LJUx-82Vk4a-SjWnG-tX7cD5"].flatMap((credential) =>
      ["gUNphGphFF9Q3L", "LJUvYf2DpSM2xv"].map((uuid) => privateKey(credential, uuid, order)),
    ),
  );
  assert.equal(keys.size, 4);
});

for (const name of GROUPS) {
  test(`${name}: powers from a table are powers`, () => {
    const group = groupByName(name);
    const table = group.table(group.generator);
    for (const exponent of [0n, 1n, 255n, 256n, group.order - 1n, group.randomExponent()]) {
      assert.equal(group.write(table(exponent)), group.write(group.power(group.generator, exponent)));
    }
    const element = table(group.randomExponent());
    const one = group.multiply(element, group.invert(element));
    assert.equal(group.write(one), group.write(group.identity));
    assert.ok(group.isMember(element));
    assert.equal(group.write(group.read(group.write(element))), group.write(element));
  });

  test(`${name}: elements are read in their one form only`, () => {
    const group = groupByName(name);
    const good = group.write(group.generator);
    for (const bad of ["", "0", `0${good}`, `+${good}`, ` ${good}`, `${good} `, good.toUpperCase() + "X", "9".repeat(700)]) {
      assert.throws(() => group.read(bad), `${bad} is read`);
    }
  });
}

test("elements outside of the subgroup are told apart", () => {
  const field = groupByName("BELENIOS-2048");
  assert.equal(field.isMember(field.p - 1n), false); // of order 2
  const curve = groupByName("Ed25519");
  const torsion = curve.read("0".repeat(64)); // of order 4
  assert.equal(curve.isMember(torsion), false);
});

test("a ranking can be read from the element that holds it", () => {
  for (const name of ["RFC-3526-2048", "Ed25519"]) {
    const group = groupByName(name);
    for (const ranking of [[4, 1, 5, 3, 2], [0, 0, 0], Array(30).fill(30), [255]]) {
      const element = group.embed(ranking);
      assert.ok(group.isMember(element));
      assert.deepEqual(group.extract(element, ranking.length), ranking);
    }
    assert.throws(() => group.embed([256]));
  }
  assert.throws(() => groupByName("Ed25519").embed(Array(31).fill(1)));
  assert.throws(() => groupByName("BELENIOS-2048").embed([1]));
});

test("knowledge of a key is proved, and of another it is not", () => {
  const group = groupByName("Ed25519");
  const power = { g: group.table(group.generator) };
  const secret = group.randomExponent();
  const proof = proveKnowledge({ group, power }, secret, "sig|x|");
  assert.ok(knows(group, power.g(secret), proof, "sig|x|"));
  assert.ok(!knows(group, power.g(secret), proof, "sig|y|"));
  assert.ok(!knows(group, power.g(secret + 1n), proof, "sig|x|"));
});

test("files are read in their one form only", () => {
  assert.deepEqual(read('{"a":[1,"二"]}'), { a: [1, "二"] });
  for (const bad of ['{"a": 1}', '{"a":1,"a":1}', '{"a":1.0}', '{"a":"\\u4e8c"}', '{"a":1}\n', '{"a":01}', "{"]) {
    assert.throws(() => read(bad), `${bad} is read`);
  }
  assert.equal(write({ b: "é", a: 1 }), '{"b":"é","a":1}');
});

test("bytes survive Base64 and hexadecimal digits", () => {
  for (let length = 0; length < 40; length++) {
    const bytes = crypto.getRandomValues(new Uint8Array(length));
    assert.equal(base64(bytes), Buffer.from(bytes).toString("base64").replace(/=+$/, ""));
    assert.deepEqual(fromBase64(base64(bytes)), bytes);
    assert.deepEqual(fromHex(hex(bytes)), bytes);
  }
  assert.equal(fingerprint("").length, 43);
});

test("random numbers fill their range and stay below it", () => {
  const seen = new Set(Array.from({ length: 400 }, () => randomBelow(5n)));
  assert.deepEqual([...seen].sort(), [0n, 1n, 2n, 3n, 4n]);
});

test("a head is signed by the board's key, and by no other", () => {
  const keys = [1, 2].map(() => generateKeyPairSync("ed25519"));
  const [key, other] = keys.map(({ publicKey }) => publicKey.export({ format: "der", type: "spki" }).subarray(-32));
  const head = { uuid: "x", height: 3, event_hash: "ab", bytes: 5, sha256_prefix: "cd", time: 7, key_id: hex(key) };
  const sig = sign(null, utf8(write(head)), keys[0].privateKey);
  for (const written of [hex(sig), sig.toString("base64")]) {
    assert.ok(isSigned({ ...head, sig: written }, hex(key)));
    assert.ok(!isSigned({ ...head, height: 4, sig: written }, hex(key)));
    assert.ok(!isSigned({ ...head, sig: written }, hex(other)));
  }
  assert.ok(!isSigned(head, hex(key)));
});

test("the head of a ballot's event proves that the board has taken that ballot", () => {
  const ballot = '{"x":1}';
  const event = ballotEvent("ab".repeat(32), 3, fingerprint(ballot));
  const payload = hex(fromBase64(fingerprint(ballot)));
  assert.equal(event, `{"parent":"${"ab".repeat(32)}","height":3,"type":"Ballot","payload":"${payload}"}`);
  assert.ok(isHeadOf({ event_hash: sha256Hex(event) }, event));
  assert.ok(!isHeadOf({ event_hash: sha256Hex(event) }, ballotEvent("ab".repeat(32), 4, fingerprint(ballot))));
});

/* Questions as voters answer them, and the numbers that ballots hold.

   A choice is {picked, empty, grades}: indexes of the answers that were picked (in the voter's
   order when they are ranked), whether expressly none was, and grades by answer. */

import { answersOf, isRanked } from "../protocol/ballots.js";

const METHODS = { majorityjudgment: "majority_judgment", schulze: "schulze", stv: "stv" };

export const textOf = (question) => (isRanked(question) ? question.value : question).question;

/** How a ranked question is counted, when it says so. */
function methodOf({ extra }) {
  const said = String(extra?.method ?? extra?.type ?? "").toLowerCase();
  return METHODS[said.replaceAll("_", "")] ?? "";
}

/** One of "one", "many", "rank" and "grade". */
export function kindOf(question) {
  if (!isRanked(question)) return question.max === 1 ? "one" : "many";
  return methodOf(question) === "majority_judgment" ? "grade" : "rank";
}

export const gradesOf = (question) => question.extra.grades;

/** The express way to choose nothing: "blank", "none", or "" when there is no such way. */
export function emptyOf(question) {
  if (isRanked(question)) return question.extra?.blank ? "blank" : "";
  if (question.blank) return "blank";
  return question.min === 0 ? "none" : "";
}

export const newChoice = () => ({ picked: [], empty: false, grades: {} });

/** What is missing in a choice, as words of `question.faults` and their values; null when nothing. */
export function faultOf(question, { picked, empty, grades }) {
  if (empty) return null;
  const kind = kindOf(question);
  const all = answersOf(question).length;
  if (kind === "grade") {
    const left = all - Object.keys(grades).length;
    return left ? ["ungraded", left] : null;
  }
  if (kind === "rank") return picked.length ? null : ["unranked"];
  if (!picked.length) return [emptyOf(question) ? "nothing" : "nothingOne"];
  if (picked.length < question.min) return ["few", picked.length, question.min];
  return picked.length > question.max ? ["many", picked.length, question.max] : null;
}

/** The numbers that a ballot holds for a choice. */
export function voteOf(question, { picked, empty, grades }) {
  const answers = answersOf(question).map((_, i) => i);
  if (!isRanked(question)) {
    const chosen = answers.map((i) => (!empty && picked.includes(i) ? 1 : 0));
    return question.blank ? [empty ? 1 : 0, ...chosen] : chosen;
  }
  if (empty) return answers.map(() => 0);
  if (kindOf(question) === "grade") return answers.map((i) => grades[i]);
  const last = methodOf(question) === "schulze" ? picked.length + 1 : 0;
  return answers.map((i) => picked.indexOf(i) + 1 || last);
}

/** What the numbers of a ballot say.

    @returns {{empty: string, items: {place?: number, answers: number[], grade?: number}[]}} */
export function meaningOf(question, vote) {
  const answers = answersOf(question).map((_, i) => i);
  if (!isRanked(question)) {
    const chosen = question.blank ? vote.slice(1) : vote;
    const picked = answers.filter((i) => chosen[i]);
    const empty = question.blank && vote[0] ? "blank" : "none";
    return { empty: picked.length ? "" : empty, items: picked.map((i) => ({ answers: [i] })) };
  }
  if (vote.every((one) => one === 0)) return { empty: "blank", items: [] };
  if (kindOf(question) === "grade") {
    return { empty: "", items: answers.map((i) => ({ answers: [i], grade: vote[i] })) };
  }
  const places = [...new Set(vote)].sort((a, b) => (a || Infinity) - (b || Infinity));
  const items = places.map((place) => ({ place, answers: answers.filter((i) => vote[i] === place) }));
  return { empty: "", items };
}

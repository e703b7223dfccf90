/* The languages of the booth, and which words of an election a reader of one sees. */

import { en } from "./en.js";
import { zh } from "./zh.js";

export const LANGUAGES = { zh: { words: zh, name: "中文" }, en: { words: en, name: "English" } };

const HAN = /\p{Script=Han}/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** What the browser's reader prefers, of the languages that there are. */
export function preferredLanguage(wanted) {
  return wanted.map((tag) => tag.slice(0, 2)).find((tag) => tag in LANGUAGES) ?? "en";
}

export function languageOf(text) {
  if (KANA.test(text)) return "ja";
  return HAN.test(text) ? "zh-Hans" : "en";
}

/** A text of the election for readers of a language: of "中文 / English" their part.

    @returns {{text: string, lang: string}} */
export function inLanguage(text, language) {
  const parts = text.split(" / ");
  const [first, second] = parts;
  const both = parts.length === 2 && HAN.test(first) && !HAN.test(second);
  const said = both ? (language === "zh" ? first : second) : text;
  return { text: said, lang: languageOf(said) };
}

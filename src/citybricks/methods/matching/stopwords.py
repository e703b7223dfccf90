"""Words that say nothing of what a text is about, by language."""

from __future__ import annotations

from functools import cache

_CHINESE = (
    "的 了 和 是 在 与 及 或 也 就 都 而 对 为 以 于 从 到 把 被 让 向 并 等 中 上 下 "
    "不 有 这 那 我 你 他 她 它 我们 你们 他们 一个 一种 这个 那个 可以 以及 因为 "
    "所以 但 但是 如果 其 之 将 会 能 要 个 吗 呢 吧 什么 哪些 如何 怎么 谁 多少 哪 "
    "哪个 几 年 月 日 很 更 最 还 又 由 地 得 着 过 给 使 该 此 各 每 些 们 或者 通过 "
    "进行 没有 其中"
)

_LISTS = {
    "de": "GERMAN",
    "en": "EN_PLUS",
    "es": "SPANISH",
    "fr": "FRENCH",
    "it": "ITALIAN",
    "nl": "DUTCH",
    "pt": "PORTUGUESE",
    "ru": "RUSSIAN",
}


@cache
def stopwords(language: str) -> frozenset[str]:
    """Return the list of NLTK for a language, as bm25s ships it, and our own for Chinese."""
    if language == "zh":
        return frozenset(_CHINESE.split())
    if language not in _LISTS:
        return frozenset()
    from bm25s import stopwords as lists

    return frozenset(getattr(lists, f"STOPWORDS_{_LISTS[language]}"))

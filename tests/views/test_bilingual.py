from typing import Any

import pandas as pd

from citybricks.types import Table
from citybricks.views import Bilingual
from citybricks.views.reader import Reader

TABLE: Table[Any] = Table(
    pd.DataFrame(
        [
            {
                "order": "a",
                "en": "<far>",
                "zh": "太远",
                "relaxation_en": "near",
                "relaxation_zh": "近",
            }
        ]
    )
)


def test_each_reader_sees_one_language() -> None:
    english = Bilingual(TABLE, "Why").html(Reader())
    chinese = Bilingual(TABLE, "Why").html(Reader(language="zh-Hans"))
    assert "&lt;far&gt;" in english
    assert "near" in english
    assert "太远" not in english
    assert "近" not in english
    assert "太远" in chinese
    assert "怎样才能" in chinese
    assert "near" not in chinese


def test_who_reads_another_language_is_told_which_it_is() -> None:
    html = Bilingual(TABLE).html(Reader(language="ja"))
    assert html.startswith('<div class="cb-words" lang="en">')

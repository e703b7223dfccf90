import pandas as pd

from citybricks.types import Table
from citybricks.views import Page, Relations
from citybricks.views.reader import Reader


def relations() -> Relations:
    rows = [
        ("Macao", "Lisbon", 3, 113.5, 22.2, -9.1, 38.7),
        ("Kobe", "Macao", 1, 135, 34, 113.5, 22.2),
    ]
    names = [
        "one",
        "other",
        "meetings",
        *(f"{end}_{axis}itude" for end in ("one", "other") for axis in ("long", "lat")),
    ]
    return Relations(Table(pd.DataFrame(rows, columns=names)), "meetings", title="Who meets whom")


def test_relations_are_told_in_words_the_most_frequent_first() -> None:
    said = relations().summary(Reader())
    assert said == "3 places, 2 relations. Macao – Lisbon: 3, Kobe – Macao: 1."
    assert relations().summary(Reader(language="zh-Hans")).endswith("Kobe – Macao: 1。")


def test_each_relation_is_an_arc_and_each_place_a_point_with_its_meetings() -> None:
    drawn = relations().svg(Reader())
    assert drawn.count('class="cb-arc"') == 2
    assert "<title>Macao: 4</title>" in drawn


def test_two_maps_on_a_page_have_ids_of_their_own() -> None:
    page = Page(relations(), relations()).html()
    ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))

from citybricks.views import Grid, Page
from citybricks.views.grid import Block, Talk
from citybricks.views.reader import Reader

BLOCKS = [
    Block("2026-11-18", "Wed am", "09:00", "Hall", "Health", [Talk("09:00", "<Heat>", "Ana")]),
    Block("2026-11-18", "Wed am", "09:00", "A", "Waste", [Talk("09:00", "Plastic")]),
    Block(
        "2026-11-19", "Thu am", "09:00", "A", "Data", [Talk("09:00", "One"), Talk("09:30", "Two")]
    ),
]


def test_each_day_is_a_table_with_its_rooms_across() -> None:
    page = Page(Grid(BLOCKS, ["Hall", "A"], "Programme")).html()
    assert page.count("<table>") == 2
    assert page.count('<th scope="col">Hall</th>') == 2
    assert "<caption>2026-11-19</caption>" in page
    assert '<th scope="row">Wed am<span>09:00</span></th>' in page


def test_a_talk_has_its_time_and_its_people_and_is_escaped() -> None:
    page = Page(Grid(BLOCKS, ["Hall", "A"])).html()
    assert "<li><span>09:00</span> &lt;Heat&gt;<small> Ana</small></li>" in page
    assert "<li><span>09:00</span> Plastic</li>" in page


def test_a_room_that_is_empty_in_a_session_is_an_empty_cell() -> None:
    page = Page(Grid(BLOCKS, ["Hall", "A"])).html()
    assert page.count("<td></td>") == 1


def test_a_programme_is_told_in_words() -> None:
    assert Grid(BLOCKS, ["Hall", "A"]).summary(Reader()) == (
        "4 talks in 2 sessions and 2 rooms; most of them in Wed am (2)."
    )
    assert Grid([], []).summary(Reader()) == "There are no values to show."

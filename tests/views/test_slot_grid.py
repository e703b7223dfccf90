import time

from citybricks.views import Page, SlotGrid
from citybricks.views.reader import Reader
from citybricks.views.slot_grid import Cell, Line

HEADS = [("2026-11-18", "09:00"), ("2026-11-18", "09:30"), ("2026-11-19", "09:00")]
ANA = Line("<Ana>", [Cell("table", "Bo", 3), Cell("free"), Cell("away")])
BO = Line("Bo", [Cell("table", "<Ana>", 3), Cell("online", "Chen"), Cell("away")])


def test_a_cell_names_the_table_and_whom_somebody_meets() -> None:
    page = Page(SlotGrid(HEADS, [ANA, BO], "Who meets when")).html()
    assert '<td class="cb-t"><b>3</b> Bo</td>' in page
    assert '<td class="cb-o"><b>@</b> Chen</td>' in page
    assert '<th scope="row">&lt;Ana&gt;</th>' in page
    assert '<th colspan="2" scope="colgroup">2026-11-18</th>' in page


def test_a_grid_is_told_in_words() -> None:
    said = SlotGrid(HEADS, [ANA, BO]).summary(Reader())
    assert said == (
        "2 people, 3 slots; most of them meet on 2026-11-18 09:00 (2), fewest on 2026-11-19 09:00"
        " (0); 0 never do."
    )
    assert SlotGrid([], []).summary(Reader()) == "There are no values to show."


def test_a_grid_of_500_by_20_is_light_and_quick() -> None:
    heads = [(f"2026-11-{18 + at // 10}", f"{9 + at % 10:02}:00") for at in range(20)]
    line = [Cell("table", "Somebody with a long name", at) for at in range(1, 21)]
    started = time.process_time()
    page = Page(SlotGrid(heads, [Line(f"Participant {at}", line) for at in range(500)])).html()
    assert time.process_time() - started < 2
    assert len(page) < 600_000

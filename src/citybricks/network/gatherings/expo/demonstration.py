"""An expo to look round in: booths that say of themselves that they were made up.

Nothing here is said of a real exhibitor: names are numbers, with the country they count for.
The bricks that run in some of the booths are those of this hub, on their own examples.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import time, timedelta
from functools import cache
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from citybricks.kernel.registry import find
from citybricks.network.content.text import Text
from citybricks.network.gatherings.expo.blocks import blocks
from citybricks.network.gatherings.expo.domain import placing, showing, tools
from citybricks.network.gatherings.expo.domain.writing import words_of
from citybricks.network.gatherings.expo.models import Attendant, Booth, Hall, Hours, Picture
from citybricks.network.gatherings.expo.topics import BRICKS, COUNTRIES, HALLS, TOPICS
from citybricks.network.gatherings.expo.vocabulary import State
from citybricks.network.gatherings.hosting.domain.zones import from_wall
from citybricks.network.members.domain import pictures

_SIZES = ("S", "S", "S", "S", "S", "S", "M", "M", "M", "L")
"""Six of ten booths are small, three medium, one large."""
_TONGUES = (("en",), ("en", "zh-Hans"), ("en", "es"), ("en", "fr"), ("en", "ar"), ("en", "pt"))
_LOGOS = 40
"""Different logos that are drawn."""


@transaction.atomic
def build(gathering: Any, seed: int = 0, booths: int = 500) -> list[Booth]:
    """Fill a gathering's expo with halls and made-up booths, placed by the brick ``booth-plan``.

    Parameters
    ----------
    gathering
        A gathering that has an expo and nothing in it.
    seed
        Equal seeds make equal expos.
    booths
        How many booths; from 120 countries when there are at least as many.
    """
    dice = random.Random(seed)  # noqa: S311 - nothing is secret here
    halls = _halls(gathering, booths)
    made = [_booth(gathering, at, dice) for at in range(booths)]
    bulk_create_with_history(made, Booth)
    _people(gathering, made, dice)
    _show(made, dice)
    _place(gathering, halls, seed)
    return made


def _halls(gathering: Any, booths: int) -> list[Hall]:
    """Make the halls of each theme, large enough for its booths."""
    each = -(-booths // len(HALLS))
    columns = max(10, round((each * 4.2) ** 0.5) + 2)
    rows = max(9, round(each * 3 / columns) * 3 // 2 + 3)
    halls = []
    for at, (theme, zh, en) in enumerate(HALLS):
        hall = Hall(gathering=gathering, code=chr(ord("A") + at), theme=theme)
        hall.name = Text.of("zh-Hans", zh, en=en)
        hall.rows, hall.columns = min(60, rows), min(60, columns)
        hall.entrances = ["south", "north"]
        hall.save()
        halls.append(hall)
    return halls


def _booth(gathering: Any, at: int, dice: random.Random) -> Booth:
    """Make up a booth: its number, its country, and a topic of its theme."""
    country = COUNTRIES[(7 * at + at // len(COUNTRIES)) % len(COUNTRIES)]
    theme = HALLS[at % len(HALLS)][0]
    topic = dice.choice(TOPICS[theme])
    number = f"{at + 1:03d}"
    booth = Booth(gathering=gathering, state=State.PUBLISHED, country=country, theme=theme)
    booth.organisation = Text.of(
        "en", f"Demonstration exhibitor {number}", zh_Hans=f"示范展商{number}"
    )
    booth.title = Text.of("en", topic.en, zh_Hans=topic.zh)
    booth.summary = Text.of(
        "en",
        f"{topic.en}: what a booth on this theme could show. Made up for demonstration.",
        zh_Hans=f"{topic.zh}：此类展位可展示的内容。本展位为示范而虚构。",
    )
    booth.description = Text.of("en", _DESCRIPTION_EN, zh_Hans=_DESCRIPTION_ZH)
    booth.fields, booth.size = list(topic.fields), dice.choice(_SIZES)
    booth.languages = list(dice.choice(_TONGUES))
    booth.published, booth.demonstration = gathering.changed, True
    booth.words = words_of(booth)
    return booth


_DESCRIPTION_EN = (
    "This booth was generated. Its exhibitor does not exist; its number, country and theme are"
    " there so that the list, the plan and the 3-D venue can be tried at full size.\n\n"
    "A real exhibitor writes here what it does, for whom, and where it runs."
)
_DESCRIPTION_ZH = (
    "本展位由程序生成,展商并不存在;编号、国家或地区和主题仅用于按真实规模试用列表、平面图和三维展馆。"
    "\n\n真实的展商会在此说明其做什么、为谁服务、在何处运行。"
)


def _people(gathering: Any, booths: list[Booth], dice: random.Random) -> None:
    """Put somebody at every booth, with hours on every day."""
    post = Text.of("en", "Shows the booth", zh_Hans="展位讲解")
    people = [
        Attendant(
            booth=booth,
            email=f"booth{at + 1:03d}@demonstration.example",
            name=f"Demonstration host {at + 1:03d}",
            post=post,
            languages=booth.languages,
        )
        for at, booth in enumerate(booths)
    ]
    bulk_create_with_history(people, Attendant)
    kept = Attendant.objects.filter(booth__gathering=gathering)
    bulk_create_with_history([one for each in kept for one in _hours(gathering, each, dice)], Hours)


def _hours(gathering: Any, attendant: Attendant, dice: random.Random) -> Iterator[Hours]:
    starts, ends = dice.choice(((9, 12), (9, 17), (10, 16), (13, 17)))
    for days in range((gathering.last_day - gathering.first_day).days + 1):
        day, zone = gathering.first_day + timedelta(days=days), gathering.time_zone
        first, last = (from_wall(day, time(hour), zone, fold=0) for hour in (starts, ends))
        yield Hours(attendant=attendant, starts=first, ends=last)


def _show(booths: list[Booth], dice: random.Random) -> None:
    """Give some booths a logo, a model, and bricks that run."""
    for booth, brick in zip(_of_themes(booths), BRICKS, strict=False):
        note = Text.of(
            "en",
            f"{brick.en} It is a brick of this hub: run it here, or change its inputs.",
            zh_Hans=f"{brick.zh}这是本平台的积木：可在此运行，也可修改输入。",
        )
        tools.add(booth, brick.id, note)
        alt = Text.of("en", "A tower of coloured blocks", zh_Hans="一座彩色积木塔")
        said = {"alt_en": alt.text, "alt_zh": alt.versions()["zh-Hans"], "language": "en"}
        showing.keep_model(booth, said, blocks(_colours(dice, 4)))
    logos = [_logo(booth, at) for at, booth in enumerate(booths)]
    bulk_create_with_history(logos, Picture)


def _of_themes(booths: list[Booth]) -> Iterator[Booth]:
    """Yield a booth for each brick, of the theme of the brick."""
    taken: set[str] = set()
    for brick in BRICKS:
        found = next((b for b in booths if b.theme == brick.theme and b.pk not in taken), booths[0])
        taken.add(found.pk)
        yield found


def _colours(dice: random.Random, count: int) -> list[tuple[float, float, float]]:
    wheel = ((0.76, 0.28, 0.18), (0.87, 0.64, 0.24), (0.44, 0.60, 0.35), (0.16, 0.45, 0.50))
    return [dice.choice(wheel) for _ in range(count)]


def _logo(booth: Booth, at: int) -> Picture:
    """Return a logo of blocks for a booth."""
    drawn = _drawn(at % _LOGOS)
    return Picture(
        booth=booth,
        kind=Picture.Kind.LOGO,
        alt=Text.of("en", "Coloured blocks", zh_Hans="彩色方块"),
        content=drawn.large,
        small=drawn.small,
        digest=drawn.digest,
        width=drawn.width,
        height=drawn.height,
    )


@cache
def _drawn(at: int) -> pictures.Drawn:
    import io

    from PIL import Image, ImageDraw

    dice = random.Random(at)  # noqa: S311 - nothing is secret here
    picture = Image.new("RGB", (240, 240), "#ffffff")
    draw = ImageDraw.Draw(picture)
    for row in range(3):
        for column in range(3):
            if column == row or dice.random() < 0.6:  # noqa: PLR2004 - most cells have a block
                red, green, blue = (round(255 * part) for part in _colours(dice, 1)[0])
                left, top = 24 + 66 * column, 24 + 66 * row
                draw.rounded_rectangle((left, top, left + 58, top + 58), 8, (red, green, blue))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return pictures.drawn(buffer.getvalue())


def _place(gathering: Any, halls: list[Hall], seed: int) -> None:
    """Place the booths with the brick, as an organiser does."""
    brick = find(placing.BRICK)
    given = placing.inputs(gathering, iterations=60_000, seed=seed)
    outcome = brick.apply(brick.inputs.model_validate(given))
    by_code = {hall.code: hall for hall in halls}
    places = {row["booth"]: row for row in placing.rows_of(outcome.places)}
    for booth in Booth.objects.filter(gathering=gathering):
        row = places[booth.pk]
        booth.hall, booth.row, booth.column = by_code[row["hall"]], row["row"], row["column"]
        booth.save()

"""Why an order cannot be flown, in words, and the nearest relaxation with which it could."""

from __future__ import annotations

from dataclasses import dataclass

from citybricks.methods.drones.sorties.orders import Order


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why an order is not flown.

    Parameters
    ----------
    order
        Its id.
    code
        `too_heavy`, `too_far`, `too_windy`, `in_zone`, `no_way`, `window` or `too_few_drones`.
    value, limit
        What the order has and what is allowed, in the same unit.
    en, zh
        The same in words.
    relaxation_en, relaxation_zh
        What would have to be different.
    """

    order: str
    code: str
    value: float
    limit: float
    en: str
    zh: str
    relaxation_en: str
    relaxation_zh: str


def too_heavy(order: Order, most_kg: float) -> Conflict:
    """Say that the aircraft cannot lift it."""
    return Conflict(
        order.id,
        "too_heavy",
        order.mass_kg,
        most_kg,
        f"order {order.id} weighs {order.mass_kg:g} kg; at most {most_kg:g} kg can be carried",
        f"订单 {order.id} 重 {order.mass_kg:g} 千克；本机最多载重 {most_kg:g} 千克",
        f"parcels of at most {most_kg:g} kg each",
        f"分成每件不超过 {most_kg:g} 千克的包裹",
    )


def in_zone(order: Order, zone: str) -> Conflict:
    """Say in which active zone it lies."""
    return Conflict(
        order.id,
        "in_zone",
        1,
        0,
        f"order {order.id} is inside the active no-fly zone {zone}",
        f"订单 {order.id} 位于生效的禁飞区 {zone} 内",
        f"another place outside {zone}, another time, or a permit for it",
        f"改到 {zone} 之外交货、换个时间，或取得许可",
    )


def no_way(order: Order) -> Conflict:
    """Say that zones close every way."""
    return Conflict(
        order.id,
        "no_way",
        1,
        0,
        f"order {order.id} has no way around the active zones",
        f"订单 {order.id} 没有绕开生效空域的航路",
        "another time, or a base on the other side",
        "换个时间，或从另一侧的基地起飞",
    )


def too_windy(order: Order, wind_m_s: float, limit_m_s: float) -> Conflict:
    """Say that nothing flies in this wind: a no-go."""
    return Conflict(
        order.id,
        "too_windy",
        wind_m_s,
        limit_m_s,
        f"no-go: order {order.id} would fly in {wind_m_s:.1f} m/s wind, at most {limit_m_s:g} m/s",
        f"禁飞：订单 {order.id} 需在 {wind_m_s:.1f} m/s 的风中飞行；最多 {limit_m_s:g} m/s",
        f"wind of at most {limit_m_s:g} m/s",
        f"风速不超过 {limit_m_s:g} m/s",
    )


def too_far(
    order: Order, away_m: float, reach_m: float, head_m_s: float, relaxation: tuple[str, str]
) -> Conflict:
    """Say how far it is, how far one battery brings it, and what would help."""
    wind, wind_zh = _wind(head_m_s)
    away, reach = f"{away_m / 1000:.1f}", f"{reach_m / 1000:.1f}"
    return Conflict(
        order.id,
        "too_far",
        away_m,
        reach_m,
        f"order {order.id} is {away} km away, at most {reach} km with {order.mass_kg:g} kg {wind}",
        f"订单 {order.id} 距基地 {away} 公里；"
        f"载 {order.mass_kg:g} 千克、{wind_zh}时最多 {reach} 公里",
        *relaxation,
    )


def _wind(head_m_s: float) -> tuple[str, str]:
    if abs(head_m_s) < 0.05:  # noqa: PLR2004 - what is written 0.0
        return "without head wind", "无逆风"
    kind, kind_zh = ("head", "逆风") if head_m_s > 0 else ("tail", "顺风")
    return f"in {abs(head_m_s):.1f} m/s {kind} wind", f"{kind_zh} {abs(head_m_s):.1f} m/s "


def window(order: Order, soonest_s: int) -> Conflict:
    """Say that its window closes before a drone can be there."""
    return Conflict(
        order.id,
        "window",
        soonest_s,
        order.close_s,
        f"order {order.id} can be delivered {soonest_s} s after the start at the soonest; "
        f"its window closes at {order.close_s} s",
        f"订单 {order.id} 最早在开始后 {soonest_s} 秒送达；其时间窗在 {order.close_s} 秒关闭",
        f"a window that closes {soonest_s - order.close_s} s later",
        f"时间窗推迟 {soonest_s - order.close_s} 秒关闭",
    )


def too_few_drones(order: Order, drones: int) -> Conflict:
    """Say that no drone is free in its window."""
    return Conflict(
        order.id,
        "too_few_drones",
        drones + 1,
        drones,
        f"order {order.id}: no drone of {drones} has the time between {order.open_s} s and "
        f"{order.close_s} s",
        f"订单 {order.id}：{drones} 架无人机在 {order.open_s} 至 {order.close_s} 秒之间都没有空",
        f"more drones than {drones}, or a longer window",
        f"多于 {drones} 架无人机，或更长的时间窗",
    )


def unheld(order: Order) -> Conflict:
    """Say that no flight is given that brings it."""
    return Conflict(
        order.id,
        "too_far",
        1,
        0,
        f"order {order.id} is brought by no flight that payload, battery and windows allow",
        f"订单 {order.id} 没有载重、电量和时间窗都允许的飞行",
        "a lighter parcel, a nearer base, calmer wind, or a longer window",
        "更轻的包裹、更近的基地、更小的风，或更长的时间窗",
    )

"""Why something cannot be collected, and what would help: English and Chinese by code."""

WORDS = {
    "capacity": (
        ("{name} is {needed}, a truck holds at most {allowed}; divide it, or send a larger truck"),
        "{name} 为 {needed}，一辆车最多装 {allowed}；请拆分，或派更大的车",
    ),
    "window": (
        (
            "{name} is reached at {needed} at the earliest and must be begun by {allowed}; an "
            "earlier shift or a later limit of {needed} would do"
        ),
        (
            "{name} 最早 {needed} 才能到达，而最晚须在 {allowed} 开始；提前班次或把时限放宽到 "
            "{needed} 即可"
        ),
    ),
    "tip": (
        (
            "after {name} the tip is reached at {needed}, and it closes at {allowed}; a tip open "
            "until {needed} would do"
        ),
        ("收完 {name} 后 {needed} 才能到达卸料点，而卸料点 {allowed} 关闭；开放至 {needed} 即可"),
    ),
    "shift": (
        (
            "a round to {name} alone is back at {needed}, the shift ends at {allowed}; a shift "
            "until {needed} would do"
        ),
        ("仅收 {name} 一处就要 {needed} 才能返回，而班次 {allowed} 结束；班次延至 {needed} 即可"),
    ),
    "range": (
        (
            "a round to {name} alone is {needed} km long, the truck drives {allowed} km; a range "
            "of {needed} km would do"
        ),
        (
            "仅收 {name} 一处就要行驶 {needed} 公里，而车辆续航为 {allowed} 公里；续航 {needed} "
            "公里即可"
        ),
    ),
    "shut": (
        (
            "{name} can be reached from {opens} to {closes}, and no truck may stop there then: "
            "shifts are from {start} to {end}, less the ban; other hours would do"
        ),
        (
            "{name} 只在 {opens} 至 {closes} 可以到达，而此时没有车辆可以停靠：班次为 {start} 至 "
            "{end}，并扣除禁行时段；调整开放时间即可"
        ),
    ),
    "longer": (
        (
            "the trucks have no time left for {name} beside the rest; shifts {amount} minutes "
            "longer would do"
        ),
        "除其他任务外，车辆已无时间收运 {name}；班次延长 {amount} 分钟即可",
    ),
    "truck": (
        (
            "the trucks have no time left for {name} beside the rest, even with shifts 4 hours "
            "longer; {amount} more truck of each kind would do"
        ),
        (
            "除其他任务外，车辆已无时间收运 {name}，班次延长 4 小时也不够；每种车增加 {amount} 辆"
            "即可"
        ),
    ),
    "more": (
        (
            "the trucks have no time left for {name} beside the rest; at least {amount} more "
            "trucks of each kind are needed"
        ),
        "除其他任务外，车辆已无时间收运 {name}；每种车至少还需增加 {amount} 辆",
    ),
}

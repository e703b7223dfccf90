"""What made-up booths are about: themes with topics, countries they are counted for, bricks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """What a booth shows."""

    en: str
    zh: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A brick of the hub that runs in a booth."""

    id: str
    theme: str
    en: str
    zh: str


HALLS = (
    ("healthcare", "生命科学一馆", "Healthcare 1"),
    ("healthcare", "生命科学二馆", "Healthcare 2"),
    ("sustainability", "可持续发展一馆", "Sustainable technologies 1"),
    ("sustainability", "可持续发展二馆", "Sustainable technologies 2"),
    ("sustainability", "可持续发展三馆", "Sustainable technologies 3"),
    ("consumer", "消费科技一馆", "Consumer technologies 1"),
    ("consumer", "消费科技二馆", "Consumer technologies 2"),
    ("consumer", "消费科技三馆", "Consumer technologies 3"),
)
"""Theme, Chinese and English name of each hall: the three categories of the BEYOND expo of 2022."""

TOPICS: dict[str, tuple[Topic, ...]] = {
    "healthcare": (
        Topic("Telemedicine for islands", "海岛远程医疗", ("health", "communications")),
        Topic("School health records", "学校健康档案", ("health", "education")),
        Topic("Outbreak early warning", "疫情早期预警", ("health", "artificial-intelligence")),
        Topic("Care for elderly residents", "居家养老服务", ("health", "housing-and-renewal")),
        Topic("Ambulance dispatch", "急救调度", ("health", "emergency")),
    ),
    "sustainability": (
        Topic("Sorting and recycling of waste", "垃圾分类与回收", ("waste",)),
        Topic("Solar street furniture", "太阳能街具", ("energy", "urban-planning")),
        Topic("Leaks in water networks", "供水管网漏损检测", ("water", "internet-of-things")),
        Topic(
            "Cool roofs and shade",
            "降温屋顶与遮阴",
            ("environment-and-climate", "housing-and-renewal"),
        ),
        Topic(
            "Air quality in neighbourhoods",
            "社区空气质量",
            ("environment-and-climate", "internet-of-things"),
        ),
        Topic("One counter for all permits", "一网通办许可", ("digital-government",)),
        Topic(
            "Voting online, verified by everybody",
            "人人可验证的网上投票",
            ("participation-and-voting",),
        ),
        Topic("Street lamps that report faults", "会报修的路灯", ("energy", "internet-of-things")),
        Topic(
            "A twin of the district", "城区数字孪生", ("urban-planning", "artificial-intelligence")
        ),
        Topic("Calls for help, by place", "按地点求助", ("emergency", "safety")),
        Topic("Drones that deliver medicine", "无人机配送药品", ("ports-and-logistics", "health")),
        Topic("Bus lanes that adapt", "自适应公交专用道", ("mobility",)),
        Topic(
            "Green shipping corridors",
            "绿色航运走廊",
            ("ports-and-logistics", "environment-and-climate"),
        ),
        Topic(
            "Cargo bikes for the last mile", "末端货运自行车", ("mobility", "ports-and-logistics")
        ),
    ),
    "consumer": (
        Topic("Repairable household devices", "可维修家用设备", ("internet-of-things",)),
        Topic("Voice interfaces in many languages", "多语言语音交互", ("artificial-intelligence",)),
        Topic("Wearables for runners", "跑步可穿戴设备", ("health", "internet-of-things")),
        Topic("Home batteries", "家用储能", ("energy",)),
        Topic(
            "Machine vision for small firms",
            "中小企业机器视觉",
            ("industry-and-smes", "artificial-intelligence"),
        ),
        Topic(
            "Sensors for old machines",
            "老旧机器传感改造",
            ("industry-and-smes", "internet-of-things"),
        ),
        Topic("Energy use of factories", "工厂能耗管理", ("industry-and-smes", "energy")),
        Topic("Open models for speech", "开放语音模型", ("artificial-intelligence",)),
        Topic(
            "Bills paid from a phone", "手机缴费", ("payments-and-finance", "digital-government")
        ),
        Topic(
            "Credit for street vendors", "小商贩信贷", ("payments-and-finance", "industry-and-smes")
        ),
        Topic(
            "Trade documents without paper",
            "无纸化贸易单证",
            ("payments-and-finance", "ports-and-logistics"),
        ),
        Topic("Sister schools online", "网上友好学校", ("education",)),
        Topic("Museums in three languages", "三语博物馆", ("culture-and-tourism",)),
        Topic("Exchange of young engineers", "青年工程师交流", ("science-and-talent",)),
        Topic(
            "Craft and design fairs", "工艺与设计展", ("culture-and-tourism", "industry-and-smes")
        ),
    ),
}

BRICKS = (
    Shown(
        "missing-lamps", "sustainability", "Finds where streets lack lamps.", "找出缺少路灯的街道。"
    ),
    Shown("drone-delivery", "sustainability", "Plans deliveries by drones.", "规划无人机配送。"),
    Shown("waste-sorting", "sustainability", "Sorts waste by its name.", "按名称进行垃圾分类。"),
    Shown(
        "solar-street",
        "sustainability",
        "Says what solar street furniture yields.",
        "计算太阳能街具的发电量。",
    ),
    Shown(
        "outbreak-detect",
        "healthcare",
        "Finds outbreaks in daily counts.",
        "在每日计数中发现疫情。",
    ),
)

COUNTRIES = (
    "AE", "AL", "AM", "AO", "AR", "AT", "AU", "AZ", "BA", "BD", "BE", "BG", "BH", "BJ", "BN", "BO",
    "BR", "BW", "BY", "CA", "CH", "CI", "CL", "CM", "CN", "CO", "CR", "CU", "CV", "CY", "CZ", "DE",
    "DK", "DO", "DZ", "EC", "EE", "EG", "ES", "ET", "FI", "FJ", "FR", "GA", "GB", "GE", "GH", "GM",
    "GR", "GT", "HN", "HR", "HU", "ID", "IE", "IL", "IN", "IQ", "IR", "IS", "IT", "JM", "JO", "JP",
    "KE", "KG", "KH", "KR", "KW", "KZ", "LA", "LB", "LK", "LS", "LT", "LU", "LV", "MA", "MD", "ME",
    "MG", "MK", "MN", "MT", "MU", "MV", "MX", "MY", "MZ", "NA", "NG", "NL", "NO", "NP", "NZ", "OM",
    "PA", "PE", "PG", "PH", "PK", "PL", "PT", "PY", "QA", "RO", "RS", "RU", "RW", "SA", "SE", "SG",
    "SI", "SK", "SN", "TH", "TN", "TR", "TZ", "VN",
)  # fmt: skip
"""A hundred and twenty countries, by ISO 3166-1."""

"""Rules of check-ins and rosters, told in English, Chinese and Japanese."""

from __future__ import annotations

from collections.abc import Mapping

from citybricks.services.schoolhealth.pupils.domain.mornings import HIGHEST, LOWEST

LANGUAGES = ("en", "zh-Hans", "ja")

_RULES: dict[str, tuple[str, str, str]] = {
    # values of a morning
    "temperature": (
        f"A temperature is from {LOWEST / 10} to {HIGHEST / 10} °C; empty if not measured.",
        f"体温应为 {LOWEST / 10} 至 {HIGHEST / 10} °C；未测量请留空。",
        f"体温は {LOWEST / 10}～{HIGHEST / 10} ℃で入力してください。測っていなければ空欄にします。",
    ),
    "symptom": (
        "This is no symptom of the list.",
        "该症状不在列表中。",
        "一覧にない症状です。",
    ),
    "attendance": (
        "Attendance is one of comes, late, absent.",
        "出勤情况应为 comes、late、absent 之一。",
        "出欠は comes、late、absent のいずれかです。",
    ),
    "diagnosis": (
        "The city's law table does not know this diagnosis.",
        "本市的法规表中没有此诊断。",
        "市の法令表にない診断名です。",
    ),
    "fact": (
        "This is no day that the law table asks for.",
        "法规表不需要此日期。",
        "法令表にない日付の項目です。",
    ),
    "date": (
        "A day is written as 2026-04-08.",
        "日期请写作 2026-04-08。",
        "日付は 2026-04-08 のように書いてください。",
    ),
    "future": (
        "This day is in the future.",
        "该日期在将来。",
        "未来の日付です。",
    ),
    "long ago": (
        "This day is more than a year ago.",
        "该日期在一年以前。",
        "1年以上前の日付です。",
    ),
    "before onset": (
        "This day is before the first day of illness.",
        "该日期早于发病日。",
        "発症日より前の日付です。",
    ),
    # bundles of FHIR
    "json": (
        "The file is no JSON. Send a FHIR Bundle as JSON in UTF-8.",
        "文件不是 JSON。请以 UTF-8 编码的 JSON 发送 FHIR Bundle。",
        "JSONではありません。FHIR BundleをUTF-8のJSONで送ってください。",
    ),
    "bundle": (
        "Expected is a Bundle with a list `entry`, or a single QuestionnaireResponse.",
        "应为含 entry 列表的 Bundle，或单个 QuestionnaireResponse。",
        "entryのリストをもつBundle、または単独のQuestionnaireResponseが必要です。",
    ),
    "too many": (
        "At most 5,000 entries are taken at once (a roster: 200 lines). Send the rest by itself.",
        "一次最多 5,000 条（名册 200 行）。其余请另行发送。",
        "一度に5,000件（名簿は200行）までです。残りは分けて送ってください。",
    ),
    "resource": (
        "Each entry holds a resource QuestionnaireResponse.",
        "每个 entry 应包含 QuestionnaireResponse 资源。",
        "各entryにはQuestionnaireResponseが必要です。",
    ),
    "structure": (
        "FHIR does not allow this here; see hl7.org/fhir/questionnaireresponse.html.",
        "FHIR 不允许此处的内容；参见 hl7.org/fhir/questionnaireresponse.html。",
        "FHIRではここに使えません。hl7.org/fhir/questionnaireresponse.html を参照してください。",
    ),
    "status": (
        "Only responses with status completed or amended are taken.",
        "只接收状态为 completed 或 amended 的回答。",
        "statusがcompletedまたはamendedの回答だけを受け付けます。",
    ),
    "authored": (
        "authored has date, time and zone, as 2026-04-08T07:20:00+09:00.",
        "authored 须有日期、时间与时区，例如 2026-04-08T07:20:00+09:00。",
        "authoredには日付・時刻・時差が必要です。例：2026-04-08T07:20:00+09:00",
    ),
    "not yet": (
        "authored is in the future.",
        "authored 在将来。",
        "authoredが未来の日時です。",
    ),
    "too old": (
        "Check-ins are taken for the last 14 days.",
        "只接收最近 14 天的打卡。",
        "受け付けるのは直近14日分です。",
    ),
    "subject": (
        "subject.identifier.value is the pupil's number on the school's roster.",
        "subject.identifier.value 应为学校名册上的学生编号。",
        "subject.identifier.valueには学校の名簿の番号が必要です。",
    ),
    "unknown pupil": (
        "No pupil of this school has been brought in with this number.",
        "本校没有以此编号登记的学生。",
        "この番号の児童生徒は登録されていません。",
    ),
    "no consent": (
        "No guardian has agreed that check-ins of this pupil are kept.",
        "没有监护人同意保存该学生的打卡。",
        "この児童生徒について保護者の同意がありません。",
    ),
    "unknown item": (
        "Items are 8310-5, symptoms, attendance, diagnosis, or a day of the law table.",
        "项目应为 8310-5、symptoms、attendance、diagnosis 或法规表中的日期。",
        "itemは 8310-5、symptoms、attendance、diagnosis、または法令表の日付です。",
    ),
    "item twice": (
        "The item stands twice.",
        "该项目出现两次。",
        "同じitemが2つあります。",
    ),
    "one answer": (
        "The item has one answer.",
        "该项目应只有一个回答。",
        "このitemの回答は1つです。",
    ),
    "unit": (
        "A temperature is a valueQuantity in Cel, or a valueDecimal in °C.",
        "体温应为单位 Cel 的 valueQuantity，或以 °C 计的 valueDecimal。",
        "体温は単位CelのvalueQuantity、または℃のvalueDecimalです。",
    ),
    "number": (
        "This is no finite number.",
        "这不是有限数。",
        "有限の数ではありません。",
    ),
    "code": (
        "The answer is a valueCoding with a code.",
        "回答应为带 code 的 valueCoding。",
        "回答はcodeをもつvalueCodingです。",
    ),
    "nothing said": (
        "Neither temperature, symptoms nor attendance is answered.",
        "体温、症状、出勤均未回答。",
        "体温・症状・出欠のいずれも回答されていません。",
    ),
    "newer": (
        "A later check-in of the same day is kept already.",
        "已有同一天更晚的打卡。",
        "同じ日のより新しい記録がすでにあります。",
    ),
    "twice": (
        "The same stands in an earlier line or entry.",
        "与前面的行或条目重复。",
        "前の行または項目と重複しています。",
    ),
    # rosters
    "empty": (
        "There is no number in it.",
        "其中没有编号。",
        "番号がありません。",
    ),
    "unreadable": (
        "The line cannot be read; are quotation marks closed?",
        "此行无法读取；引号是否成对？",
        "この行を読めません。引用符は閉じていますか。",
    ),
    "one column": (
        "A line has the number alone. Names and other columns are not wanted here.",
        "每行只写编号。请勿包含姓名或其他列。",
        "1行に番号だけを書いてください。氏名など他の列は不要です。",
    ),
    "too long": (
        "A number has at most 20 characters.",
        "编号最多 20 个字符。",
        "番号は20文字までです。",
    ),
    "no number": (
        "A number has digits, and otherwise letters A to Z and hyphens only.",
        "编号须含数字，此外只能有字母 A–Z 与连字符。",
        "番号は数字を含み、ほかは英字A～Zとハイフンだけです。",
    ),
}
"""By id: what is wrong and what would mend it."""

RULES: Mapping[str, Mapping[str, str]] = {
    name: dict(zip(LANGUAGES, texts, strict=True)) for name, texts in _RULES.items()
}


def told(rule: str, language: str) -> str:
    """Return what a rule says, in the language of a page or in English."""
    near = {"zh": "zh-Hans", "ja": "ja"}.get(language[:2], "en")
    return RULES[rule][near]

"""What keeps a row of a file or a report out, what it is warned of, and what would mend it.

Each rule has an id that programs can rely on, and is told in English and Chinese: whoever mends a
table may read another language than who sends it.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST = 9_999
"""Pupils of a class at most: whoever writes more has mistyped."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of daily reports.

    Parameters
    ----------
    en, zh
        What is wrong, filled in with ``column``, ``value`` and others.
    mend_en, mend_zh
        What would mend it.
    warning
        Whether the row is taken over all the same.
    """

    en: str
    zh: str
    mend_en: str
    mend_zh: str
    warning: bool = False


RULES = {
    # --- the file
    "empty-file": Rule(
        "The file is empty, or has a heading only.",
        "文件为空，或只有表头。",
        "Send a file with at least one row; nobody ill is a row with absent 0 and no syndrome.",
        "请发送至少有一行的文件；无人患病也是一行：absent 为 0，syndrome 留空。",
    ),
    "too-large": Rule(
        "The file has {value}; at most {most} is allowed.",
        "文件有 {value}；最多允许 {most}。",
        "Split it, for example by month.",
        "请拆分文件，例如按月。",
    ),
    "encoding": Rule(
        "The text cannot be read as {most}.",
        "文本无法以 {most} 读取。",
        "Save the file as UTF-8.",
        "请将文件保存为 UTF-8。",
    ),
    "not-json": Rule(
        "This is no JSON: {value}",
        "这不是 JSON：{value}",
        "Send the whole file again, as the other system wrote it.",
        "请重新发送另一系统写出的完整文件。",
    ),
    "not-xml": Rule(
        "This is no XML: {value}",
        "这不是 XML：{value}",
        "Send the whole file again, as the other system wrote it.",
        "请重新发送另一系统写出的完整文件。",
    ),
    "not-this-format": Rule(
        "{column} is {value}; expected is {most}.",
        "{column} 为 {value}；应为 {most}。",
        "Choose the format that the file is in.",
        "请选择文件所用的格式。",
    ),
    "missing-column": Rule(
        "There is no column {column}. The first row has to name the columns: {most}.",
        "没有 {column} 列。首行须为列名：{most}。",
        "Add the column, or its name in the first row.",
        "请添加该列，或在首行写上列名。",
    ),
    "column-twice": Rule(
        "Two columns are called {column}.",
        "有两列都名为 {column}。",
        "Leave one of them.",
        "请只保留一列。",
    ),
    # --- the row
    "quotes": Rule(
        "The quotation marks of this line do not pair up.",
        "此行的引号不成对。",
        "Close the quotation mark, or write two for one.",
        "请补全引号，或用两个引号表示一个。",
    ),
    "cells": Rule(
        "The row has {value} cells, the heading {most}.",
        "此行有 {value} 个单元格，表头有 {most} 个。",
        "Put cells with commas between quotation marks.",
        "请为含逗号的单元格加引号。",
    ),
    "missing-value": Rule(
        "{column} is empty.",
        "{column} 为空。",
        "Fill it in; nobody is 0, not an empty cell.",
        "请填写；没有人请填 0，而不是留空。",
    ),
    "broken-characters": Rule(
        "{column} has characters that are broken: {value}.",
        "{column} 含有损坏的字符：{value}。",
        "Save the file as UTF-8 and send it again.",
        "请将文件保存为 UTF-8 后重新发送。",
    ),
    "not-a-day": Rule(
        "{column} is {value}, which is no day of the calendar.",
        "{column} 为 {value}，不是有效日期。",
        "Write year-month-day, as in 2026-04-08.",
        "请写作 年-月-日，例如 2026-04-08。",
    ),
    "future-day": Rule(
        "{value} is in the future; today is {most}.",
        "{value} 在将来；今天是 {most}。",
        "Correct the date: a day is reported once it has come.",
        "请更正日期：当天到来后才能报告。",
    ),
    "not-a-school-day": Rule(
        "{value} is no school day at {most}.",
        "{value} 不是 {most} 的上课日。",
        "Correct the date, or enter the day as one with lessons in the calendar of the schools.",
        "请更正日期，或在学校日历中登记该日有课。",
    ),
    "unknown-school": Rule(
        "No school of the city has the code or name {value}.",
        "本市没有代码或名称为 {value} 的学校。",
        "Use a code of the list of schools, or have the school added.",
        "请使用学校列表中的代码，或请管理员添加该学校。",
    ),
    "school-not-yours": Rule(
        "You do not report for {value}.",
        "您无权为 {value} 报告。",
        "Leave the row to the school, or ask the city's administrator for the post.",
        "请由该校自行报告，或向本市管理员申请职务。",
    ),
    "unknown-class": Rule(
        "{most} has no class {value} in the school year of this day.",
        "{most} 在该日所属学年没有班级 {value}。",
        "Use grade and class as in the list of classes, or have the class added.",
        "请使用班级列表中的年级与班级，或请管理员添加该班级。",
    ),
    "not-a-number": Rule(
        "{column} is {value}, which is no number.",
        "{column} 为 {value}，不是数字。",
        "Write a whole number from 0 on, in digits.",
        "请用数字填写不小于 0 的整数。",
    ),
    "not-whole": Rule(
        "{column} is {value}; pupils are counted in whole numbers.",
        "{column} 为 {value}；人数须为整数。",
        "Write a whole number.",
        "请填写整数。",
    ),
    "not-finite": Rule(
        "{column} is {value}, which is no count of pupils.",
        "{column} 为 {value}，不是可计数的人数。",
        "Write how many pupils there are; where it is not known, leave the row out.",
        "请填写学生人数；未知时请省略该行。",
    ),
    "negative": Rule(
        "{column} is {value}; fewer than nobody there cannot be.",
        "{column} 为 {value}；人数不能为负。",
        "Write 0 or more; a correction is a new report of the whole class, not a difference.",
        "请填写 0 或更大的数；更正应重新报告全班，而不是填写差额。",
    ),
    "too-many": Rule(
        "{column} is {value}; at most {most} is allowed.",
        "{column} 为 {value}；最多允许 {most}。",
        "Correct the number.",
        "请更正该数字。",
    ),
    "absent-over-enrolled": Rule(
        "{value} absent, but only {most} pupils are in the class.",
        "缺席 {value} 人，但全班只有 {most} 人。",
        "Correct absent, or enrolled.",
        "请更正 absent 或 enrolled。",
    ),
    "ill-over-enrolled": Rule(
        "{value} ill, but only {most} pupils are in the class.",
        "患病 {value} 人，但全班只有 {most} 人。",
        "Correct ill, or enrolled.",
        "请更正 ill 或 enrolled。",
    ),
    "excluded-over-absent": Rule(
        "{value} are kept at home by law, but only {most} are absent.",
        "停课 {value} 人，但缺席只有 {most} 人。",
        "absent counts everybody who is not there, those kept at home by law included.",
        "absent 计所有未到校者，包括依法停课者。",
    ),
    "lines-over-absent": Rule(
        "{value} are absent with one syndrome, but only {most} in the whole class.",
        "仅一种症状就缺席 {value} 人，但全班缺席只有 {most} 人。",
        "Correct the class's absent pupils: it counts those of every syndrome.",
        "请更正全班缺席人数：它包括各种症状的缺席者。",
    ),
    "enrolled-zero": Rule(
        "enrolled is 0; a class has pupils.",
        "enrolled 为 0；班级应有学生。",
        "Write how many pupils the class has; leave closed classes out.",
        "请填写全班人数；已撤销的班级请省略。",
    ),
    "unknown-syndrome": Rule(
        "{value} is no syndrome; allowed are {most}.",
        "{value} 不是已知症状；允许 {most}。",
        "Use one of the codes; what fits none is other.",
        "请使用其中的代码；都不符合时用 other。",
    ),
    "unknown-diagnosis": Rule(
        "{value} is no diagnosis of the city's law table; allowed are {most}.",
        "{value} 不在本市法规表的诊断中；允许 {most}。",
        "Use one of the codes or its ICD-10 code, or leave diagnosis empty.",
        "请使用其中的代码或 ICD-10 编码，或将 diagnosis 留空。",
    ),
    "diagnosis-without-syndrome": Rule(
        "diagnosis is {value}, but syndrome is empty or none.",
        "diagnosis 为 {value}，但 syndrome 为空或 none。",
        "Say with which syndrome the pupils are ill.",
        "请注明患病学生的症状。",
    ),
    "ill-without-syndrome": Rule(
        "{value} are ill, but syndrome is empty or none.",
        "患病 {value} 人，但 syndrome 为空或 none。",
        "Say with which syndrome the pupils are ill.",
        "请注明患病学生的症状。",
    ),
    "zero-but-ill": Rule(
        "“Nobody is ill” is ticked, but {value} are entered as ill.",
        "已勾选“无人患病”，但填写了 {value} 人患病。",
        "Take the tick away, or the numbers.",
        "请取消勾选或清除数字。",
    ),
    "nothing-said": Rule(
        "Nobody is entered as ill, and “nobody is ill” is not ticked.",
        "没有填写患病人数，也未勾选“无人患病”。",
        "Tick “nobody is ill”: an empty class counts as not reported.",
        "请勾选“无人患病”：留空的班级视为未报告。",
    ),
    "differs": Rule(
        "The same day, class, syndrome and diagnosis stand in row {most} with other numbers.",
        "第 {most} 行已有同一日期、班级、症状与诊断，但数字不同。",
        "Leave the right one of the two: neither is taken over.",
        "请保留正确的一行：两行都未导入。",
    ),
    "class-twice": Rule(
        "The class {value} stands in row {most} already, with another number of pupils.",
        "班级 {value} 已在第 {most} 行，但人数不同。",
        "Leave the right one of the two; the first was taken over.",
        "请保留正确的一行；已导入前一行。",
    ),
    "enrolled-differs": Rule(
        "enrolled is {value}, but {most} in another row of the same class and day.",
        "enrolled 为 {value}，但同一班级同一日期的另一行为 {most}。",
        "Write the same number in each row of a class.",
        "请在同一班级的各行填写相同的人数。",
    ),
    "not-fhir": Rule(
        "{column} is not as FHIR R4B and R5 have it: {value}.",
        "{column} 不符合 FHIR R4B 与 R5：{value}。",
        "Correct the resource; other resources of the bundle are taken over.",
        "请更正该资源；同一 Bundle 的其他资源已导入。",
    ),
    "not-complete": Rule(
        "The status is {value}; only complete reports are taken over.",
        "状态为 {value}；只导入 complete 的报告。",
        "Send the report once it is complete.",
        "请在报告完成后发送。",
    ),
    "unknown-element": Rule(
        "{value} is no {column} that we read; known are {most}.",
        "{value} 不是可读取的 {column}；已知 {most}。",
        "Use the codes of docs/schoolhealth.md.",
        "请使用 docs/schoolhealth.md 中的代码。",
    ),
    # --- warnings: the row is taken over
    "said-twice": Rule(
        "The row says the same as row {most}.",
        "此行与第 {most} 行内容相同。",
        "Nothing has to be done: it is counted once.",
        "无需处理：只计一次。",
        warning=True,
    ),
    "small-class": Rule(
        "The class has {value} pupils; its numbers are never published by themselves.",
        "该班只有 {value} 名学生；其数字不会单独公布。",
        "Nothing has to be done: small classes are joined with others before release.",
        "无需处理：发布前会与其他班级合并。",
        warning=True,
    ),
    "enrolled-changed": Rule(
        "enrolled is {value}; the list of classes says {most}.",
        "enrolled 为 {value}；班级列表为 {most}。",
        "If the class has changed, have the list of classes brought up to date.",
        "若班级人数有变，请更新班级列表。",
        warning=True,
    ),
    "column-ignored": Rule(
        "Nothing reads the column {column}.",
        "{column} 列不会被读取。",
        "Nothing has to be done; names of pupils do not belong in this file.",
        "无需处理；学生姓名不应出现在此文件中。",
        warning=True,
    ),
}
"""By id."""

SMALL_CLASS = 5
"""Fewer pupils than this are a small class: a warning, as their absence matters all the same."""

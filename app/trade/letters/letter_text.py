"""A letter made ready for reading: one form of every digit and sign, places by one name, sentences apart."""

import re
import unicodedata
from dataclasses import dataclass

# Arabic-Indic and Persian digits, Arabic punctuation, typographic signs -> the plain ones.
_SIGNS = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪،؛؟–—−‑’‘“”„«»×✕✖·",
    '01234567890123456789.,%,;?----\'\'"""""xxx*',
)
_CJK = "\u3040-\u30ff\u4e00-\u9fff"
_SEAMS = re.compile(rf"(?<=[{_CJK}])(?=[A-Za-z0-9$€£])|(?<=[A-Za-z0-9$€£%])(?=[{_CJK}])")
_FULL_STOPS = re.compile(r"[。]|(?<=[\u3040-\u30ff\u4e00-\u9fff])[、](?=\S)")
# Where a space was left out: "inquiry.our price", "36pcs/ctn,40.6x42.4cm".
_CROWDED = re.compile(r"(?<=[a-z)]{3}[.])(?=[a-zA-Z]{3})(?![a-z]+\.[a-z])|(?<=[a-z]{2}[,;:])(?=[\da-z])")
_VOWEL_SIGNS = re.compile(r"[\u064b-\u0652\u0640]")

# Ports and cities as other scripts and languages write them -> the English name.
_PLACES = {
    "宁波": "Ningbo", "寧波": "Ningbo", "нинбо": "Ningbo", "نينغبو": "Ningbo", "نينجبو": "Ningbo",
    "上海": "Shanghai",
    "шанхай": "Shanghai",
    "شنغهاي": "Shanghai",
    "shanghái": "Shanghai",
    "xangai": "Shanghai",
    "深圳": "Shenzhen", "深セン": "Shenzhen", "шэньчжэнь": "Shenzhen", "شنتشن": "Shenzhen",
    "شنجن": "Shenzhen",
    "厦门": "Xiamen", "廈門": "Xiamen", "сямынь": "Xiamen", "شيامن": "Xiamen", "广州": "Guangzhou",
    "青岛": "Qingdao", "青島": "Qingdao", "циндао": "Qingdao", "义乌": "Yiwu", "义烏": "Yiwu",
    "天津": "Tianjin",
    "大阪": "Osaka", "東京": "Tokyo", "东京": "Tokyo", "横浜": "Yokohama", "神戸": "Kobe", "名古屋": "Nagoya",
    "москва": "Moscow", "москвы": "Moscow", "москве": "Moscow", "санкт-петербург": "Saint Petersburg",
    "владивосток": "Vladivostok", "новороссийск": "Novorossiysk", "جدة": "Jeddah", "الرياض": "Riyadh",
    "الدمام": "Dammam", "دبي": "Dubai", "汉堡": "Hamburg", "洛杉矶": "Los Angeles", "milano": "Milan",
    "londres": "London", "hambourg": "Hamburg", "hamburgo": "Hamburg", "roma": "Rome", "moskau": "Moscow",
    "mailand": "Milan", "são paulo": "Sao Paulo", "lisboa": "Lisbon", "marsella": "Marseille",
}  # fmt: skip
_PLACE = re.compile(
    "|".join(
        re.escape(name) if re.match(rf"[{_CJK}]", name) else rf"(?<!\w){re.escape(name)}(?!\w)"
        for name in sorted(_PLACES, key=len, reverse=True)
    ),
    re.I,
)


def normalised(text: str) -> str:
    """The text with plain digits and signs, spaces where scripts meet, known places in English."""
    plain = _CROWDED.sub(r" ", unicodedata.normalize("NFKC", text).translate(_SIGNS))
    plain = _FULL_STOPS.sub(lambda found: ". " if found[0] == "。" else ", ", _VOWEL_SIGNS.sub("", plain))
    if not plain.isascii():
        plain = _PLACE.sub(lambda found: f" {_PLACES[found[0].lower()]} ", plain)
        plain = _SEAMS.sub(" ", plain)
    else:
        plain = _LATIN_PLACE.sub(lambda found: _PLACES[found[0].lower()], plain)
    return plain


_LATIN_PLACE = re.compile(
    r"\b(?:" + "|".join(name for name in _PLACES if name.isascii()) + r")\b",
    re.I,
)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_ABBREVIATIONS = _words(
    "mr mrs ms dr st no nr approx min max incl excl ca etc vs sr sra srta dra bzw inkl st jan "
    "feb mar apr jun jul aug sep sept oct nov dec g n w gr art fig qty max usd долл руб г шт sig мин макс "
    "m mme mlle dep prod wt vol"
)
_END = re.compile(r"[.!?;؟！？]+(?=\s|$|[\"')\]])|\n+|(?<=[!?])(?=\S)")
# Enumeration inside a line: "1) ... 2) ...", "1. ... 2. ...".
_COUNTED = re.compile(r"(?:^|(?<=[\s:;])|(?<=[^\d\s][.,]))\(?([1-9])(?:[.)]\)?|-)\s+(?=\S)")
_BULLET = re.compile(r"^\s*(?:(?:[-•*>]+|\(?[1-9a-e][.)])\s+|\(?[1-9][.)](?=[^\W\d]))")

_GREETED = re.compile(r"^(?:dear|hi|hello|hola|hallo|bonjour|olá)\b[^,]{0,30}, ", re.I)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. text as written, low in lower case; is_question by its mark."""

    text: str
    low: str
    is_question: bool


def sentences(text: str) -> list[Sentence]:
    """The sentences of a normalised letter; lines and the points of a list are sentences of their own."""
    found = []
    for line in _without_counts(text).split("\n"):
        for part, mark in _parts(line):
            words = _BULLET.sub("", part).strip(" \t")
            if re.search(r"\w", words):
                is_quoted = line.lstrip().startswith(">")
                found.append((Sentence(words, words.lower(), "?" in mark), is_quoted))
    return _under_headings(found)


def _under_headings(found: list[tuple[Sentence, bool]]) -> list[Sentence]:
    """Sentences with the heading that stands above them: a question quoted back, or "Sample?" alone."""
    out: list[Sentence] = []
    heading = ""
    for sentence, is_quoted in found:
        last = _GREETED.sub("", sentence.text)  # "Dear Anna, sample price?"
        is_short = sentence.is_question and len(last.split()) <= 2
        if (is_quoted and sentence.is_question) or is_short:
            heading = sentence.text if is_quoted else last
            continue
        if heading:
            text = f"{heading}: {sentence.text}"
            sentence, heading = Sentence(text, text.lower(), sentence.is_question), ""
        out.append(sentence)
    return [*out, Sentence(heading, heading.lower(), True)] if heading else out


def _parts(line: str) -> list[tuple[str, str]]:
    """Pieces of a line with the mark that ends each; full stops of abbreviations end nothing."""
    parts, start = [], 0
    for end in _END.finditer(line):
        if end[0].startswith("."):
            before = re.split(r"[\s(./]", line[start : end.start()])[-1].lower()
            if before in _ABBREVIATIONS and line[end.end() :].strip():
                continue
        parts.append((line[start : end.start()], end[0]))
        start = end.end()
    parts.append((line[start:], ""))
    return parts


def _without_counts(text: str) -> str:
    """The text with each point of a counted list on a line of its own, its number dropped."""
    wanted, out, start = 1, [], 0
    for found in _COUNTED.finditer(text):
        if int(found[1]) == wanted and (wanted > 1 or f"{wanted + 1}" in text[found.end() :]):
            out.append(text[start : found.start()])
            start, wanted = found.end(), wanted + 1
        elif int(found[1]) == 1:
            wanted = 1
    out.append(text[start:])
    return "\n".join(out)

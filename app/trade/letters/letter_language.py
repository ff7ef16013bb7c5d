"""Which language a text is written in: by its script, and by the commonest words of each language."""

import re

LANGUAGES = ("en", "es", "de", "fr", "pt", "ru", "ja", "ar", "zh")
# Languages that write 1.250,50 for what English writes 1,250.50.
DECIMAL_COMMA = frozenset({"es", "de", "fr", "pt", "ru"})


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_STOP_WORDS: dict[str, frozenset[str]] = {
    "en": _words(
        "the is are we you our your to of for and in it this that have has can will with please "
        "thanks thank dear hi be from on as not do about before after if so at or an i per hello ok "
        "yes sorry regards price order each pieces days minimum pls thx"
    ),
    "es": _words(
        "unidades caja piezas garantía embarque "
        "el la los las es son de del que en y un una su sus para "
        "por con no le se tenemos nuestro "
        "nuestra gracias hola estimado estimada saludos usted después días precio pago envío muestra "
        "plazo puede podemos pedido pieza piezas dólares señora señor muchas sobre está buenos sin "
        "muy unidad noviembre diciembre octubre septiembre"
    ),
    "de": _words(
        "zahlung zahlungsbedingungen vorkasse vor versand lieferzeit muster karton kostenlos "
        "der die das ist sind wir sie ihr ihre ihnen und in zu den dem des ein eine für mit nicht "
        "von auf nach bei unser unsere haben hat können danke grüße guten tag hallo sehr geehrte "
        "frau herr stück preis tage pro zur beträgt frei beste liebe als auch gilt bis aus mir"
    ),
    "fr": _words(
        "paiement livraison échantillon emballage commande "
        "le la les est sont nous vous notre nos votre vos et de des du un une pour avec dans à au "
        "aux sur par que qui ne pas bonjour merci madame monsieur cordialement prix jours pièce "
        "pièces délai il nos avons après très mon je"
    ),
    "pt": _words(
        "caixa unidades entrega garantia embarque válido "
        "o os as é são de do da dos das e em um uma para por com não que se nosso nossa você seu sua "
        "pronto fazer perguntas obrigado obrigada olá prezado prezada senhor senhora atenciosamente "
        "dias preço prazo peça peças pedido após até temos amostra pagamento tudo bem caro abraço "
        "abraços bom segue proposta unidade preferir novembro dezembro outubro setembro"
    ),
}  # fmt: skip
_WORD = re.compile(r"[a-zà-öø-ÿœß']+")
_HINTS = {
    "ñ": "es",
    "¿": "es",
    "¡": "es",
    "ß": "de",
    "ü": "de",
    "ä": "de",
    "ã": "pt",
    "õ": "pt",
    "œ": "fr",
    "ê": "fr",
    "è": "fr",
}
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)


def scored_language(text: str) -> tuple[str, int]:
    """The language, one of LANGUAGES or "unknown" where nothing tells, and how sure that is, in per cent.

    A script of its own decides where it makes up a fifth of the letters; kana tell Japanese from Chinese.
    Among the Latin ones the language with the most of its commonest words does.
    """
    letters = sum(map(str.isalpha, text)) or 1
    counts = {code: len(pattern.findall(text)) for code, pattern in _SCRIPTS}
    if counts["ja"] and (counts["ja"] + counts["zh"]) * 5 >= letters:
        return "ja", 97
    for code in ("zh", "ar", "ru"):
        if counts[code] * 5 >= letters:
            return code, 97
    low = text.lower()
    words = _WORD.findall(low)
    scores = {code: sum(word in stops for word in words) for code, stops in _STOP_WORDS.items()}
    for sign, code in _HINTS.items():
        if sign in low:
            scores[code] += 1
    best = max(LANGUAGES[:5], key=lambda code: scores[code])
    if scores[best] <= 1 and text.isascii() and words:
        # A letter of trade words and figures alone, such as "3.18 usd fob ningbo", is the trade's English.
        return ("en", 50) if not scores[best] else (best, 55)
    if not scores[best]:
        return "unknown", 30
    rest = sum(scores.values()) - scores[best]
    return best, min(98, 55 + 45 * scores[best] // (scores[best] + rest + 1))

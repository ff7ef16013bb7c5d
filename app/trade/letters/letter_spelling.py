"""Slips of the pen mended before a letter is read: a key noun of trade one stroke off, an accent left out.

Only nouns that decide what a sentence is about are mended, and only words that are none of their own.
"""

import re
import unicodedata
from functools import lru_cache

_LONG = 11  # letters from which a word may be two strokes off


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NOUNS: dict[str, frozenset[str]] = {
    "en": _words(
        "sample samples price prices payment deposit balance advance minimum quantity certificate "
        "certificates certification certified warranty guarantee delivery production producing packing "
        "packaging package carton cartons shipment shipping transport transit validity validation valid "
        "transfer courier express discount quotation customized customised customization customisation "
        "embroidery "
        "logo weight gross pieces dollars euros shipped produce manufacture manufacturing material "
        "polyester cotton elastane stainless aluminium aluminum stoneware porcelain ceramic bamboo plastic "
        "dishwasher microwave waterproof polarised polarized confirmation container warehouse measurement"
    ),
    "es": _words(
        "días día mínima mínimo producción depósito envío válida válido garantía garantías tránsito avión "
        "camión marítimo dólares después certificado certificados muestra muestras precio plazo pedido "
        "fábrica cotización"
    ),
    "pt": _words(
        "mínimo mínima produção depósito válida válido trânsito avião caminhão marítimo dólares preço "
        "preços peças peça líquido transferência amostra amostras garantia prazo certificação cotação após"
    ),
    "fr": _words(
        "délai délais échantillon échantillons après dès pièce pièces réception expédié prêt prête "
        "expédition coûte livraison commande garantie acompte paiement février août décembre"
    ),
    "de": _words(
        "stück stückpreis währung überweisung gültig gültigkeit für größe prüfbericht verfügbar "
        "anzahlung lieferzeit mindestbestellmenge zertifikat zertifikate muster karton"
    ),
}
# Words of their own that lie one stroke from a noun above.
_OWN = _words(
    "simple simples ample pride prize prized pricey priced pricing prince prices payments deposits deposited "
    "canton minimal quantities certify certificated certifies produced producer producers "
    "produces product products weights weigh weighs weighed height grass grows growth piece peaces places "
    "plates parking picking backing packed packs packages shipments shipper shippers shopping sipping "
    "chipping tipping transports transited transmit transfers couriers expresses expressed discounts "
    "quotations customize customizes customizing customise customs custom logos valued valuable validate "
    "invalid solid advanced advances balanced balances allowance delivered deliveries deliver delivers "
    "guaranteed guarantees materials plastics cottons containers contained contain bottom button "
    "confirmations conformation dollar collars euro measurements warehouses produce price princes spices "
    "slices prefer letter parcel marital valley wait weight eight freight weighing productions reproduction "
    "reduction predicting providing carbon continuer coursier courtier dismount miscount embroider "
    "manufactured manufacturer manufacturers microwaves packaged packager pacing pecking lacking polarize "
    "prime primes probe prose prick sampled sampler samplers skipped slipped stripping shopped transpose "
    "transits validator certifier weighty wright logon logic gloss groom pierces pieced quantify valance "
    "deposed equipment warrant warrants ceramics expresso containers minimums validates "
)
_WORD = {code: re.compile(r"[a-zà-ÿ]{4,}") for code in _NOUNS}


def without_accents(word: str) -> str:
    """The word in plain letters: "días" is "dias"."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _bare(word: str, language: str) -> str:
    """How a word is typed on a keyboard that has none of its letters."""
    if language == "de":
        word = word.replace("ü", "ue").replace("ö", "oe").replace("ä", "ae").replace("ß", "ss")
    return without_accents(word)


def strokes(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed or swapped between two words; more than most is not counted on."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return row[-1]


@lru_cache(8192)
def _mended(word: str, language: str) -> str:
    nouns = _NOUNS[language]
    if word in nouns or word in _OWN:
        return word
    if language != "en":
        return next((noun for noun in nouns if word == _bare(noun, language)), word)
    most = 2 if len(word) >= _LONG else 1
    if len(word) <= 4 + (most == 1 and word.endswith("s")):
        return word
    near = sorted((strokes(word, noun, most), noun) for noun in nouns if noun[0] == word[0])
    return near[0][1] if near and near[0][0] <= most else word


def mended(low: str, language: str) -> str:
    """A sentence in lower case with key nouns spelt as the reader knows them.

    Source: distance of F. J. Damerau, A technique for computer detection and correction of spelling errors
        (CACM 7, 1964), one stroke for a word of ten letters at most, two for a longer one.
    """
    pattern = _WORD.get(language)
    return pattern.sub(lambda found: _mended(found[0], language), low) if pattern else low

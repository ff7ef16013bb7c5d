"""How a letter is written: register, tone, and what betrays that it is for someone else or something else."""

import re
from collections.abc import Sequence, Set

from app.trade.carriage.incoterms import INCOTERMS
from app.trade.letters.letter_cues import cues
from app.trade.letters.letter_patterns import one_of
from app.trade.letters.letter_reader import Read

GREETING = re.compile(
    r"^\W*(?:dear|hi|hello|hey|hiya|ciao|buongiorno|good (?:morning|afternoon|day|evening)|greetings|hallo"
    r"|guten (?:tag|morgen)|bonjour|ol[áa]|oi |caro|bom dia|prezad|"
    r"hola|buen[oa]s|estimad|señora?|sehr geehrt|lieber? |madame|monsieur|ch[èe]re?\b|уважаем|здравствуй"
    r"|добрый|konnichiwa|annyeong|assalam|"
    r"salam|您好|你好|亲爱|尊敬|こんにち|お世話|いつも|.{1,8}(?:様|さん)|안녕|مرحبا|السلام|السيد|أهلا"
    r"|m(?:r|s)\.? [a-z]|[a-z-]+[ -]san\b|[a-z]+, (?:my |dear )?friend\b)",
    re.I | re.M,
)
SIGN_OFF = re.compile(
    r"(?:kind|best|warm)?\s*regards|sincerely|faithfully|yours\b|best wishes|cheers|\bbest$|\bbr\b"
    r"|mit freundlichen|grüße|saludos|atentamente|"
    r"cordialement|salutations|atenciosamente|cordialmente|abraço|с уважением|пожеланиями|よろしくお願い"
    r"|敬具|التحية"
    r"|تحياتي|respectfully|此致|"
    r"thanks? (?:and|&) (?:br)?regards|\btks\b|\brgds\b",
    re.I | re.M,
)
THANKS = one_of(
    r"\bthank|\bthx\b|\btks\b|\bplease\b|\bkindly\b|gracias|por favor|danke|bitte|merci|obrigad|спасибо"
    r"|пожалуйста|благодар|\bgrazie\b|\barigato\b|\bxie ?xie\b|ありがとう|شكر|谢谢|感谢",
    flags=re.I,
)
_RUDE = one_of(
    r"\bstupid\b|\bidiots?\b|\bnonsense\b|\bnobody\b|\bare you blind\b|\bwast(?:e|ing) (?:my|our) time\b"
    r"|\btoo many questions\b|\btake it or leave it\b"
    r"|\bstop asking\b|\bpeople like you\b|\bi don't care\b|\bgo find\b|\bor no talk\b|\bso small\b"
    r"|\bshut up\b|\bforget it\b|\bhow many times (?:should|must|do)\b|\bdon.t (?:write|contact|ask) (?:me"
    r"|us) (?:again"
    r"|any ?more)\b"
    r"|\bshame on\b|\bridiculous\b|\bannoying\b|\bto buy or not\b|\bare you kidding\b|\bsilly\b|\bfools?\b"
    r"|\bdon.?t bargain\b|\bif you are (?:so )?poor\b|\bask so (?:many|much)\b"
    r"|\bgo to (?:an?)?other (?:shop|seller|supplier)s?\b|\bor forget\b"
    r"|\brubbish\b|\bhurry up and order\b|\bif not happy\b"
    r"|\bpreguntas (?:tontas|estúpidas)\b|\bperder el tiempo\b|\bdumme? fragen?\b|\bdie zeit\b(?=\.)"
    r"|\bstehlen sie mir\b|\bidiotes?\b|\bc'est tout\b"
    r"|\bbobas\b|\bpare de fazer\b|\bе pronto\b|глупы\w+|\bхватит\b|\bи вс[её]\b|馬鹿|ばか|غبي\w*"
    r"|لا تضيع وقتي"
    r"|愚蠢|别浪费"
)
_FORMAL_STRONG = one_of(
    r"\byours? (?:sincerely|faithfully|truly|respectfully)|\b(?:sincerely|faithfully|respectfully) yours"
    r"|^(?:sincerely|respectfully|faithfully)\b"
    r"|\bdear sir or madam\b|\batentamente\b|\bestimad[oa]\b|\bsehr geehrte|\bhochachtungsvoll\b"
    r"|\bveuillez agréer\b|\brecevez,? madame\b|\bprezad[oa]\b"
    r"|уважаем|敬具|いただき|申し上げ|お世話になって|お願いいたし|المحترم|此致|尊敬",
    flags=re.I | re.M,
)
_FORMAL = one_of(
    r"\bwith reference to\b|\bwe (?:are pleased|appreciate|thank you for your (?:kind )?(?:enquiry"
    r"|inquiry))\b|\bupon receipt\b|\bkindly\b|\bat your disposal\b"
    r"|\bwith (?:kind|best) regards\b|\bwe regret\b|\bhereby\b|\bplease (?:find|be informed)\b|\bwe trust\b"
    r"|\bour honou?r\b|\benquiry\b|\beffected\b|\bdear m(?:r|s|rs)\b|\bwould like to inform\b",
    flags=re.I,
)
_WARM = one_of(
    r"\bhope (?:you|everything|this)\b|\bhave a (?:nice|good|lovely|great)\b|\bnice to (?:hear|meet)\b"
    r"|\b(?:happy|glad) to (?:get|hear|help)\b|:\)|\bhugs\b|\blove\b"
    r"|\bhaha\w*|\bbesos\b|\bkiss\b|\bciao\b|[😀-🙏❤]"
    r"|\bxoxo\b|\bkisses\b|\bcheers from\b|\bwarm(?:est)? (?:regards|wishes|greetings)\b|\btake care\b"
    r"|\bbrother\b|\bwonderful\b|\bsee you\b|\bhow are you\b|\bfriend\b"
    r"|\bbe happy\b|\babrazo\b|\babraç?ço?s?\b|\bcariños?\b|\bliebe (?:grüße|anna)\b|\blieber\b|\bamitiés\b"
    r"|\bquel plaisir\b|\bchère\b|\btudo bem\b|أخي|\bwith love\b|亲爱",
    flags=re.I,
)
_LEFTOVER = re.compile(
    r"\[[^\]\d]{2,40}\]|\{\w+\}|<[a-z][a-z ']{2,30}>|_{3,}|\bXXX+\b|\bxxx?\b|\(signature\)|customer's name"
    r"|please fill in|【[^】]{2,12}】|\[xx\]|\.\.\. days",
    re.I,
)
_SALUTATION = re.compile(
    r"^\W*(?i:dear|hi|hello|hola|hallo|bonjour|olá|caro|prezad[oa]|estimad[oa]|sehr geehrter?|lieber?)[ ,]+"
    r"(?P<title>(?i:mr|ms|mrs|miss|mme|sr|sra|srta|frau|herr|señora?|senhora?|monsieur|madame)\.? )?"
    r"(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)",
    re.M,
)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NO_NAME = _words(
    "sir sirs madam madame monsieur friend friends customer customers all team buyer client "
    "manager dear brother teacher there every everyone thank thanks for good señora señor mr ms "
    "price moq we i my our this"
)


def flags_of(
    text: str, language: str, reads: Sequence[Read], goods: tuple[Set[str], Set[str]], buyer_name: str
) -> set[str]:
    """What is wrong with the letter as a whole: adversarial, template, other_product.

    Args: goods, the kinds that the product is, and those that the letter names.
    """
    found, low = set(), text.lower()
    if any(read.is_adversarial for read in reads) or is_stuffed(low, language):
        found.add("adversarial")
    elif _LEFTOVER.search(text) or _is_to_another(text, buyer_name):
        found.add("template")
    own, named = goods
    if own and named and not own & named:
        found.add("other_product")
    return found


def _is_to_another(text: str, buyer_name: str) -> bool:
    """Whether the letter greets somebody by a name that is not the buyer's."""
    found = _SALUTATION.search(text)
    if not found or not buyer_name:
        return False
    said = {word.lower().removesuffix("-san") for word in re.split(r"[ ]", found["name"])} - _NO_NAME
    own = {part for word in buyer_name.lower().split() for part in (word, *word.split("-"))}
    is_name = bool(found["title"]) or found["name"][0].isupper()
    return bool(said) and is_name and not said & own and all(word[0].isalpha() for word in said)


_WORDS = re.compile(r"[a-zà-ÿа-я]+(?:/[a-z])?|\d+")
_TERMS_IN_ROW = re.compile(r"\b(?:(?:" + "|".join(INCOTERMS).lower() + r")[ ,/]+){3}")
_LINK = re.compile(
    r"\b(?:is|are|was|the|a|an|of|to|for|in|we|our|you|your|and|with|after|can|will|have|has|it|this|per"
    r"|need|takes?|only|not|from|this|that|be|by|as|if|but|no"
    r"|el|la|los|las|es|son|en|un|una|y|con|por|para|hay|su|sus|se|desde|hasta|sin|de|del"
    r"|der|die|das|ist|sind|ein|eine|und|mit|für|zu|bei|von|ab|nach|ihr|ihre|im|am|auf|kein|keine|wir"
    r"|le|les|est|sont|nous|vous|votre|une|et|à|pour|par|du|des|sur|dès|sans"
    r"|o|os|é|são|um|uma|em|com|na|do|da|seu|sua|sem|até|мы|и|в|на|с|к|по|для|от|до|за|есть|у|ваш\w*)\b|(?:は|です|ます|が|を|في|من|إلى|على|的|是)"
)


def is_stuffed(low: str, language: str) -> bool:
    """Whether a text lists the words of answers and says nothing: the same ones again, or a bare row."""
    words = _WORDS.findall(low)
    if len(words) < 6:
        return False
    for size in (1, 2, 3):  # the same word, or group of up to three, three times running
        for at in range(len(words) - 3 * size + 1):
            first = words[at : at + size]
            if (
                words[at + size : at + 2 * size] == first == words[at + 2 * size : at + 3 * size]
                and not first[0].isdigit()
            ):
                return True
    if re.search(r"(?:\b\d{1,3}\b[ ,]+){7,}", low):
        return True
    thirds = re.split(r"[.;!\n]\s*", low.strip(" .!\n"))
    if len(thirds) >= 3 and len(set(thirds)) <= len(thirds) // 3 + 0 and len(thirds[0].split()) > 2:
        return True
    if GREETING.search(low):
        return False
    figured = len(re.findall(r"\d+(?:[.,]\d+)?", low))
    topics = {cue.topic for cue in cues(low, language)} - {"quantity", "company"}
    is_bare = len(words) >= 8 and not _LINK.search(low) and figured * 6 <= len(words)
    items = re.split(r"[,;/|]\s*", low)
    is_list = len(items) >= 6 and not figured and all(len(item.split()) <= 3 for item in items)
    return (len(topics) >= 2 and is_bare) or (len(topics) >= 4 and is_list) or bool(_TERMS_IN_ROW.search(low))


def tone_of(low: str) -> str:
    """Rude where it insults or presses, curt without greeting, thanks and sign-off, else polite."""
    if _RUDE.search(low):
        return "rude"
    is_courteous = GREETING.search(low) or THANKS.search(low) or SIGN_OFF.search(low)
    return "polite" if is_courteous else "curt"


def register_of(text: str) -> str:
    """Formal by its set phrases, warm by what is said from person to person, else plain."""
    formal = 2 * bool(_FORMAL_STRONG.search(text)) + len(set(_FORMAL.findall(text.lower())))
    warm = len(set(_WARM.findall(text.lower()))) + min(text.count("!"), 2) * 0.5
    if formal >= 2 and formal >= warm:
        return "formal"
    return "warm" if warm >= 1 else "plain"

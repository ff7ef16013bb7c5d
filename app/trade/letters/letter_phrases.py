"""Turns of phrase that change what a sentence does: events, putting off, denying, offering, pretending."""

import re

from app.trade.letters.letter_patterns import one_of


def _one(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives))


# What a time counts from. The first group that matches names it.
_DONE = (
    r"(?:[^.,;:\d]{0,25}\b(?:come|comes|arrive\w*|reach\w*|receiv\w*|confirm\w*|confirmation|sign\w*"
    r"|place\w*|account|approv\w*"
    r"|paid|us)\b)?"
)
EVENT = _one(
    r"(?:\bof (?=receiv|receipt|getting)|\b(?:after|upon|following|once|since|from|than|when"
    r"|as soon as)\b)[^.,;:]{0,45}?(?:"
    r"(?P<deposit>\b(?:payment of )?(?:the |your )?(?:deposit|dep|down payment|prepayment"
    r"|advance(?: payment)?)\b|\d\d ?% (?:of the payment"
    r"|come|is|arrive))"
    r"|(?P<payment>\b(?:payment|money|remittance)\b)|(?P<lc>\b(?:l/?c|letter of credit)\b)"
    r"|(?P<approval>\b(?:samples?|artworks?|approv\w+|pre-production)\b)|(?P<order>\b(?:orders?"
    r"|contract)\b))" + _DONE,
    r"\(?(?P<deposit2>deposit received)\)?",
    r"\b(?:después del?|desde|tras|a partir del?"
    r"|una vez)\b[^.,;:]{0,30}?(?:(?P<es_d>(?:pago del? )?(?:depósito|anticipo))"
    r"|(?P<es_p>pago)"
    r"|(?P<es_a>muestra)|(?P<es_o>pedido))",
    r"\b(?:nach|ab)\b[^.,;:]{0,30}?(?:(?P<de_d>anzahlung)|(?P<de_p>zahlung\w*)|(?P<de_a>muster\w*|freigabe)"
    r"|(?P<de_o>bestell\w+|auftrag\w*))",
    r"\b(?:après|dès|à)\b[^.,;:\d]{0,30}?(?:(?P<fr_d>(?:paiement de l')?acompte)|(?P<fr_p>paiement)"
    r"|(?P<fr_a>échantillon)"
    r"|(?P<fr_o>commande))",
    r"\b(?:após|depois d\w+|a partir d\w+)\b[^.,;:]{0,30}?(?:(?P<pt_d>(?:pagamento do )?(?:depósito"
    r"|sinal))|(?P<pt_p>pagamento)"
    r"|(?P<pt_o>pedido))",
    r"\b(?:после|с (?:даты|момента|дня))\b[^.,;:]{0,30}?(?:(?P<ru_d>предоплат\w+|аванс\w*)"
    r"|(?P<ru_p>оплат\w+)|(?P<ru_o>заказ\w*))",
    r"(?:(?P<ja_p>入金)|(?P<ja_d>前金)|(?P<ja_o>ご?注文))(?:確認)?後",
    r"(?:بعد|من تاريخ) [^.,;:]{0,25}?(?:(?P<ar_d>الدفعة المقدمة|الدفعة|العربون)|(?P<ar_p>الدفع|الدفعة)"
    r"|(?P<ar_o>الطلب))(?: المقدمة)?",
    r"(?:收到|付)?(?P<zh_d>定金|订金)后|(?P<zh_o>下单|订单确认)后|(?P<zh_p>付款|收款)后",
)
_EVENT_CODES = {"d": "deposit", "p": "payment", "o": "order", "a": "approval"}


def event_of(found: re.Match[str]) -> str:
    """The event that a match of EVENT names: deposit, payment, order, approval or lc."""
    name = next((name for name, words in found.groupdict().items() if words), "order")
    return name.rstrip("2") if "_" not in name else _EVENT_CODES[name[-1]]


# A clause that puts the answer off, or says that it is not known.
PUT_OFF = one_of(
    r"(?:\bwill|\bshall|'ll|\bmust|\bneed to|\bhave to|\blet me|\bgoing to"
    r"|\bstill)\s(?:\w+\s){0,4}?(?:check|ask|asking|confirm"
    r"|reply|tell|answer|inform|write|come back|get back|revert|calculate|discuss(?:ed)?|study|talk"
    r"|let you know|be sent|be written)\b",
    r"\bwill follow\b|\bplease wait\b|\b(?:don't|do not) know\b(?! what to (?:write|say))"
    r"|\bnot (?:yet )?(?:decided|known|sure"
    r"|fixed)\b|\bno information\b"
    r"|\bcannot promise\b|\bcan't promise\b|\bunder study\b|\bstudying it\b|\bnot yet decided\b"
    r"|\bbe talked\b|\bto be confirmed\b|\btbd\b",
    r"\bdepends? on\b|\bnegotiable\b|\blast (?:year|month|season|time)\b|\bused to\b|\bin the past\b"
    r"|\bwe can discuss\b|\bplease (?:give|tell|let) (?:us"
    r"|me)\b[^.]{0,20}\btarget\b",
    r"\b(?:escribo|respondo|confirmo|aviso|informo|consultar\w*|preguntar\w*)\b[^.]{0,20}(?:mañana|luego"
    r"|después)?",
    r"\bmelde\b|\bkläre\b|\bnachfragen\b|\bgebe ich ihnen\b|\bspäter mitteilen\b",
    r"\b(?:dois|vais|devons) (?:demander|vérifier)\b|\bje vous (?:dirai|confirmerai|répondrai)\b",
    r"\brespondo amanhã\b|\bvou (?:verificar|perguntar|confirmar)\b|\brespondemos depois\b",
    r"\bуточн\w+|\bсообщ(?:у|им)\b|\bспрошу\b|\bотвечу\b",
    r"確認してから|確認して.{0,6}連絡|後日|後ほど|改めて",
    r"سأسأل|سوف أسأل|سأرد|سأخبر|سنخبركم",
    r"以后再|稍后|再告知|再回复|确认后回复",
)
NEGATION = one_of(
    r"\b(?:no|not|without|cannot|can not|\w+n't|never|neither|unable"
    r"|yet to|applying|apply for|no longer)\b",
    r"\b(?:sin|nunca|tampoco)\b|\bno (?=tenemos|tiene|hay|acept)",
    r"\b(?:kein\w*|nicht|ohne|leider)\b",
    r"\b(?:ne"
    r"|pas|sans|aucun\w*)\b|\bn'",
    r"\b(?:não|sem|nenhum\w*)\b",
    r"(?<!\w)(?:не|нет|без)(?!\w)",
    r"ません|ない(?!か)|できません",
    r"(?<!\w)(?:لا|ليس"
    r"|لم|بدون|ليست)(?!\w)",
    r"没有|不|无",
)
# What does not deny, though it has a word of denial in it.
NO_DENIAL = one_of(
    r"\bno (?:problem|worr(?:y|ies)|shorter|matter)\b|\b(?:no|without(?: any)?) (?:extra|additional"
    r"|more)? ?(?:charge|cost|fee)s?\b|\bnot (?:a|any) problem\b|\bwhy not\b"
    r"|\bnot (?:only|just)\b"
    r"|\b(?:kein|pas de|ningún|sin|sem|nenhum) probl[eè]ma?e?\b|не проблема|問題ありません|没问题|لا مشكلة"
)
FREE = one_of(
    r"(?<!not )(?<!n't )(?<!ask )\bfree\b(?! to\b)|\bno charge\b|\bcosts? nothing\b|\b(?:not|n.t) charge\b"
    r"|\b(?:don't|do not"
    r"|needn't|no need to|not need to) (?:need to |have to )?pay\b|\bwithout charge\b"
    r"|\bcomplimentary\b|\bgrat[iu]\w*|\bsin (?:costo|cargo)\b",
    r"\bfreely\b|\bf\.?o\.?c\b|\bkostenlos\w*|\bkostenfrei\b|\bunentgeltlich\b|\bgrátis\b|\bbesplatn\b|бесплатн\w*|無料|無償|مجاني\w*|مجانا"
    r"|免费",
)
NOT_FREE = one_of(
    r"\b(?:no|not|never|cannot|\w+n't|nobody|stop)\b(?: \w+){0,3} free\b(?! of\b)|\bno free\b"
    r"|(?<!\w)(?:no|nicht|keine?|pas|não|не|нет|ليست?|غير)(?!\w)(?: \w+){0,2} (?:gr[aá]tis|gratuit"
    r"|kostenlos|бесплатн|مجاني)"
)
CHARGED = one_of(
    r"\bchargeable\b|\bnot free\b|\bwe (?:must )?charge\b|\bsample (?:fee|charge)\b|\brefund\w*"
    r"|\bkostenpflichtig\b"
)
OFFERS = one_of(
    r"\b(?:can|could|may|possible|ok|okay|accept\w*|welcome|yes|sure|do|offer|able)\b",
    r"\b(?:podemos"
    r"|puede|posible|aceptamos|sí)\b",
    r"\b(?:können|möglich|kann|ja|gerne)\b",
    r"\b(?:pouvons|possible|oui|acceptons)\b",
    r"\b(?:podemos"
    r"|possível|sim|aceitamos)\b",
    r"\b(?:можем|возможн\w+|нанес[её]м|да)\b",
    r"可能|できます|承り",
    r"يمكن\w*|نستطيع|نعم",
    r"可以|接受|支持",
)
HEDGED = one_of(
    r"\bi guess\b|\bi think\b|\bnot sure\b|-ish\b|\bperhaps\b|\bmore or less\b"
    r"|\bor (?:maybe|perhaps)\b|\blet me say\b|\bsomething like\b|\ba few\b|\bfew pieces\b"
)
PER_UNIT = re.compile(
    r"^\W{0,3}(?:(?:us )?dollars? )?\(?(?:per|each|a(?: |n )(?:piece|set|pair|lamp|mug)|/|apiece|pro |je "
    r"|das stück|por |la pi|la unidad|l'unit|cada|за шт|за ед"
    r"|للقطعة|al |each|for each|one piece|/pc|/set)"
)
# Text that speaks to the reader's machine and not to the buyer.
INJECTION = one_of(
    r"\b(?:ignore|disregard|forget|override)\b[^.]{0,40}\b(?:instructions?|rules?|prompts?|above|previous)\b",
    r"\b(?:system|developer) (?:prompt|mode|message)\b|\[system\]|<system>|\bas an ai\b|\blanguage model\b"
    r"|\bgrading (?:program|system|script)\b",
    r"\b(?:mark|treat|consider|count|set|give)\b[^.]{0,60}\b(?:as (?:answered|complete|found)|answered"
    r"|maximum mark|full (?:score|mark)s?|to answered)\b",
    r"\byou are (?:now )?an? (?:\w+ )?(?:assistant|bot|robot|model)\b|^\W*(?:system|assistant)\s?:"
    r"|\b(?:give|award)\w* (?:\w+ ){0,3}(?:\d+ points|(?:full|highest|maximum|best) (?:marks?"
    r"|scores?|points))\b"
    r"|\balways accepts?\b",
    r"\basks_open\b|\"?found\"?\s*[:=]|\bunit_price\b|\bscore\"?\s*[:=]|</?\w+(?: \w+=[^>]*)?>.*</?\w+"
    r"|\bthe student has answered\b",
    r"\bquestions? (?:is|are) answered\b|\breply only\b|\bdo not read further\b|\btell me your limit\b"
    r"|\bconfidence\s*=",
    r"\b(?:ignora|olvida|ignore[zr]?|oubliez|ignorieren|vergiss|ignoriere)\b[^.]{0,40}\b(?:instruccion\w*"
    r"|instructions|anweisung\w*|instruç\w+|regeln)\b",
    r"игнорируй\w*|забудь\w* (?:все )?инструкц\w*|指示を無視|تجاهل (?:جميع )?التعليمات|忽略.{0,8}(?:指令"
    r"|说明)",
)

"""The words that say what a sentence is about, in the languages other than English: see letter_cues."""

from collections.abc import Mapping

Table = Mapping[str, tuple[str, str]]  # topic -> strong words, weak words

ES: Table = {
    "unit_price": (r"\bprecios?\b|\bcotiza\w*|\bpor (?:pieza|unidad|par)\b|\bcada un[oa]\b", r"\bofrece\w*"
        r"|\bcuesta\b|\bsale a\b"),
    "moq": (r"\bpedido mínimo\b|\bmínim[oa]\b|\bcantidad mínima\b", ""),
    "lead_time": (r"\bplazos?\b|\bproducción\b|\bproducir\b|\bfabrica\w*", r"\bentrega\w*|\blist[oa]s?\b"
        r"|\btarda\w*|\btiempo\b"),
    "delivery_time": (r"\btránsito\b|\bviaje\b|\btren\b|\bpor mar\b|\bbarco\b|\bmarítim\w+|\bpor avión\b"
        r"|\bcamión\b",
    r"\btransporte\b"),
    "samples": (r"\bmuestras?\b", ""), "warranty": (r"\bgarantías?\b", ""),
    "validity": (r"\bválid[oa]s?\b|\bvalidez\b|\bvigen\w+", ""),
    "payment": (r"\bpagos?\b|\bpagar\b|\btransferencia\b|\bcarta de crédito\b|\bdepósito\b|\banticipo\b"
                r"|\badelantado\b", ""),
    "packing": (r"\bcajas?\b|\bembala\w+|\bempaque\b|\bcart[oó]n\w*|\bbruto\b|\bneto\b", ""),
    "certificates": (r"\bcertifica\w+|\binformes?\b", ""),
    "customisation": (r"\blogotipos?\b|\blogo\b|\bmarca propia\b|\b(?:propia|su) marca\b"
                    r"|\bpersonaliza\w+", ""),
    "port": (r"\bpuertos?\b|\bembarcamos desde\b", ""),
    "courier": (r"\benvío\b|\bportes\b", ""),
    "total": (r"\btotal\b", ""),
    "stock": (r"\bexistencias\b|\bstock\b", ""), "quantity": (r"\b(?:por|para|desde)(?= \d)", ""),
}  # fmt: skip
DE: Table = {
    "unit_price": (r"\b(?:stück)?preise?\b|\bpro stück\b|\bje stück\b|\bdas stück\b|\bkostet\b", r"\bbieten\b"
        r"|\bangebot\b|\bkosten\b"),
    "moq": (r"\bmindest(?:bestell)?menge\b|\bmindestens\b|\bmindest\w+", ""),
    "lead_time": (r"\blieferzeit\b|\bfertigung\w*|\bproduktion\w*|\bherstellung\b|\bproduzier\w+"
                  r"|\blieferfrist\b",
    r"\bfertig\b"
        r"|\blieferung\b|\bliefern\b|\bdauert\b"),
    "delivery_time": (r"\bseefracht\b|\btransport\w*|\btransit\w*|\bseeweg\b|\bluftfracht\b|\bbahn\b"
                      r"|\bunterwegs\b|\bschiff\w*|\bzug\b|\bflugzeug\b", ""),
    "samples": (r"\bmuster\w*", ""), "warranty": (r"\bgarantie\b|\bgewährleistung\b", ""),
    "validity": (r"\bgilt\b|\bgültig\w*|\bbindefrist\b", ""),
    "payment": (r"\bzahlung\w*|\bbezahl\w+|\büberweisung\b|\banzahlung\b|\bakkreditiv\b|\bvorkasse\b"
                r"|\brestzahlung\b", ""),
    "packing": (r"\bkarton\w*|\bverpack\w+|\bbrutto\w*|\bnetto\w*|\bschachtel\w*", ""),
    "certificates": (r"\bzertifi\w+|\bprüfbericht\w*", ""),
    "customisation": (r"\blogos?\b|\bbedruck\w+|\bdrucken\b|\beigenmarke\b"
                    r"|\bihre? (?:eigene )?marke\b|\bindividuell\w*", ""),
    "port": (r"\b(?:verlade)?hafen\b|\babgangshafen\b", ""),
    "courier": (r"\bversand\w*|\bporto\b|\bkurier\b", ""),
    "total": (r"\bgesamt\w*|\binsgesamt\b", ""), "stock": (r"\blager\w*|\bvorrätig\b", ""),
    "quantity": (r"\bfür(?= \d)|\bab(?= \d)", ""),
}  # fmt: skip
FR: Table = {
    "unit_price": (r"\bprix\b|\bla pièce\b|\bl'unité\b|\bpar pièce\b|\btarif\b", r"\bpropos\w+|\boffre\b"
        r"|\bcoûte\w*"),
    "moq": (r"\bquantité minim\w+|\bminimum\b|\bcommande minim\w+|\bcommandes? (?:dès|à partir)\b", ""),
    "lead_time": (r"\bdélais?\b|\bproduction\b|\bfabrication\b|\bproduire\b", r"\bexpédi\w+|\blivraison\b"
        r"|\bil nous faut\b|\bprêt\w*"),
    "delivery_time": (r"\btransport\b|\btransit\b|\bpar (?:avion|mer|bateau|train|camion)\b|\btrajet\b"
                      r"|\bmaritime\b|\bmer\b|\bbateau\b|\bnavire\b", ""),
    "samples": (r"\béchantillons?\b", ""),
    "warranty": (r"\bgaranti\w*", ""),
    "validity": (r"\bvalables?\b|\bvalid\w+", ""),
    "payment": (r"\bpaiement\b|\bpayer\b|\bvirement\b|\blettre de crédit\b|\bacompte\b|\bsolde\b", ""),
    "packing": (r"\bcartons?\b|\bemball\w+|\bcaisses?\b|\bbrut\b|\bnet\b", ""),
    "certificates": (r"\bcertifi\w+|\brapports?\b|\bfiche\b", ""),
    "customisation": (r"\blogos?\b|\bpersonnalis\w+|\bmarque propre\b|\bvotre (?:propre )?marque\b", ""),
    "port": (r"\bports?\b(?! compris)|\bau départ\b", ""),
    "courier": (r"\bfrais de port\b|\bfrais d'envoi\b", ""),
    "total": (r"\btotal\b", ""),
    "stock": (r"\bstock\b", ""),
    "quantity": (r"\bpour(?= \d)|\bà partir de\b", ""),
}  # fmt: skip
PT: Table = {
    "unit_price": (r"\bpreços?\b|\bpor (?:peça|unidade)\b|\bcotaç\w+", r"\boferec\w+|\bcusta\b"
                    r"|\bsai (?:por|a)\b"),
    "moq": (r"\bpedido mínimo\b|\bmínim[oa]\b|\bquantidade mínima\b", ""),
    "lead_time": (r"\bprazos?\b|\bprodução\b|\bproduzir\b|\bfabrica\w+", r"\bentrega\w*|\bpronto\b"
        r"|\bdemora\b"),
    "delivery_time": (r"\bviagem\b|\btrânsito\b|\btransporte\b|\bnavio\b|\bmarítim\w+|\bde (?:avião|trem)\b"
        r"|\bpor mar\b|\bcaminhão\b", ""),
    "samples": (r"\bamostras?\b", ""),
    "warranty": (r"\bgarantias?\b", ""),
    "validity": (r"\bválid[oa]s?\b|\bvalidade\b", ""),
    "payment": (r"\bpagamentos?\b|\bpagar\b|\btransferência\b|\bcarta de crédito\b|\bdepósito\b"
                r"|\badiantado\b|\bsinal\b", ""),
    "packing": (r"\bcaixas?\b|\bembala\w+|\bbruto\b|\blíquido\b|\bcartões\b", ""),
    "certificates": (r"\bcertifica\w+|\blaudos?\b", ""),
    "customisation": (r"\blogotipos?\b|\blogo\b|\bpersonaliza\w+|\bmarca própria\b"
                    r"|\bsua (?:própria )?marca\b", ""),
    "port": (r"\bportos?\b", ""),
    "courier": (r"\bfrete\b|\benvio\b", ""),
    "total": (r"\btotal\b", ""),
    "stock": (r"\bestoque\b", ""),
    "quantity": (r"\bpara(?= \d)|\ba partir de\b", ""),
}  # fmt: skip
RU: Table = {
    "unit_price": (r"\bцен[аыу]\w*|\bза штуку\b|\bза единицу\b|\bстоимость\b", r"\bстоит\b|\bпредлага\w+"),
    "moq": (r"\bминимальн\w+|\bминимум\b|\bмин\. заказ", ""),
    "lead_time": (r"\bсрок\w*|\bпроизводств\w+|\bизготовл\w+", r"\bготов\w*|\bпоставк\w+"),
    "delivery_time": (r"\bдоставк\w+|\bпоезд\w*|\bв пути\b|\bморем\b|\bперевозк\w+|\bтранспорт\w*"
        r"|\bжелезн\w+ дорог\w+|\bгрузовик\w*|\bавиа\w*|\bсамол[её]т\w*", ""),
    "samples": (r"\bобраз(?:ец|цы|ца|цов)\b", ""),
    "warranty": (r"\bгаранти\w+", ""),
    "validity": (r"\bдейств\w+|\bв силе\b", ""),
    "payment": (r"\bоплат\w+|\bплат[её]ж\w*|\bаванс\w*|\bпредоплат\w+|\bаккредитив\w*|\bпереводом\b", ""),
    "packing": (r"\bкоробк\w+|\bупаков\w+|\bбрутто\b|\bнетто\b|\bкартон\w*", ""),
    "certificates": (r"\bсертифик\w+|\bпротокол\w*", ""),
    "customisation": (r"\bлоготип\w*|\bнанес\w+|\bнанесение\b", ""), "port": (r"\bпорт\w?\b", ""),
    "courier": (r"\bза ваш сч[её]т\b|\bкурьер\w*", ""),
    "total": (r"\bвсего(?= \d)|\bитого\b", ""),
    "stock": (r"\bна складе\b|\bв наличии\b", ""),
    "quantity": (r"\bот(?= \d)|\bза(?= \d)", ""),
}  # fmt: skip
JA: Table = {
    "unit_price": (r"価格|単価|お?値段|1セット(?=usd|\d)", r"見積"),
    "moq": (r"最小注文|最低注文|最小ロット|最低ロット", ""),
    "lead_time": (r"納期|生産|製造", r"出荷|発送|お届け"),
    "delivery_time": (r"船便|船で|航空便|飛行機|輸送|海上|トラック",
    r"かかります"),
    "samples": (r"サンプル|見本", ""), "warranty": (r"保証", ""), "validity": (r"有効", ""),
    "payment": (r"支払|振込|前金|残金|信用状|l/c|頭金", ""), "packing": (r"カートン|梱包|総重量|正味|箱", ""),
    "certificates": (r"認証|証明書|試験報告", ""), "customisation": (r"ロゴ|oem|刺繍|名入れ", ""),
    "port": (r"積出港|積み港|港", ""),
    "courier": (r"送料|運賃", ""), "total": (r"合計|総額", ""), "stock": (r"在庫", ""),
}  # fmt: skip
AR: Table = {
    "unit_price": (r"سعر|الأسعار|للقطعة", r"نعرض"),
    "moq": (r"الحد الأدنى|أقل كمية", ""),
    "lead_time": (r"(?<!ل)مدة(?! الشحن)|الإنتاج|التصنيع", r"جاهز|التسليم"),
    "delivery_time": (r"النقل|يستغرق الشحن|مدة الشحن|الشحن البحري|بالبحر|بالشاحنة|بالطائرة", r"يصل"),
    "samples": (r"عينة|عينات|العينة", ""),
    "warranty": (r"ضمان", ""),
    "validity": (r"صالح|سار", ""),
    "payment": (r"الدفع|دفعة|حوالة|تحويل|اعتماد|مقدم", ""),
    "packing": (r"كرتون|التعبئة|التغليف|الإجمالي|الصافي", ""),
    "certificates": (r"شهاد", ""),
    "customisation": (r"شعار|طباعة", ""),
    "port": (r"ميناء", ""),
    "courier": (r"الشحن على", ""),
    "total": (r"المجموع", ""), "stock": (r"المخزون|متوفر", ""), "quantity": (r"من(?= \d)", ""),
}  # fmt: skip
ZH: Table = {
    "unit_price": (r"单价|价格|报价(?!有效)", r""),
    "moq": (r"起订量|最小订|最低订|moq", ""),
    "lead_time": (r"交货|生产|交期|工期", r"发货|出货"),
    "delivery_time": (r"运输|海运|空运|航程|船期", ""), "samples": (r"样品|打样|样板", ""),
    "warranty": (r"质保|保修", ""),
    "validity": (r"有效", ""), "payment": (r"付款|定金|余款|信用证|t/t|电汇", ""),
    "packing": (r"包装|每箱|毛重|净重|装箱|纸箱", ""),
    "certificates": (r"证书|认证|检测报告", ""),
    "customisation": (r"定制|logo|商标|贴牌", ""),
    "port": (r"港", ""),
    "courier": (r"运费", ""),
    "total": (r"总价|总计", ""), "stock": (r"现货|库存", ""),
}  # fmt: skip

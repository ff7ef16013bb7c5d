"""Names of goods, materials, properties and countries as letters use them: what a claim can be about."""

import re
from functools import lru_cache

# Kind of goods -> how it is called in the languages that are read.
_GOODS = {
    "mug": r"mugs?|tasse[ns]?|becher\w*|tazas?|canecas?|кружк\w+|マグカップ|马克杯|كوب",
    "plate": r"(?:dinner )?plates?|teller|platos?|assiettes?|тарелк\w+|皿",
    "tumbler": r"tumblers?|whisky glass(?:es)?|drinking glass(?:es)?",
    "blanket": r"blankets?|throws?(?= )|decken?|mantas?|couvertures?|плед\w*|毛布|毛毯|بطانية",
    "bedding": r"sheets?|bedding|duvets?|bettwäsche|sábanas?",
    "towel": r"towels?|handtuch|handtücher|toallas?|serviettes? de bain|toalhas?|полотенц\w+|タオル|毛巾|浴巾"
             r"|منشفة|المنشفة|مناشف",
    "lamp": r"lamps?|(?:schreibtisch)?lampen?|lámparas?|lampes?|luminárias?|ламп\w+|ランプ|台灯|مصباح",
    "kettle": r"kettles?|wasserkessel|hervidor(?:es)?|bouilloires?|chaleiras?|чайник\w*|やかん|ケトル|水壶"
        r"|غلاية"
              r"|الغلاية",
    "cable": r"cables?|kabel|câbles?",
    "power_bank": r"power ?banks?|batteries? externes?|移动电源|モバイルバッテリー",
    "speaker": r"speakers?|lautsprecher|altavo(?:z|ces)|enceintes?|колонк\w+|スピーカー|音箱|سماعة",
    "headphones": r"headphones?|kopfhörer|auriculares|casques?|наушник\w*|ヘッドホン|耳机",
    "earbuds": r"earbuds?",
    "charger": r"(?:wall )?chargers?|ladegerät\w*|cargador(?:es)?|chargeurs?",
    "t_shirt": r"t-?shirts?|tee shirts?|t恤|футболк\w+",
    "hoodie": r"hoodies?",
    "jacket": r"jackets?|jacken?|chaquetas?",
    "trousers": r"chinos|trousers|hosen?|pantalon(?:es)?",
    "shirt": r"(?<![tT]-)(?<!t )shirts?|hemd\w*|camisas?", "dress": r"dress(?:es)?|kleid\w*|vestidos?",
    "scarf": r"scar(?:f|ves)|schals?|bufandas?|écharpes?|шарф\w*|マフラー|围巾",
    "beanie": r"beanies?(?: hats?)?|mützen?|gorros?|bonnets?",
    "socks": r"socks?|socken|calcetines|chaussettes|meias", "leggings": r"leggings?|леггинс\w*|レギンス",
    "mat": r"(?:yoga )?mats?|yogamatten?|esterillas?|tapis de yoga|tapetes?|коврик\w*|ヨガマット|瑜伽垫",
    "sunglasses": r"sun ?glasses|sonnenbrillen?|gafas de sol|lunettes de soleil|óculos de sol"
                  r"|солнечны\w+ очк\w+|サングラス|太阳镜|نظارات",
    "lantern": r"lanterns?|laternen?|linternas?",
    "ball": r"handballs?|match balls?",
    "pot": r"camp(?:ing)? pots?",
    "chair": r"camp(?:ing)? chairs?",
    "tent": r"tents?|zelte?",
    "bottle": r"(?:water )?bottles?",
    "backpack": r"backpacks?|rucks[aä]ck\w*|mochilas?",
    "bag": r"(?:hand|shoulder|tote|travel|school)[ -]?bags?|suitcases?|wallets?|purses?",
    "shoes": r"shoes?|sneakers?|boots?|slippers?|sandals?",
    "watch": r"(?:smart|wrist)[ -]?watch(?:es)?",
    "toy": r"toys?|teddy bears?|puzzles?|dolls?",
    "furniture": r"sofas?|armchairs?|bookshelf|bookshelves|mattress(?:es)?",
    "tableware": r"bowls?|forks?|spoons?|chopsticks|teapots?|vases?|thermos(?:es)?",
    "textile": r"curtains?|pillows?|cushions?|carpets?|gloves?|belts?|skirts?|sweaters?|jeans",
    "electronics": r"keyboards?|cameras?|tablets?|phone cases?|printers?|drones?|hair ?dryers?",
    "jewellery": r"necklaces?|bracelets?|ear-?rings?", "umbrella": r"umbrellas?", "candle": r"candles?",
    "bicycle": r"bicycles?|bikes?|helmets?", "stationery": r"pens?|notebooks?|pencils?",
}  # fmt: skip
# The look behind stands first, so that a place inside a word is passed over at once.
GOODS = re.compile(
    "(?<![a-z])(?:" + "|".join(f"(?P<{code}>{words})" for code, words in _GOODS.items()) + ")(?![a-z])"
)

_MATERIALS = {
    "stoneware": r"stoneware|steingut",
    "bone-china": r"bone china",
    "porcelain": r"porcelain|porzellan|porcelana|фарфор",
    "cotton": r"cotton|algodón|baumwolle|coton|algodão|хлопок|хлопка|綿|コットン|棉|قطن",
    "polyester": r"polyester|poliéster",
    "elastane": r"elastane|spandex|elastano",
    "nylon": r"nylon",
    "wool": r"wool|wolle|lana|laine",
    "acrylic": r"acrylic",
    "bamboo": r"bamboo|bambus|bambú|bambou|bambu|竹",
    "steel": r"(?:stainless )?steel|edelstahl|acero|acier|aço|сталь",
    "brass": r"brass|messing|latón|laiton",
    "copper": r"copper|kupfer|cobre|cuivre|медь|меди|النحاس|نحاس",
    "aluminium": r"alumini?um|aluminio",
    "titanium": r"titanium",
    "enamel": r"enamel(?:led)?|emaille",
    "beech": r"beech",
    "wood": r"wood(?:en)?|holz|madera|bois|madeira",
    "rubber": r"rubber|kautschuk|caucho|caoutchouc|borracha|каучук",
    "tpe": r"tpe",
    "pvc": r"pvc",
    "pu": r"pu leather",
    "jute": r"jute",
    "silicone": r"silicone",
    "abs": r"abs",
    "plastic": r"plastic",
    "acetate": r"(?:bio-?)?acetate",
    "glass": r"(?<!sun)(?<!sun )glass(?!es)",
    "leather": r"(?<!pu )leather",
    "lead-crystal": r"lead crystal",
}  # fmt: skip
MATERIALS = re.compile(
    "(?<![a-z])(?:"
    + "|".join(f"(?P<m{n}>{words})" for n, words in enumerate(_MATERIALS.values()))
    + r")(?![a-z])(?! (?:price|cost|market)s?\b)"
)
_MATERIAL_CODES = tuple(_MATERIALS)

_FEATURES = {
    "waterproof": r"water ?proof",
    "ipx7": r"ipx ?7",
    "dishwasher": r"dish ?washer",
    "microwave": r"microwaves?",
    "induction": r"induction",
    "bpa-free": r"bpa[- ]free",
    "lead-free": r"lead[- ]free",
    "handmade": r"hand ?-?made",
    "biodegradable": r"biodegradable",
    "uv400": r"uv ?400",
    "polarised": r"polari[sz]ed",
    "organic": r"organic",
    "dimmable": r"dimmable",
    "foldable": r"foldable",
    "fireproof": r"fire ?proof",
}  # fmt: skip
FEATURES = re.compile(
    r"\b(?:" + "|".join(f"(?P<f{n}>{words})" for n, words in enumerate(_FEATURES.values())) + r")\b"
)
_FEATURE_CODES = tuple(_FEATURES)
# What bears a property out besides its own name.
SAME_FEATURE = {"waterproof": ("ipx7",)}

_COUNTRIES = {
    "CN": r"china|jingdezhen|ningbo|shenzhen",
    "IT": r"ital(?:y|ia)",
    "JP": r"japan",
    "DE": r"germany",
    "VN": r"vietnam",
    "BD": r"bangladesh",
    "US": r"(?:the )?usa|america",
    "KR": r"korea",
    "FR": r"france",
    "IN": r"india",
    "TR": r"turkey",
    "TH": r"thailand",
}  # fmt: skip
ORIGIN = re.compile(
    r"\b(?:made|hand ?made(?! in \w+ design)|produced?|manufactured|origin(?:ates?)?"
    r"|produce)\b(?: of goods)?(?: is|:)? ?(?:in |from )?(?:"
    + "|".join(f"(?P<{code}>{words})" for code, words in _COUNTRIES.items())
    + r")\b(?! (?:style|design|way))"
)
IN_STOCK = re.compile(
    r"\b(?:in|on|have|from|big|large|enough|of) (?:\w+ ){0,2}?stocks?\b|\bready stock\b"
    r"|\bin our warehouse\b|\ben stock\b|\bauf lager\b|\bem estoque\b|在庫あり|现货|на складе"
)


def goods_in(low: str) -> set[str]:
    """Kinds of goods that a text in lower case names."""
    return {found.lastgroup or "" for found in GOODS.finditer(low)}


@lru_cache(256)
def goods_named(product_name: str) -> frozenset[str]:
    """Kinds of goods that a product's name names: the same for every letter about it."""
    return frozenset(goods_in(product_name.lower()))


def materials_in(low: str) -> list[tuple[str, int]]:
    """Materials that a text names, each with its place."""
    return [
        (_MATERIAL_CODES[int((found.lastgroup or "m0")[1:])], found.start())
        for found in MATERIALS.finditer(low)
    ]


def features_in(low: str) -> list[str]:
    """Properties that a text names."""
    return [_FEATURE_CODES[int((found.lastgroup or "f0")[1:])] for found in FEATURES.finditer(low)]

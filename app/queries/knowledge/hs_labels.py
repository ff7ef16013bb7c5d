"""What the HS finder's codes are called: where and how a word was met, what is asked, why a rule applies."""

from app.core.words import N_

HS_LABELS = {
    "where": {
        "own": N_("in the subheading's own text"),
        "heading": N_("in its heading's text"),
        "chapter": N_("in its chapter's title"),
        "label": N_("in the shop label of the teaching set"),
        "chinese": N_("in the Chinese name"),
    },
    "how": {
        "same": "",
        "start": N_("a longer word of the tariff"),
        "spelling": N_("read as a slip of the pen"),
        "synonym": N_("the tariff's word for it"),
    },
    "axes": {
        "make": N_("Is it knitted or crocheted, or woven?"),
        "material": N_("Of which material is it, by the share that decides?"),
        "wearer": N_("Who wears it?"),
        "power": N_("What drives it or gives it light?"),
        "use": N_("What is it made for?"),
        "part": N_("Is it a part or accessory, or the whole article?"),
        "set": N_("Is it a set put up for retail sale?"),
        "upholstered": N_("Is it upholstered?"),
        "figure": N_("Which figure does it reach?"),
    },
    "answers": {
        "knitted": N_("knitted or crocheted"), "not_knitted": N_("not knitted or crocheted"),
        "cotton": N_("cotton"), "synthetic": N_("synthetic fibres"), "man_made": N_("man-made fibres"),
        "wool": N_("wool or animal hair"), "silk": N_("silk"), "leather": N_("leather"),
        "plastics": N_("plastics"), "rubber": N_("rubber"), "textile": N_("other textile material"),
        "porcelain": N_("porcelain"), "ceramic": N_("ceramic other than porcelain"),
        "lead_crystal": N_("lead crystal"), "glass": N_("glass"), "bamboo": N_("bamboo"), "wood": N_("wood"),
        "stainless": N_("stainless steel"), "aluminium": N_("aluminium"), "metal": N_("metal"),
        "silver": N_("silver"), "gold": N_("gold"), "precious_metal": N_("precious metal"),
        "base_metal": N_("base metal"), "paper": N_("paper"), "several": N_("one of several named together"),
        "men": N_("men or boys"), "women": N_("women or girls"), "babies": N_("babies"),
        "electric": N_("electric"), "led": N_("LED"), "photovoltaic": N_("photovoltaic"),
        "sport": N_("sport"), "household": N_("the household"), "toy": N_("play"), "vehicle": N_("a vehicle"),
        "office": N_("the office"), "bedroom": N_("the bedroom"), "medical": N_("medicine"),
        "part": N_("a part or accessory"), "set": N_("a set"), "upholstered": N_("upholstered"),
        "other": N_("none of these is named"),
    },
    "reasons": {
        "headings": N_("Read these headings' own texts and notes first; the words found here are only the "
                       "way to them."),
        "part": N_("The name speaks of a part or of goods not put together."),
        "materials": N_("The name speaks of more than one material."),
        "set": N_("The name speaks of a set."),
        "named_before_residual": N_("These take what other headings leave; a heading that names the goods "
                                    "goes first."),
        "last_of_equals": N_("If no rule before decides, this would be the last in numerical order."),
        "subheadings": N_("In these headings compare the subheadings with each other, level by level."),
    },
    "layers": {
        "duty": N_("MFN"), "section_301": N_("Section 301"), "section_122": N_("Section 122"),
        "section_232": N_("Section 232"), "event_duty": N_("by an event"),
    },
    "trust": {
        "high": N_("official edition of the year"), "medium": N_("official, but older"),
        "low": N_("outdated or partial"), "unverified": N_("general knowledge, confirm before real use"),
        "assumption": N_("made for teaching"), "course": N_("set by the instructor"),
        "event": N_("an event of this course"),
    },
}  # fmt: skip

"""Draws the pictures of a demo pack: three for each product, the same each time on one version of Pillow."""

import io
from collections.abc import Mapping
from typing import Any

from seed.packs.drawings import gadgets, garments, home, outdoors, play
from seed.packs.drawings.scenes import Drawing, Spec, colours, hero, measures

_QUALITY = 88
_Box = tuple[float, float, float, float]

# Each drawing and what it fills of its 1000 x 1000 stage, for the lines of its measures.
DRAWINGS: Mapping[str, tuple[Drawing, _Box]] = {
    "mug": (home.mug, (248, 296, 812, 800)),
    "plates": (home.plates, (150, 206, 810, 860)),
    "tumbler": (home.tumbler, (286, 254, 714, 822)),
    "folded": (home.folded, (160, 300, 842, 804)),
    "bed": (home.bed, (82, 270, 918, 826)),
    "lamp": (home.lamp, (206, 250, 752, 832)),
    "stove_kettle": (home.stove_kettle, (198, 196, 880, 830)),
    "cable": (gadgets.cable, (190, 200, 810, 770)),
    "power_bank": (gadgets.power_bank, (310, 182, 690, 812)),
    "speaker": (gadgets.speaker, (286, 228, 790, 830)),
    "headphones": (gadgets.headphones, (200, 156, 800, 806)),
    "earbuds": (gadgets.earbuds, (272, 262, 728, 802)),
    "charger": (gadgets.charger, (300, 250, 794, 806)),
    "fan": (gadgets.fan, (230, 132, 770, 834)),
    "humidifier": (gadgets.humidifier, (286, 256, 714, 836)),
    "controller": (play.controller, (146, 312, 854, 756)),
    "drone": (play.drone, (66, 320, 934, 624)),
    "top": (garments.top, (160, 168, 840, 838)),
    "trousers": (garments.trousers, (352, 146, 648, 852)),
    "dress": (garments.dress, (262, 146, 738, 866)),
    "scarf": (garments.scarf, (272, 172, 728, 872)),
    "beanie": (garments.beanie, (238, 150, 762, 812)),
    "socks": (garments.socks, (176, 152, 716, 822)),
    "tent": (outdoors.tent, (92, 244, 908, 790)),
    "sleeping_bag": (outdoors.sleeping_bag, (300, 130, 700, 858)),
    "backpack": (outdoors.backpack, (210, 124, 790, 820)),
    "bicycle": (play.bicycle, (82, 250, 926, 792)),
    "flask": (outdoors.flask, (364, 160, 664, 844)),
    "chair": (outdoors.chair, (180, 196, 820, 822)),
    "lantern": (outdoors.lantern, (316, 130, 684, 838)),
    "mat": (outdoors.mat, (84, 274, 900, 814)),
    "ball": (outdoors.ball, (212, 232, 788, 808)),
    "sunglasses": (outdoors.sunglasses, (128, 386, 872, 690)),
    "pot": (outdoors.pot, (186, 316, 850, 850)),
}

# Drawn folded, coiled or stacked: their size is written under them, not drawn along them.
_LAID_OUT = {"plates", "folded", "bed", "cable", "scarf", "mat"}


def pictures(sku: str, asked: Mapping[str, Any]) -> dict[str, bytes]:
    """The pictures of one product by file name: on a studio backdrop, with its measures, in its colours.

    Args: asked, the product's table in `enterprise.toml`: drawing, colours, accent, style, backdrop, size_cm.
    """
    drawing, box = DRAWINGS[asked["drawing"]]
    spec = Spec(
        drawing=drawing,
        colours=tuple((name, colour) for name, colour in asked["colours"]),
        accent=asked["accent"],
        style=asked.get("style", ""),
        backdrop=asked["backdrop"],
        size_cm=(asked["size_cm"][0], asked["size_cm"][1]),
        box=box,
        is_laid_out=asked["drawing"] in _LAID_OUT,
    )
    drawn: dict[str, bytes] = {}
    for number, scene in enumerate((hero, measures, colours), start=1):
        out = io.BytesIO()
        scene(spec).save(out, "JPEG", quality=_QUALITY)
        drawn[f"{sku}-{number}.jpg"] = out.getvalue()
    return drawn

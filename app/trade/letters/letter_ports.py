"""Chinese ports and trading cities as sellers write them, with the short forms of chats and tables."""

import re
from collections.abc import Mapping

PORTS = frozenset(
    (
        "ningbo", "shanghai", "shenzhen", "yantian", "shekou", "xiamen", "qingdao", "tianjin", "xingang",
        "guangzhou", "nansha", "huangpu", "dalian", "fuzhou", "lianyungang", "zhuhai", "wenzhou", "yiwu",
        "zhongshan", "foshan", "dongguan", "hangzhou", "shantou", "quanzhou", "nanjing", "zhangjiagang",
    )
)  # fmt: skip
# What stands for a port behind a term of delivery: "FOB NB".
SHORT: Mapping[str, str] = {
    "nb": "Ningbo", "ngb": "Ningbo", "nbo": "Ningbo", "sh": "Shanghai", "sha": "Shanghai", "sz": "Shenzhen",
    "xm": "Xiamen", "xmn": "Xiamen", "qd": "Qingdao", "tj": "Tianjin", "gz": "Guangzhou", "dl": "Dalian",
    "yw": "Yiwu", "hk": "Hong Kong",
}  # fmt: skip
ANY_PORT = "|".join(sorted(PORTS, key=len, reverse=True))
ANY_SHORT = "|".join(sorted(SHORT, key=len, reverse=True))
# Where goods leave from: "ships from ningbo", "out of ningbo", "ex shanghai", "ningbo to dammam".
LEAVES = re.compile(
    rf"(?<!\w)(?:from|out of|ex|via|port(?: of \w+)?:?|desde|de|do|du|d'|ab|aus|von|из"
    rf"|من) +(?:the )?(?:port (?:of|de) |"
    rf"puerto de |porto de |порта |ميناء )?(?P<from>{ANY_PORT})\b"
    rf"|\b(?P<to>{ANY_PORT})(?: port)? ?(?:to|-|->|→) ?[a-z]"
)


def full_name(place: str) -> str:
    """A place in full: "NB" is Ningbo, "ningbo" is Ningbo; another name as it is."""
    low = place.lower()
    return SHORT.get(low) or (low.title() if low in PORTS else place)

"""The columns of a data pack: their headers in English and Chinese, other names for them, their format.

The same table draws the template, finds a column whatever its place, and tells the reader of cells what
to expect.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

TIERS = 4  # price steps by quantity: the price itself from the MOQ, and three more


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `format` names a reader in `product_cells`; other_names are headers that mean the same."""

    key: str
    en: str
    zh: str
    format: str
    needed: bool = False
    other_names: tuple[str, ...] = ()

    @property
    def hint(self) -> tuple[str, str]:
        """What to write in it, in English and in Chinese."""
        return HINTS[self.format]


# What each format asks for; the instructions sheet and the header comments of the template show it.
HINTS: dict[str, tuple[str, str]] = {
    "code": (
        "Your own code, at most 64 characters. Format the column as text.",
        "企业自编货号，最多 64 字符；整列设为文本格式。",
    ),
    "name": ("Text, at most 120 characters.", "文本，最多 120 字。"),
    "list": ("Several, one a line or separated by ;", "可填多项，换行或用 ; 分隔。"),
    "long_text": ("At most 4,000 characters.", "最多 4,000 字。"),
    "brand_type": (
        "0 none, 1 own Chinese, 2 acquired Chinese, 3 foreign by OEM, 4 other foreign.",
        "0 无品牌，1 境内自主品牌，2 境内收购品牌，3 境外品牌(贴牌生产)，4 境外品牌(其他)。",
    ),
    "hs_code": ("The 10-digit Chinese line, as text.", "10 位海关商品编码，设为文本格式。"),
    "elements": (
        "name:value separated by ; in the tariff's order, beginning with 品牌类型 and 出口享惠情况.",
        "要素名:内容，用 ; 分隔，按税则顺序，以品牌类型、出口享惠情况开头。",
    ),
    "amount": (
        "Amount in RMB such as 1234.50; 1,234.50 and a ¥ sign are taken too.",
        "人民币金额，如 1234.50；也可写 1,234.50 或带 ¥。",
    ),
    "percent": ("13, 9, 6 or 0.", "13、9、6 或 0。"),
    "count": ("Whole number, 1 to 1,000,000.", "整数，1 至 1,000,000。"),
    "days": ("Whole days, 1 to 365.", "天数，1 至 365。"),
    "kg": ("Kilograms such as 0.385, the number only.", "千克，如 0.385，只填数字。"),
    "cm": ("Centimetres such as 42.5, the number only.", "厘米，如 42.5，只填数字。"),
    "attributes": (
        "Name: value, value; Name: value. Such as Colour: white, oat; Capacity: 350 ml",
        "名称: 值, 值; 名称: 值。如 Colour: white, oat; Capacity: 350 ml",
    ),
    "marks": (
        "none, or of: lithium_battery; liquid; magnet; powder.",
        "无，或从中选：lithium_battery 锂电池；liquid 液体；magnet 磁性；powder 粉末。",
    ),
}


def _column(key: str, en: str, zh: str, format_name: str, names: str = "") -> Column:
    """A row of the table: `!` before the format marks a needed column, names are parted by `|`."""
    other_names = tuple(name for name in names.split("|") if name)
    return Column(key, en, zh, format_name.lstrip("!"), format_name.startswith("!"), other_names)


def _tier(step: int) -> tuple[Column, Column]:
    pieces = f"Tier {step} from (pcs)", f"阶梯{step}起订量（件）"
    price = f"Tier {step} price (RMB)", f"阶梯{step}含税价（元）"
    return (
        _column(f"tier_{step}_from_pieces", *pieces, "count", f"tier {step} qty|阶梯{step}数量"),
        _column(f"tier_{step}_price_rmb", *price, "amount", f"tier {step} price|阶梯{step}价格"),
    )


# fmt: off
COLUMNS: tuple[Column, ...] = (
    _column("sku", "SKU", "货号", "!code", "item no|item code|货品编号|款号"),
    _column("name_en", "Name (EN)", "英文品名", "!name", "english name|product name"),
    _column("name_zh", "Name (ZH)", "中文品名", "!name", "chinese name|品名|商品名称"),
    _column("selling_points_en", "Selling points (EN)", "英文卖点", "list", "bullet points|key features"),
    _column("selling_points_zh", "Selling points (ZH)", "中文卖点", "list", "卖点"),
    _column("description_en", "Description (EN)", "英文描述", "long_text", "english description|description"),
    _column("description_zh", "Description (ZH)", "中文描述", "long_text", "描述|商品描述"),
    _column("category", "Category", "类目", "!name", "品类|分类"),
    _column("brand", "Brand", "品牌", "name", "品牌名称"),
    _column("brand_type", "Brand type (0-4)", "品牌类型", "!brand_type", "brand type"),
    _column("hs_code", "HS code (10 digits)", "商品编码（10位）", "!hs_code",
            "hs code|hs编码|海关编码|商品编码|税号|hs"),
    _column("declaration_elements", "Declaration elements", "申报要素", "!elements", "elements|规范申报要素"),
    _column("price_rmb", "Price incl. VAT (RMB)", "含税单价（元）", "!amount",
            "price|unit price|tier 1 price|单价|含税价|含税单价|价格"),
    *_tier(2), *_tier(3), *_tier(4),
    _column("floor_price_rmb", "Floor price (RMB)", "底价（元）", "!amount", "floor price|底价|最低价"),
    _column("vat_rate", "VAT rate (%)", "增值税率（%）", "!percent", "vat|税率"),
    _column("moq_pieces", "MOQ (pcs)", "起订量（件）", "!count", "moq|起订量|最小起订量"),
    _column("lead_time_days", "Lead time (days)", "交期（天）", "!days", "lead time|交货期|交期"),
    _column("daily_capacity_pieces", "Daily capacity (pcs)", "日产能（件）", "count", "capacity|日产能"),
    _column("carton_pieces", "Carton: pieces", "每箱件数", "!count", "pcs per carton|pcs/ctn|装箱数"),
    _column("carton_length_cm", "Carton: length (cm)", "外箱长（cm）", "!cm", "carton length|箱长"),
    _column("carton_width_cm", "Carton: width (cm)", "外箱宽（cm）", "!cm", "carton width|箱宽"),
    _column("carton_height_cm", "Carton: height (cm)", "外箱高（cm）", "!cm", "carton height|箱高"),
    _column("carton_gross_kg", "Carton: gross (kg)", "整箱毛重（kg）", "!kg", "gross weight|毛重|整箱毛重"),
    _column("carton_net_kg", "Carton: net (kg)", "整箱净重（kg）", "kg", "net weight|净重|整箱净重"),
    _column("unit_gross_kg", "Parcel: gross (kg)", "单件包装毛重（kg）", "!kg", "unit weight|单件毛重"),
    _column("unit_length_cm", "Parcel: length (cm)", "单件包装长（cm）", "cm", "unit length"),
    _column("unit_width_cm", "Parcel: width (cm)", "单件包装宽（cm）", "cm", "unit width"),
    _column("unit_height_cm", "Parcel: height (cm)", "单件包装高（cm）", "cm", "unit height"),
    _column("materials", "Materials", "材质", "list", "material|成分|面料成分"),
    _column("attributes", "Attributes", "规格属性", "attributes", "specification|属性|规格"),
    _column("certificates", "Certificates", "认证", "list", "certification|证书"),
    _column("dangerous_goods", "Dangerous-goods marks", "危险品标识", "!marks", "dangerous goods|危险品"),
)
# fmt: on


@dataclass(frozen=True, slots=True)
class HeaderMap:
    """Which column of the sheet holds what, for the person to confirm.

    at: column key -> place from 0; missing: needed columns that no header names; twice: keys that two
    headers name (the first is taken); unknown: headers that name nothing.
    """

    at: dict[str, int]
    missing: tuple[str, ...]
    twice: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether rows can be read: nothing needed is missing and nothing stands twice."""
        return not self.missing and not self.twice


def map_headers(headers: Sequence[str]) -> HeaderMap:
    """Find each column by any of its names, in any order and either language.

    Args: headers as they stand in the sheet. A header may carry both languages, one a line or by " / ".
    """
    at: dict[str, int] = {}
    twice: list[str] = []
    unknown: list[str] = []
    for place, header in enumerate(headers):
        key = next((_KEYS[part] for part in _candidates(header) if part in _KEYS), None)
        if key is None:
            if header.strip():
                unknown.append(header)
        elif key in at:
            twice.append(key)
        else:
            at[key] = place
    missing = [column.key for column in COLUMNS if column.needed and column.key not in at]
    return HeaderMap(at, tuple(missing), tuple(twice), tuple(unknown))


def template_header(column: Column) -> str:
    """What stands at the top of a column in the template: both languages, one a line."""
    return f"{column.en}\n{column.zh}"


def _plain(header: str) -> str:
    """Letters and digits of a header only: case, width, spaces, brackets and stars do not matter."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", header)).casefold()


def _candidates(header: str) -> list[str]:
    return [_plain(part) for part in (header, *header.splitlines(), *header.split(" / "))]


def _names(column: Column) -> tuple[str, ...]:
    return (column.key, column.en, column.zh, *column.other_names)


_KEYS = {_plain(name): column.key for column in COLUMNS for name in _names(column)}

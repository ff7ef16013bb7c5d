"""What stands in a data pack's template: the empty product sheet, instructions, and examples to copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.trade.catalogue.product_columns import COLUMNS, Column, template_header

_WIDE = {"long_text": 48, "list": 32, "elements": 40, "attributes": 40, "name": 24, "marks": 20}

_HOW_TO = (
    (
        "Fill the sheet Products, one product a row. Do not rename the headers.",
        "在 Products 表中每行填写一个产品，请勿修改表头。",
    ),
    (
        "Dark headers are needed; grey ones may stay empty, but each empty cell costs you buyers.",
        "深色表头必填；灰色可空，但每处空白都会流失买家。",
    ),
    (
        "Put pictures into a folder images, named by SKU: MUG-01-1.jpg, MUG-01-2.jpg; 1 is the main one.",
        "图片放入 images 文件夹，按货号命名：MUG-01-1.jpg、MUG-01-2.jpg，第 1 张为主图。",
    ),
    (
        "PNG, JPEG or WEBP, each at most 10 MB; three or more for each product.",
        "支持 PNG、JPEG、WEBP，每张不超过 10 MB，每个产品不少于 3 张。",
    ),
    (
        "Zip products.xlsx together with the folder images, at most 50 MB, and upload the zip.",
        "将 products.xlsx 与 images 文件夹一起压缩为 zip（不超过 50 MB）后上传。",
    ),
    (
        "The tax refund rate is not asked for: customs data decides it.",
        "出口退税率无需填写，由海关数据确定。",
    ),
)

_EXAMPLES: tuple[Mapping[str, str], ...] = (
    {
        "sku": "MUG-01",
        "name_en": "Stoneware mug 350 ml",
        "name_zh": "炻器马克杯 350毫升",
        "selling_points_en": "Reactive glaze, no two alike; Dishwasher and microwave safe; Stackable",
        "selling_points_zh": "窑变釉，件件不同; 可入洗碗机和微波炉; 可叠放",
        "description_en": "A hand-glazed mug with a wide handle that takes three fingers.",
        "description_zh": "手工施釉，宽大杯耳可容三指。",
        "category": "Kitchen > Mugs",
        "brand": "Examplia",
        "brand_type": "1",
        "hs_code": "6912001000",
        "declaration_elements": "品牌类型:1; 出口享惠情况:0; 用途:餐具; 材质:炻器; 品牌:Examplia",
        "price_rmb": "12.80",
        "tier_2_from_pieces": "1000",
        "tier_2_price_rmb": "11.90",
        "floor_price_rmb": "10.50",
        "vat_rate": "13",
        "moq_pieces": "200",
        "lead_time_days": "20",
        "daily_capacity_pieces": "1500",
        "carton_pieces": "36",
        "carton_length_cm": "46",
        "carton_width_cm": "35",
        "carton_height_cm": "33",
        "carton_gross_kg": "15.2",
        "carton_net_kg": "13.7",
        "unit_gross_kg": "0.45",
        "unit_length_cm": "13",
        "unit_width_cm": "10.5",
        "unit_height_cm": "11",
        "materials": "Stoneware",
        "attributes": "Colour: oat, ink; Capacity: 350 ml",
        "certificates": "FDA; LFGB",
        "dangerous_goods": "none",
    },
    {
        "sku": "SPK-07",
        "name_en": "Pocket Bluetooth speaker",
        "name_zh": "口袋蓝牙音箱",
        "selling_points_en": "12 h of play; IPX6; Weighs 210 g",
        "selling_points_zh": "播放12小时; IPX6防水; 仅210克",
        "description_en": "A palm-sized speaker with a strap.",
        "description_zh": "手掌大小，附挂绳。",
        "category": "Electronics > Speakers",
        "brand": "",
        "brand_type": "0",
        "hs_code": "8518210000",
        "declaration_elements": "品牌类型:0; 出口享惠情况:0; 用途:播放音乐; 品牌:无品牌; 型号:SPK-07",
        "price_rmb": "58.00",
        "floor_price_rmb": "49.00",
        "vat_rate": "13",
        "moq_pieces": "100",
        "lead_time_days": "25",
        "carton_pieces": "40",
        "carton_length_cm": "48",
        "carton_width_cm": "30",
        "carton_height_cm": "26",
        "carton_gross_kg": "14.6",
        "carton_net_kg": "8.4",
        "unit_gross_kg": "0.33",
        "unit_length_cm": "11",
        "unit_width_cm": "11",
        "unit_height_cm": "6",
        "materials": "ABS; silicone",
        "attributes": "Colour: black, sand; Battery: 1200 mAh lithium",
        "certificates": "CE; RoHS; FCC; UN38.3; MSDS",
        "dangerous_goods": "lithium_battery",
    },
)


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """One sheet of the template as plain values; widths in characters; `needed` headers are set off."""

    name: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    hints: Sequence[str] = ()
    needed: frozenset[str] = frozenset()


def template_sheets() -> tuple[TemplateSheet, ...]:
    """The three sheets of the template. Only `Products` is read when a pack comes back."""
    headers = [template_header(column) for column in COLUMNS]
    hints = ["\n".join(column.hint) for column in COLUMNS]
    widths = [_WIDE.get(column.format, 14) for column in COLUMNS]
    needed = frozenset(template_header(column) for column in COLUMNS if column.needed)
    examples = [[example.get(column.key, "") for column in COLUMNS] for example in _EXAMPLES]
    return (
        TemplateSheet("Products", headers, (), widths, hints, needed),
        TemplateSheet("Instructions 说明", ("What to do", "怎么填"), _instructions(), (64, 64, 10)),
        TemplateSheet("Examples 示例", headers, examples, widths, hints, needed),
    )


def _instructions() -> list[tuple[str, str]]:
    return [*_HOW_TO, *(_column_line(column) for column in COLUMNS)]


def _column_line(column: Column) -> tuple[str, str]:
    needed_en, needed_zh = ("needed", "必填") if column.needed else ("optional", "选填")
    return f"{column.en} ({needed_en}): {column.hint[0]}", f"{column.zh}（{needed_zh}）：{column.hint[1]}"

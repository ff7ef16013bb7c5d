"""Names of countries as papers print them, by their two letters of ISO 3166.

Source: ISO 3166-1 short names (English) and the names that Chinese customs papers use.
"""

_NAMES: dict[str, tuple[str, str]] = {
    "AE": ("United Arab Emirates", "阿拉伯联合酋长国"), "AR": ("Argentina", "阿根廷"),
    "AT": ("Austria", "奥地利"), "AU": ("Australia", "澳大利亚"), "BD": ("Bangladesh", "孟加拉国"),
    "BE": ("Belgium", "比利时"), "BG": ("Bulgaria", "保加利亚"), "BN": ("Brunei", "文莱"),
    "BR": ("Brazil", "巴西"), "CA": ("Canada", "加拿大"), "CH": ("Switzerland", "瑞士"),
    "CL": ("Chile", "智利"), "CN": ("China", "中国"), "CO": ("Colombia", "哥伦比亚"),
    "CR": ("Costa Rica", "哥斯达黎加"), "CY": ("Cyprus", "塞浦路斯"), "CZ": ("Czechia", "捷克"),
    "DE": ("Germany", "德国"), "DK": ("Denmark", "丹麦"), "EC": ("Ecuador", "厄瓜多尔"),
    "EE": ("Estonia", "爱沙尼亚"), "EG": ("Egypt", "埃及"), "ES": ("Spain", "西班牙"),
    "FI": ("Finland", "芬兰"), "FR": ("France", "法国"), "GB": ("United Kingdom", "英国"),
    "GE": ("Georgia", "格鲁吉亚"), "GR": ("Greece", "希腊"), "HK": ("Hong Kong, China", "中国香港"),
    "HR": ("Croatia", "克罗地亚"), "HU": ("Hungary", "匈牙利"), "ID": ("Indonesia", "印度尼西亚"),
    "IE": ("Ireland", "爱尔兰"), "IL": ("Israel", "以色列"), "IN": ("India", "印度"),
    "IS": ("Iceland", "冰岛"), "IT": ("Italy", "意大利"), "JP": ("Japan", "日本"),
    "KE": ("Kenya", "肯尼亚"), "KH": ("Cambodia", "柬埔寨"), "KR": ("Korea, Republic of", "韩国"),
    "KZ": ("Kazakhstan", "哈萨克斯坦"), "LA": ("Laos", "老挝"), "LK": ("Sri Lanka", "斯里兰卡"),
    "LT": ("Lithuania", "立陶宛"), "LU": ("Luxembourg", "卢森堡"), "LV": ("Latvia", "拉脱维亚"),
    "MA": ("Morocco", "摩洛哥"), "MM": ("Myanmar", "缅甸"), "MN": ("Mongolia", "蒙古"),
    "MO": ("Macao, China", "中国澳门"), "MT": ("Malta", "马耳他"), "MX": ("Mexico", "墨西哥"),
    "MY": ("Malaysia", "马来西亚"), "NG": ("Nigeria", "尼日利亚"), "NI": ("Nicaragua", "尼加拉瓜"),
    "NL": ("Netherlands", "荷兰"), "NO": ("Norway", "挪威"), "NZ": ("New Zealand", "新西兰"),
    "PE": ("Peru", "秘鲁"), "PH": ("Philippines", "菲律宾"), "PK": ("Pakistan", "巴基斯坦"),
    "PL": ("Poland", "波兰"), "PT": ("Portugal", "葡萄牙"), "QA": ("Qatar", "卡塔尔"),
    "RO": ("Romania", "罗马尼亚"), "RS": ("Serbia", "塞尔维亚"), "RU": ("Russian Federation", "俄罗斯"),
    "SA": ("Saudi Arabia", "沙特阿拉伯"), "SE": ("Sweden", "瑞典"), "SG": ("Singapore", "新加坡"),
    "SI": ("Slovenia", "斯洛文尼亚"), "SK": ("Slovakia", "斯洛伐克"), "TH": ("Thailand", "泰国"),
    "TR": ("Türkiye", "土耳其"), "TW": ("Taiwan, China", "中国台湾"), "UA": ("Ukraine", "乌克兰"),
    "US": ("United States of America", "美国"), "UY": ("Uruguay", "乌拉圭"),
    "UZ": ("Uzbekistan", "乌兹别克斯坦"), "VN": ("Viet Nam", "越南"), "ZA": ("South Africa", "南非"),
}  # fmt: skip

# Names in daily use beside those of the standard.
_ALSO = {
    "USA": "US", "UNITED STATES": "US", "UK": "GB", "GREAT BRITAIN": "GB", "ENGLAND": "GB", "PR CHINA": "CN",
    "PEOPLES REPUBLIC OF CHINA": "CN", "HONG KONG": "HK", "KOREA": "KR", "SOUTH KOREA": "KR", "UAE": "AE",
    "RUSSIA": "RU", "VIETNAM": "VN", "TURKEY": "TR", "TAIWAN": "TW", "MACAO": "MO", "BRASIL": "BR",
}  # fmt: skip
_CODES = {english.upper(): code for code, (english, _) in _NAMES.items()} | _ALSO


def country_name(code: str, language: str = "en") -> str:
    """The name of a country in English ("en") or Chinese ("zh"); the code itself for one that is not held."""
    names = _NAMES.get(code)
    return code if names is None else names[1 if language == "zh" else 0]


def country_code(name: str) -> str | None:
    """The two letters of a country by its English name as papers write it; None for one that is not held."""
    return _CODES.get(name.upper().replace(".", ""))

"""Drawings of clothes, laid flat on a soft ground."""

from seed.packs.drawings.colour import Colour, falling, mix, tone
from seed.packs.drawings.scenes import Tint
from seed.packs.drawings.stage import Point, Stage, smooth

_WHITE = (255, 255, 255)

# fmt: off


def _mirror(points: list[Point]) -> list[Point]:
    """The right half of an outline put beside its left half, about x = 500."""
    return [*points, *[(1000 - x, y) for x, y in reversed(points)]]


def _cloth(stage: Stage, outline: list[Point], colour: Colour, folds: list[list[Point]]) -> None:
    """A piece of cloth: a contact shadow, its shade, its folds and its weave."""
    stage.lay(outline, (8, 14), 120, 13)
    stage.shape(outline, falling(colour, 1.14, 0.84))
    stage.folds(outline, folds, tone(colour, 0.35), width=24, strength=95)
    lit = [[(x - 20, y - 4) for x, y in fold] for fold in folds]
    stage.folds(outline, lit, _WHITE, width=18, strength=44)
    stage.weave(outline, tone(colour, 0.45), 0.15)


def _soft(outline: list[Point]) -> list[Point]:
    """The outline with its corners worn round."""
    worn: list[Point] = []
    ring = [outline[-1], *outline, outline[0]]
    for before, here, after in zip(ring, ring[1:], ring[2:], strict=False):
        ends = []
        for other in (before, after):
            far = max(1.0, ((other[0] - here[0]) ** 2 + (other[1] - here[1]) ** 2) ** 0.5)
            share = min(0.45, 26 / far)
            ends.append((here[0] + (other[0] - here[0]) * share, here[1] + (other[1] - here[1]) * share))
        (x0, y0), (x1, y1) = ends
        for t in (0, 0.25, 0.5, 0.75, 1):
            u = 1 - t
            worn.append((u * u * x0 + 2 * u * t * here[0] + t * t * x1,
                    u * u * y0 + 2 * u * t * here[1] + t * t * y1))
    return worn


def top(stage: Stage, tint: Tint) -> None:
    """A T-shirt, polo, shirt, hoodie, sweater jacket: by the words in the style."""
    words = tint.style.split()
    long = "long" in words
    sleeve: list[Point] = ([(392, 186), (300, 222), (236, 300), (196, 480), (170, 716), (246, 736),
            (286, 560), (316, 430)] if long else [(392, 186), (296, 222), (190, 342), (160, 420), (262,
            482), (316, 420)])
    body: list[Point] = [(316, 420), (318, 600), (306, 826), (500, 838)]
    outline = _soft(_mirror([*sleeve, *body]))
    neck = _mirror([(392, 186), (420, 232), (460, 258), (500, 264)])
    folds: list[list[Point]] = [[(340, 420), (380, 560), (352, 760)], [(664, 400), (624, 560), (650,
            770)], [(520, 560), (500, 690), (530, 810)], [(322, 330), (352, 400)], [(678, 330), (648,
            410)]]
    outline = _soft(outline)
    _cloth(stage, outline, tint.main, folds)
    for side in (-1, 1):
        seam = smooth([(500 + side * 184, 424), (500 + side * 172, 320), (500 + side * 146, 208)])
        stage.line(seam, 2.6, tone(tint.main, 0.68), round_ends=False)
    stage.line(smooth([(310, 806), (500, 818), (690, 806)]), 2.4, tone(tint.main, 0.7), round_ends=False)
    if "stripe" in words:
        for y in range(330, 790, 58):
            stage.folds(outline, [[(326, y), (500, y + 8), (674, y)]], tint.accent, width=16, strength=255)
    if "hood" in words:
        _hood(stage, tint)
    else:
        stage.shape(smooth(neck), tone(tint.main, 0.5))
        _collar(stage, tint, words)
    if "print" in words:
        _print(stage, tint)
    if "button" in words or "zip" in words:
        _front(stage, tint, words)


def _collar(stage: Stage, tint: Tint, words: list[str]) -> None:
    if "collar" in words:
        for side in (-1, 1):
            wing = [(500 + side * x, y) for x, y in ((112, 182), (60, 168), (6, 250), (66, 306), (118,
                    226))]
            stage.curve(wing, falling(tone(tint.accent if "contrast" in words else tint.main, 1.16),
                    1.1, 0.86))
            stage.line([wing[2], wing[3], wing[4]], 3, tone(tint.main, 0.6))
        stage.panel((484, 262, 516, 420), 6, falling(tone(tint.main, 1.08)))
        for y in (296, 344, 392):
            stage.ellipse((493, y, 507, y + 14), mix(tint.accent, _WHITE, 0.5))
        return
    rim = smooth(_mirror([(386, 190), (414, 240), (456, 272), (500, 280)]))
    stage.line(rim, 17, tone(tint.main, 0.84), round_ends=False)
    stage.line([(x, y + 9) for x, y in rim], 2.4, tone(tint.main, 0.62))


def _hood(stage: Stage, tint: Tint) -> None:
    hood = smooth(_mirror([(500, 128), (420, 138), (366, 190), (382, 262), (440, 320), (500, 338)]),
            closed=True)
    stage.shape(hood, falling(tone(tint.main, 1.04), 1.1, 0.8))
    stage.curve([(500, 168), (436, 184), (408, 226), (448, 274), (500, 286), (552, 274), (592, 226),
            (564, 184)], falling(tone(tint.main, 0.5), 0.8, 1.2))
    for x, end in ((462, 440), (538, 456)):
        stage.tube([(x, 300), (x - 4, 380), (x, end)], 9, mix(tint.accent, _WHITE, 0.3))
    pocket = _mirror([(392, 596), (352, 726), (352, 772), (500, 778)])
    stage.line([*pocket, pocket[0]], 4, tone(tint.main, 0.66))
    stage.folds(pocket, [[(392, 600), (356, 730)], [(608, 600), (644, 730)]], tone(tint.main, 0.3),
                width=16)


def _front(stage: Stage, tint: Tint, words: list[str]) -> None:
    if "zip" in words:
        stage.line([(500, 290), (500, 830)], 15, tone(tint.main, 0.6), round_ends=False)
        for y in range(294, 826, 12):
            stage.line([(496, y), (504, y)], 4, (206, 208, 212), round_ends=False)
        stage.panel((491, 318, 509, 366), 6, falling((214, 216, 220), 1.2, 0.7))
        return
    stage.line([(484, 290), (484, 828)], 2.6, tone(tint.main, 0.66))
    stage.line([(518, 290), (518, 828)], 2.6, tone(tint.main, 0.66))
    for y in range(350, 810, 84):
        stage.ellipse((494, y, 508, y + 14), mix(tint.accent, _WHITE, 0.55))
    stage.line([(568, 392), (656, 392), (656, 470), (612, 492), (568, 470), (568, 392)], 3,
            tone(tint.main, 0.66))


def _print(stage: Stage, tint: Tint) -> None:
    stage.ellipse((418, 400, 582, 564), falling(tint.accent, 1.2, 0.9))
    stage.curve([(418, 500), (470, 452), (506, 488), (548, 440), (582, 492), (560, 546), (500, 564),
            (440, 546)], tone(tint.accent, 0.55))
    stage.ellipse((520, 420, 554, 454), mix(tint.accent, _WHITE, 0.75))


def trousers(stage: Stage, tint: Tint) -> None:
    """Chinos with pockets, or leggings when the style says so."""
    slim = "slim" in tint.style
    outer = 386 if slim else 352
    half: list[Point] = [(500, 150), (404, 152), (386, 240), (outer, 480), (outer + 18, 850), (470,
            852), (492, 480), (500, 380)]
    outline = _soft(_mirror(half))
    folds: list[list[Point]] = [[(420, 420), (410, 600), (430, 800)], [(590, 420), (600, 620), (570,
            800)], [(500, 330), (450, 410)], [(500, 330), (552, 412)], [(404, 620), (460, 640)], [(600,
            610), (540, 640)]]
    _cloth(stage, outline, tint.main, folds)
    stage.panel((402, 146, 598, 192), 8, falling(tone(tint.main, 0.94 if not slim else 0.8), 1.12, 0.9))
    stage.line([(500, 196), (500, 380)], 3, tone(tint.main, 0.62))
    if slim:
        for side in (-1, 1):
            stage.folds(outline, [[(500 + side * 100, 200), (500 + side * 124, 480), (500 + side * 110,
                    840)]], tint.accent, width=16, strength=230)
        return
    for side in (-1, 1):
        stage.line([(500 + side * 96, 206), (500 + side * 70, 272), (500 + side * 112, 300)], 4,
                tone(tint.main, 0.6))
        stage.panel((500 + side * 62 - 7, 140, 500 + side * 62 + 7, 200), 4, tone(tint.main, 0.86))
        stage.line([(500 + side * 147, 806), (500 + side * 32, 810)], 3, tone(tint.main, 0.66))
    stage.ellipse((492, 162, 508, 178), mix(tint.accent, _WHITE, 0.4))


def dress(stage: Stage, tint: Tint) -> None:
    """A sleeveless dress with a tied waist and a full skirt, sprigged with flowers."""
    outline = smooth(_mirror([(436, 150), (408, 158), (414, 250), (384, 322), (404, 420), (416, 448),
            (340, 640), (262, 830), (380, 858), (500, 866)]), closed=True)
    folds: list[list[Point]] = [[(430, 470), (372, 660), (330, 830)], [(470, 470), (450, 660), (430,
            850)], [(532, 470), (556, 660), (590, 850)], [(572, 470), (630, 660), (676, 830)], [(412,
            330), (450, 400)], [(588, 330), (550, 400)]]
    _cloth(stage, outline, tint.main, folds)
    stage.curve([(440, 146), (500, 150), (560, 146), (540, 236), (500, 270), (460, 236)],
            tone(tint.main, 0.5))
    if "floral" in tint.style:
        for row in range(12):
            for column in range(10):
                x, y = 270 + column * 50 + (row % 2) * 25, 316 + row * 45
                reach = 84 if y < 440 else 90 + (y - 440) * 0.36
                if abs(x - 500) < reach:
                    _flower(stage, (x, y), tint.accent)
    stage.panel((408, 428, 592, 466), 10, falling(tone(tint.accent, 0.9), 1.2, 0.9))
    stage.tube([(560, 450), (604, 520), (592, 600)], 16, tone(tint.accent, 0.9))


def _flower(stage: Stage, at: Point, colour: Colour) -> None:
    x, y = at
    for dx, dy in ((-6, 0), (6, 0), (0, -6), (0, 6)):
        stage.ellipse((x + dx - 5, y + dy - 5, x + dx + 5, y + dy + 5), colour)
    stage.ellipse((x - 3, y - 3, x + 3, y + 3), (250, 222, 130))


def scarf(stage: Stage, tint: Tint) -> None:
    """A scarf looped once, with a check and fringes."""
    for x in range(330, 470, 13):
        stage.line([(x, 800), (x - 8 + x % 5, 872)], 5, tone(tint.main, 0.8))
    for x in range(540, 690, 13):
        stage.line([(x, 740), (x + 6 - x % 4, 812)], 5, tone(tint.main, 0.72))
    right = smooth([(540, 420), (640, 430), (686, 560), (698, 750), (530, 752), (548, 600)], closed=True)
    left = smooth([(400, 400), (520, 440), (480, 600), (478, 812), (318, 812), (344, 600)], closed=True)
    loop = smooth([(500, 176), (690, 220), (724, 360), (640, 486), (500, 520), (360, 486), (276, 360),
            (310, 220)], closed=True)
    for outline in (right, left, loop):
        _cloth(stage, outline, tint.main, [[(350, 300), (420, 440), (520, 500)], [(400, 560), (412,
                800)], [(610, 520), (620, 740)], [(640, 260), (600, 420)]])
        for y in range(200, 812, 88):
            stage.folds(outline, [[(260, y), (500, y + 22), (740, y)]], tint.accent, width=18, strength=150)
        for x in (350, 440, 580, 660):
            stage.folds(outline, [[(x, 170), (x + 10, 500), (x, 812)]], tint.accent, width=14, strength=130)
    stage.curve([(500, 250), (620, 280), (630, 350), (500, 396), (370, 350), (380, 280)],
            tone(tint.main, 0.34))


def beanie(stage: Stage, tint: Tint) -> None:
    """A ribbed knitted hat with a turned-up brim and a bobble."""
    stage.shadow(500, 800, 260, depth=0.1)
    crown = smooth([(270, 640), (290, 440), (390, 290), (500, 258), (610, 290), (710, 440), (730, 640),
            (500, 680)], closed=True)
    stage.shape(crown, falling(tint.main, 1.16, 0.74))
    ribs = [[(500 + side * 34 * step * 0.55, 262 + step * step * 1.6), (500 + side * 34 * step,
            660)] for step in range(8) for side in (-1, 1)]
    stage.folds(crown, ribs, tone(tint.main, 0.35), width=11, strength=150)
    brim = smooth([(252, 620), (500, 654), (748, 620), (762, 700), (744, 786), (500, 812), (256, 786),
            (238, 700)], closed=True)
    stage.shape(brim, falling(tone(tint.main, 1.06), 1.16, 0.72))
    stage.folds(brim, [[(x, 610), (500 + (x - 500) * 1.02, 812)] for x in range(262, 750, 27)],
            tone(tint.main, 0.35), width=9, strength=170)
    stage.weave(crown, tone(tint.main, 0.4), 0.3)
    stage.weave(brim, tone(tint.main, 0.4), 0.3)
    stage.ellipse((408, 150, 592, 322), falling(tint.accent, 1.3, 0.74))
    for step in range(60):
        x, y = 500 + (step * 37 % 150 - 75), 236 + (step * 53 % 136 - 68)
        if (x - 500) ** 2 + (y - 236) ** 2 < 6400:
            stage.line([(x, y), (x + (x - 500) * 0.2, y + (y - 236) * 0.2)], 5, tone(tint.accent,
                    0.8 + step % 5 * 0.12))
    stage.panel((620, 706, 690, 760), 5, tint.accent)


def socks(stage: Stage, tint: Tint) -> None:
    """A pair of crew socks, one over the other, with bands and a coloured heel and toe."""
    for dx, dy, colour in ((90, -34, tone(tint.main, 0.86)), (-60, 20, tint.main)):
        outline = smooth([(420 + dx, 190 + dy), (580 + dx, 186 + dy), (586 + dx, 400 + dy), (580 + dx,
                560 + dy), (620 + dx, 640 + dy), (620 + dx, 740 + dy), (540 + dx, 776 + dy), (400 + dx,
                790 + dy), (290 + dx, 800 + dy), (236 + dx, 740 + dy), (290 + dx, 668 + dy), (390 + dx,
                610 + dy), (424 + dx, 520 + dy), (414 + dx, 380 + dy)], closed=True)
        _cloth(stage, outline, colour, [[(430 + dx, 560 + dy), (520 + dx, 600 + dy)], [(400 + dx,
                640 + dy), (470 + dx, 700 + dy)]])
        ribs = [[(x + dx, 186 + dy), (x + dx + 2, 300 + dy)] for x in range(432, 582, 13)]
        stage.folds(outline, ribs, tone(colour, 0.4), width=5, strength=150)
        for y in (330, 372):
            stage.folds(outline, [[(400 + dx, y + dy), (600 + dx, y + dy - 4)]], tint.accent, width=22,
                    strength=255)
        stage.folds(outline, [[(640 + dx, 620 + dy), (590 + dx, 700 + dy), (610 + dx, 770 + dy)],
                [(250 + dx, 690 + dy), (262 + dx, 760 + dy)]], tint.accent, width=62, strength=255)

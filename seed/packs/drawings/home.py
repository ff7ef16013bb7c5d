"""Drawings of goods for the home."""

from seed.packs.drawings.colour import falling, mix, ramp, rounded, tone
from seed.packs.drawings.scenes import Tint
from seed.packs.drawings.stage import Point, Stage, smooth

_WHITE = (255, 255, 255)

# fmt: off


def mug(stage: Stage, tint: Tint) -> None:
    """A stoneware mug with a speckled glaze and a bare foot."""
    clay = (196, 164, 130)
    stage.shadow(480, 790, 250)
    handle = [(690, 400), (800, 390), (840, 500), (800, 620), (676, 650)]
    stage.tube(handle, 52, tone(tint.main, 0.92))
    profile: list[Point] = [(330, 232), (420, 236), (600, 234), (720, 220), (762, 196)]
    stage.turned(profile, 480, rounded(tint.main, 0.3), flat=0.2)
    stage.turned([(762, 196), (776, 190), (790, 180)], 480, rounded(clay, 0.2), flat=0.14)
    stage.disc(480, 331, 232, tone(tint.main, 1.25), flat=0.2)
    stage.disc(480, 334, 216, ramp((0, tone(tint.main, 0.5)), (0.5, tone(tint.main, 0.72)), (1,
            tone(tint.main, 0.9))), flat=0.19)
    stage.disc(484, 356, 186, ramp((0, (52, 32, 22)), (0.6, (86, 54, 36)), (1, (112, 74, 50))), flat=0.14)
    outline = [(250, 350), (714, 350), (700, 760), (290, 760)]
    stage.weave(outline, tone(tint.main, 0.55), 0.16)
    stage.glow((300, 410, 352, 690), _WHITE, 84, 16)


def plates(stage: Stage, tint: Tint) -> None:
    """A stack of dinner plates, and one that leans behind it."""
    stage.shadow(500, 800, 330, depth=0.2)
    stage.shadow(560, 780, 260, depth=0.12, dark=60)
    stage.ellipse((322, 206, 802, 700), ramp((0, tone(tint.main, 1.1)), (1, tone(tint.main, 0.7))))
    stage.ellipse((330, 210, 796, 690), ramp((0, tone(tint.main, 1.3)), (1, tone(tint.main, 0.86))))
    stage.ellipse((402, 282, 724, 616), ramp((0, tone(tint.main, 0.82)), (1, tone(tint.main, 1.2))))
    stage.ellipse((412, 294, 714, 608), ramp((0, tone(tint.main, 1.02)), (1, tone(tint.main, 1.24))))
    for layer in range(5):
        y = 786 - layer * 25
        stage.disc(480, y, 316, rounded(tone(tint.main, 0.9), 0.2), flat=0.24)
        stage.disc(480, y - 9, 330, rounded(tint.main, 0.5), flat=0.24)
    stage.disc(480, 674, 330, rounded(tone(tint.main, 1.1), 0.6), flat=0.24)
    stage.disc(480, 680, 236, rounded(tone(tint.main, 0.86), 0.4), flat=0.22)
    stage.disc(480, 685, 228, rounded(tone(tint.main, 1.08), 0.5), flat=0.22)
    stage.line([(480 - 326, 676), (480 - 318, 690)], 3, tint.accent)


def tumbler(stage: Stage, tint: Tint) -> None:
    """A cut crystal tumbler, half full."""
    pale = (232, 240, 246)
    stage.shadow(500, 800, 205)
    stage.glow((300, 790, 700, 850), tint.main, 70, 30)
    stage.turned([(290, 214), (500, 206), (790, 184)], 500, rounded(pale, 0.6), flat=0.18)
    liquid = ramp((0, tone(tint.main, 0.7)), (0.3, tone(tint.main, 1.35)), (0.6, tint.main), (1,
            tone(tint.main, 0.65)))
    stage.turned([(480, 198), (620, 190), (730, 178)], 500, liquid, flat=0.17)
    stage.disc(500, 480, 198, ramp((0, tone(tint.main, 1.2)), (1, tone(tint.main, 0.8))), flat=0.17)
    for step in range(-4, 5):
        x = 500 + step * 44
        stage.shape([(x - 20, 740), (x, 560), (x + 20, 740), (x, 790)], mix(tint.main, _WHITE,
                0.42 + 0.05 * (step % 3)))
        stage.line([(x, 562), (x, 788)], 2.4, mix(tint.main, _WHITE, 0.8))
        stage.line([(x - 20, 740), (x, 562), (x + 20, 740)], 2, tone(tint.main, 0.8))
    stage.disc(500, 290, 214, _WHITE, flat=0.18)
    stage.disc(500, 292, 205, ramp((0, (206, 220, 230)), (0.4, (240, 246, 250)), (1, (214, 226, 234))),
            flat=0.17)
    stage.glow((330, 330, 356, 700), _WHITE, 190, 7)
    stage.glow((640, 340, 654, 640), _WHITE, 130, 5)


def folded(stage: Stage, tint: Tint) -> None:
    """A stack of folded cloth: blankets with fringe, or towels with a border."""
    stage.shadow(500, 802, 335, depth=0.12)
    layers = 3 if tint.style == "towel" else 2
    shades = (tint.main, tint.accent, tone(tint.main, 1.25))
    height = 330 // layers + 60
    for layer in range(layers):
        y = 800 - layer * height * 0.94
        _fold(stage, shades[layer % 3], (170 + layer * 8, y - height, 830 - layer * 8, y), tint)
    if tint.style == "fringe":
        for x in range(196, 806, 15):
            y = 792 + 14 * ((x // 15) % 2)
            stage.line([(x, 730), (x + 3, y)], 6, tone(tint.main, 0.82 + 0.1 * (x % 2)))


def _fold(
    stage: Stage, colour: tuple[int, int, int], box: tuple[float, float, float, float], tint: Tint
) -> None:
    left, top, right, bottom = box
    middle = (top + bottom) / 2
    outline = smooth([(left + 24, top), (500, top - 6), (right - 26, top), (right + 4, top + 30),
            (right + 8, middle), (right + 4, bottom - 24), (right - 24, bottom), (500, bottom + 2),
            (left + 14, bottom), (left - 8, middle)], closed=True)
    stage.shape(outline, falling(colour, 1.2, 0.72))
    for share in (0.36, 0.68):
        y = top + (bottom - top) * share
        stage.folds(outline, [[(left, y), (500, y + 4), (right - 18, y + 2), (right + 6, y - 14)]],
                tone(colour, 0.34), width=11, strength=205)
        stage.folds(outline, [[(left, y + 16), (500, y + 20), (right - 20, y + 18)]], tone(colour,
                1.6), width=14, strength=110)
    if tint.style == "towel":
        for at in (0.78, 0.815, 0.85):
            x = left + (right - left) * at
            stage.folds(outline, [[(x, top), (x + 3, middle), (x, bottom)]], tint.accent, width=9,
                    strength=255)
    if tint.style == "check":
        for at in (0.14, 0.2, 0.46, 0.52, 0.78, 0.84):
            x = left + (right - left) * at
            stage.folds(outline, [[(x, top), (x + 3, middle), (x, bottom)]], tone(tint.accent, 0.8),
                    width=16, strength=120)
    stage.weave(outline, tone(colour, 0.45), 0.34)
    stage.weave(outline, _WHITE, 0.1)


def bed(stage: Stage, tint: Tint) -> None:
    """A made bed with two pillows and a turned-down cover; dots or stripes when printed."""
    wood = (176, 138, 102)
    stage.shadow(500, 810, 400, depth=0.08)
    stage.panel((120, 270, 880, 640), 26, falling(wood, 1.15, 0.75))
    stage.panel((146, 292, 854, 600), 18, falling(tone(wood, 1.1), 1.1, 0.8))
    stage.panel((110, 560, 890, 806), 34, falling(tone(tint.accent, 1.3), 1.1, 0.72))
    for left, lean in ((176, -4), (512, 4)):
        pillow = smooth([(left, 420 + lean), (left + 150, 404), (left + 312, 420 - lean), (left + 322,
                500), (left + 308, 584), (left + 150, 596), (left + 4, 584), (left - 10, 500)],
                closed=True)
        stage.shape(pillow, falling(tint.accent, 1.25, 0.8))
        _print(stage, pillow, tint)
        stage.folds(pillow, [[(left + 20, 440), (left + 80, 470)], [(left + 290, 440), (left + 230,
                480)], [(left + 60, 580), (left + 110, 540)]], tone(tint.accent, 0.5), width=22)
    cover = smooth([(92, 606), (300, 580), (520, 592), (720, 576), (908, 604), (918, 700), (906, 812),
            (500, 826), (92, 812), (82, 700)], closed=True)
    stage.shape(cover, falling(tint.main, 1.18, 0.7))
    _print(stage, cover, tint)
    folds = [[(200, 620), (260, 720), (240, 810)], [(420, 600), (460, 700), (430, 815)], [(640, 600),
            (610, 700), (660, 815)], [(820, 610), (780, 720), (810, 805)]]
    stage.folds(cover, folds, tone(tint.main, 0.42), width=40, strength=100)
    turned_down = smooth([(92, 604), (300, 578), (520, 590), (720, 574), (908, 602), (900, 650), (500,
            652), (98, 652)], closed=True)
    stage.shape(turned_down, falling(tone(tint.accent, 1.2), 1.25, 0.86))
    stage.weave(cover, tone(tint.main, 0.5), 0.14)


def _print(stage: Stage, outline: list[Point], tint: Tint) -> None:
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    top, bottom = min(y for _, y in outline), max(y for _, y in outline)
    ink = tone(tint.main, 0.62)
    if tint.style == "stripe":
        x = left + 12
        while x < right:
            stage.folds(outline, [[(x, top), (x, bottom)]], ink, width=7, strength=170)
            x += 34
    if tint.style == "leaf":
        rows = int((bottom - top) // 44)
        for row in range(rows):
            y, x = top + 30 + row * 44, left + 28 + (row % 2) * 30
            while x < right - 26:
                stage.curve([(x - 13, y + 8), (x, y - 9), (x + 14, y - 10), (x + 4, y + 7)], ink)
                stage.line([(x - 16, y + 12), (x + 10, y - 6)], 2, tone(ink, 1.3))
                x += 62


def lamp(stage: Stage, tint: Tint) -> None:
    """A desk lamp with a jointed arm; its light falls on the desk."""
    metal = tint.accent
    stage.glow((180, 560, 640, 850), (255, 238, 196), 120, 60)
    stage.shadow(600, 800, 165)
    stage.turned([(776, 150), (790, 154), (800, 150)], 600, rounded(tint.main, 0.3), flat=0.2)
    stage.disc(600, 774, 150, rounded(tone(tint.main, 1.1), 0.3), flat=0.2)
    stage.tube([(600, 770), (600, 740), (600, 720)], 24, metal)
    stage.tube([(600, 726), (672, 560), (716, 452)], 20, metal)
    stage.tube([(716, 452), (590, 350), (452, 300)], 20, metal)
    for x, y in ((600, 726), (716, 452)):
        stage.ellipse((x - 24, y - 24, x + 24, y + 24), rounded(tone(tint.main, 0.9), 0.4), across=True)
    shade = [(430, 256), (492, 290), (470, 350), (410, 470), (206, 372), (330, 300)]
    stage.curve(shade, rounded(tint.main, 0.3), across=True)
    stage.curve([(206, 372), (300, 392), (410, 470), (318, 448)], ramp((0, (255, 250, 232)), (1, (255,
            226, 160))))
    stage.glow((220, 370, 410, 500), (255, 240, 200), 110, 24)


def stove_kettle(stage: Stage, tint: Tint) -> None:
    """A kettle for the stove: enamelled body, wooden handle, swan spout."""
    steel, wood = (206, 209, 214), tint.accent
    stage.shadow(480, 800, 275)
    stage.tube([(700, 640), (790, 590), (806, 480), (872, 420)], 46, tone(tint.main, 0.95))
    stage.tube([(286, 470), (270, 300), (480, 196), (690, 300), (674, 470)], 22, steel)
    stage.tube([(374, 240), (480, 200), (586, 240)], 50, wood)
    stage.turned([(432, 128), (470, 196), (560, 262), (680, 282), (760, 264), (790, 236)], 480,
            rounded(tint.main, 0.4))
    stage.turned([(782, 240), (800, 230)], 480, rounded(steel, 0.3), flat=0.13)
    stage.turned([(412, 104), (428, 128), (440, 134)], 480, rounded(tone(tint.main, 1.05), 0.4))
    stage.turned([(370, 20), (388, 32), (408, 18)], 480, rounded(wood, 0.3), flat=0.3)
    stage.glow((286, 520, 330, 700), _WHITE, 130, 14)

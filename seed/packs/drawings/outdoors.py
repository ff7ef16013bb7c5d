"""Drawings of goods for camping and sport."""

import math

from seed.packs.drawings.colour import falling, mix, ramp, rounded, tone
from seed.packs.drawings.scenes import Tint
from seed.packs.drawings.stage import Stage, panel_points, smooth

_WHITE = (255, 255, 255)
_STEEL = (196, 200, 206)
_TYRE = (38, 39, 43)

# fmt: off


def tent(stage: Stage, tint: Tint) -> None:
    """A dome tent with its door rolled up, poles and guy lines."""
    stage.shadow(500, 770, 410, depth=0.12)
    for x, foot in ((190, 92), (806, 908)):
        stage.line([(x, 520), (foot, 776)], 3, (120, 116, 108))
        stage.line([(foot, 764), (foot, 786)], 7, (90, 90, 96))
    dome = smooth([(120, 764), (160, 600), (260, 420), (400, 292), (520, 258), (650, 300), (780, 430),
            (862, 600), (888, 764), (500, 790)], closed=True)
    stage.shape(dome, ramp((0, tone(tint.main, 1.2)), (0.45, tint.main), (1, tone(tint.main, 0.6))),
            across=True)
    near = smooth([(520, 258), (420, 420), (330, 600), (286, 782), (130, 770), (168, 590), (270, 408),
            (410, 284)], closed=True)
    stage.shape(near, falling(tone(tint.main, 1.16), 1.16, 0.84))
    stage.folds(dome, [[(640, 320), (720, 520), (740, 770)], [(200, 560), (300, 600)], [(820, 560),
            (760, 640)]], tone(tint.main, 0.35), width=34, strength=90)
    door = smooth([(540, 372), (470, 480), (412, 640), (392, 786), (690, 786), (668, 640), (612, 480)],
            closed=True)
    stage.shape(door, falling((52, 50, 58), 1.15, 0.8))
    stage.curve([(402, 750), (540, 734), (684, 750), (690, 786), (392, 786)], falling((128, 112, 92), 1,
                0.7))
    stage.curve([(440, 716), (520, 690), (640, 706), (660, 752), (430, 752)], falling(tint.accent, 1.2,
                0.8))
    stage.tube([(556, 380), (640, 486), (690, 630), (704, 770)], 30, tone(tint.accent, 0.95))
    for pole in ([(140, 760), (250, 430), (520, 256), (790, 440), (876, 758)], [(520, 258), (420, 420),
            (330, 600), (284, 784)]):
        stage.line(smooth(pole), 7, tone(tint.accent, 1.1))
    stage.curve([(392, 300), (520, 244), (656, 302), (610, 350), (520, 326), (440, 346)],
            falling(tint.accent, 1.15, 0.85))


def sleeping_bag(stage: Stage, tint: Tint) -> None:
    """A mummy sleeping bag, laid out upright with its hood and zip."""
    outline = smooth([(500, 130), (610, 150), (672, 240), (700, 400), (690, 600), (630, 790), (580,
            858), (420, 858), (370, 790), (310, 600), (300, 400), (328, 240), (390, 150)], closed=True)
    stage.lay(outline, (12, 18), 130, 16)
    stage.shape(outline, rounded(tint.main, 0.24), across=True)
    seams = [[(290, y), (500, y + 22), (710, y)] for y in range(392, 850, 62)]
    stage.folds(outline, seams, tone(tint.main, 0.3), width=15, strength=190)
    stage.folds(outline, [[(x, y + 26) for x, y in seam] for seam in seams], _WHITE, width=26, strength=66)
    hood = smooth([(500, 186), (588, 206), (618, 280), (580, 356), (500, 376), (420, 356), (382, 280),
            (412, 206)], closed=True)
    stage.shape(hood, falling(tone(tint.accent, 0.82), 0.8, 1.1))
    stage.curve([(420, 270), (500, 246), (580, 270), (570, 340), (500, 358), (430, 340)],
            falling(tint.accent, 1.2, 0.9))
    stage.line(smooth([(606, 330), (640, 460), (636, 640), (600, 780)]), 7, (40, 42, 46))
    stage.panel((628, 470, 648, 520), 6, falling(_STEEL))


def backpack(stage: Stage, tint: Tint) -> None:
    """A backpack with a lid, two straps across it, a front and two side pockets."""
    stage.shadow(500, 818, 250, depth=0.12)
    stage.tube([(430, 190), (450, 138), (500, 124), (550, 138), (570, 190)], 22, tone(tint.main, 0.6))
    for side in (-1, 1):
        pocket = [(500 + side * x, y) for x, y in ((214, 560), (282, 590), (290, 740), (214, 786))]
        stage.curve(pocket, falling(tone(tint.main, 0.7)))
    body = smooth([(300, 330), (330, 210), (500, 176), (670, 210), (700, 330), (716, 600), (700, 780),
            (500, 820), (300, 780), (284, 600)], closed=True)
    stage.shape(body, rounded(tint.main, 0.22), across=True)
    stage.weave(body, tone(tint.main, 0.4), 0.2)
    front = panel_points((338, 560, 662, 790), 46)
    stage.shape(front, falling(tone(tint.main, 1.06), 1.16, 0.74))
    stage.folds(front, [[(360, 640), (480, 670), (640, 640)]], tone(tint.main, 0.4), width=26)
    stage.line([(360, 596), (640, 596)], 6, (44, 45, 50))
    stage.panel((626, 590, 640, 632), 5, tint.accent)
    lid = smooth([(288, 330), (320, 212), (500, 172), (680, 212), (712, 330), (700, 424), (500, 448),
            (300, 424)], closed=True)
    stage.lay(lid, (0, 12), 100, 8)
    stage.shape(lid, falling(tone(tint.main, 1.04), 1.2, 0.8))
    stage.weave(lid, tone(tint.main, 0.4), 0.2)
    stage.folds(lid, [[(310, 300), (420, 330)], [(690, 300), (600, 340)]], tone(tint.main, 0.4), width=24)
    for x in (406, 594):
        stage.panel((x - 16, 380, x + 16, 602), 6, falling(tint.accent, 1.2, 0.8))
        stage.panel((x - 24, 486, x + 24, 530), 7, falling((54, 55, 60), 1.5, 0.8))
    stage.panel((446, 262, 554, 316), 8, tone(tint.accent, 0.9))
    stage.text((500, 289), "TERRIN", 24, mix(tint.main, _WHITE, 0.85))


def flask(stage: Stage, tint: Tint) -> None:
    """A vacuum flask with a cup for a lid, a steel ring and a loop."""
    stage.shadow(500, 826, 140)
    stage.tube([(596, 240), (656, 250), (664, 320), (604, 348)], 20, tone(tint.accent, 0.8))
    stage.turned([(176, 84), (190, 98), (330, 104), (346, 104)], 500, rounded(tint.accent, 0.4), flat=0.2)
    stage.turned([(346, 96), (366, 98)], 500, rounded(_STEEL, 0.6), flat=0.16)
    stage.turned([(366, 106), (392, 128), (430, 136), (770, 136), (800, 130)], 500, rounded(tint.main,
                 0.34))
    stage.turned([(796, 132), (820, 126)], 500, rounded(_STEEL, 0.5))
    stage.disc(500, 176, 84, rounded(tone(tint.accent, 1.15), 0.4), flat=0.2)
    stage.weave([(372, 430), (628, 430), (628, 780), (372, 780)], tone(tint.main, 0.4), 0.2)
    stage.text((486, 600), "TERRIN", 38, mix(tint.main, _WHITE, 0.75))
    stage.glow((410, 440, 430, 760), _WHITE, 110, 9)


def chair(stage: Stage, tint: Tint) -> None:
    """A folding camp chair: crossed tubes, a slung seat, armrests with a cup holder."""
    stage.shadow(500, 812, 320, depth=0.1)
    tube = (72, 76, 82)
    for a, b in (((276, 812), (668, 560)), ((724, 812), (332, 560)), ((330, 790), (640, 584)), ((670,
            790), (360, 584))):
        stage.tube([a, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), b], 17, tube)
    for side in (-1, 1):
        stage.tube([(500 + side * 228, 810), (500 + side * 222, 560), (500 + side * 196, 200)], 19, tube)
        stage.ellipse((500 + side * 228 - 22, 800, 500 + side * 228 + 22, 822), _TYRE)
    back = smooth([(304, 196), (500, 226), (696, 196), (712, 380), (700, 560), (500, 590), (300, 560),
            (288, 380)], closed=True)
    stage.shape(back, falling(tint.main, 1.16, 0.8))
    stage.shape(smooth([(300, 196), (500, 226), (700, 196), (704, 262), (500, 292), (296, 262)],
            closed=True), falling(tint.accent, 1.2, 0.9))
    stage.folds(back, [[(320, 300), (420, 430), (360, 560)], [(680, 300), (590, 430), (640, 560)]],
            tone(tint.main, 0.35), width=34)
    seat = smooth([(270, 560), (500, 588), (730, 560), (744, 640), (500, 700), (256, 640)], closed=True)
    stage.shape(seat, falling(tone(tint.main, 0.92), 1.2, 0.74))
    stage.folds(seat, [[(300, 590), (500, 640), (700, 590)]], tone(tint.main, 0.3), width=30)
    for outline in (back, seat):
        stage.weave(outline, tone(tint.main, 0.4), 0.22)
    for side in (-1, 1):
        x = 500 + side * 262
        stage.panel((x - 58, 452, x + 58, 490), 18, falling(tone(tint.accent, 0.9), 1.2, 0.7))
    stage.turned([(490, 34), (560, 28)], 780, rounded(tone(tint.main, 0.7), 0.2), flat=0.2)


def lantern(stage: Stage, tint: Tint) -> None:
    """A camping lantern with a solar lid, a frosted globe that glows, and a handle."""
    stage.glow((220, 260, 780, 800), (255, 226, 160), 90, 70)
    stage.shadow(500, 816, 170)
    stage.tube([(350, 330), (352, 176), (500, 130), (648, 176), (650, 330)], 16, tone(_STEEL, 0.8))
    stage.turned([(258, 120), (280, 156), (330, 172), (352, 172)], 500, rounded(tint.main, 0.3), flat=0.2)
    stage.disc(500, 258, 112, ramp((0, (30, 40, 66)), (0.4, (60, 80, 120)), (1, (26, 34, 56))), flat=0.22)
    light = ramp((0, (240, 200, 130)), (0.3, (255, 250, 226)), (0.5, (255, 255, 246)), (0.8, (255, 226,
            160)), (1, (226, 176, 104)))
    stage.turned([(352, 146), (420, 158), (560, 158), (640, 148)], 500, light)
    for x in (-1, -0.4, 0.4, 1):
        stage.tube([(500 + x * 158, 350), (500 + x * 174, 500), (500 + x * 158, 646)], 11,
                tone(tint.main, 0.8))
    stage.turned([(640, 172), (680, 184), (790, 184), (812, 170)], 500, rounded(tint.main, 0.32))
    stage.ellipse((474, 706, 526, 758), rounded(tint.accent, 0.5), across=True)
    stage.text((500, 732), "I", 26, _WHITE)
    stage.glow((430, 380, 570, 620), _WHITE, 150, 34)


def mat(stage: Stage, tint: Tint) -> None:
    """A yoga mat, half unrolled, with its carrying strap."""
    stage.shadow(500, 772, 380, depth=0.1)
    sheet = [(214, 560), (720, 560), (900, 780), (214, 800)]
    stage.shape(sheet, ramp((0, tone(tint.main, 0.9)), (1, tone(tint.main, 1.14))), across=True)
    stage.shape([(214, 800), (900, 780), (900, 792), (214, 814)], tone(tint.accent, 0.8))
    stage.weave(sheet, tone(tint.main, 0.5), 0.3)
    for step in range(5):
        stage.line([(330 + step * 110, 566), (380 + step * 120, 788)], 2.4, tone(tint.main, 1.3))
    stage.lay([(330, 430), (380, 430), (380, 800), (330, 800)], (0, 0), 100, 18)
    roll = panel_points((130, 300, 350, 806), 40)
    stage.shape(roll, rounded(tint.main, 0.26), across=True)
    stage.weave(roll, tone(tint.main, 0.5), 0.3)
    stage.disc(240, 312, 110, tone(tint.main, 1.1), flat=0.34)
    for turn in range(46):
        r0, r1 = 102 - turn * 2.1, 102 - (turn + 1) * 2.1
        a0, a1 = turn * 0.5, (turn + 1) * 0.5
        stage.line([(240 + r0 * math.cos(a0), 312 + r0 * 0.34 * math.sin(a0)),
                (240 + r1 * math.cos(a1), 312 + r1 * 0.34 * math.sin(a1))], 4, tint.accent)
    for y in (430, 660):
        stage.folds(roll, [[(124, y), (240, y + 22), (356, y)]], tone(tint.accent, 0.75), width=30,
                strength=255)
    stage.tube([(130, 444), (84, 540), (130, 668)], 17, tone(tint.accent, 0.75))


def ball(stage: Stage, tint: Tint) -> None:
    """A ball with its panels, lit from the upper left."""
    stage.shadow(520, 812, 240, depth=0.16)
    stage.ellipse((212, 232, 788, 808), falling(tint.main, 1.2, 0.78))
    centre = (490, 508)
    for star in range(6):
        angle = star * math.tau / 5 - math.pi / 2
        at = centre if star == 5 else (centre[0] + 200 * math.cos(angle), centre[1] + 200 * math.sin(angle))
        squeeze = 1.0 if star == 5 else 0.62
        turn = angle if star < 5 else -math.pi / 2
        corners = [(at[0] + 84 * squeeze * math.cos(turn + math.pi + k * math.tau / 5),
                at[1] + 84 * squeeze * math.sin(turn + math.pi + k * math.tau / 5)) for k in range(5)]
        if star == 5:
            corners = [(at[0] + 84 * math.cos(turn + k * math.tau / 5),
                    at[1] + 84 * math.sin(turn + k * math.tau / 5)) for k in range(5)]
        stage.shape(corners, falling(tint.accent, 1.2, 0.8))
    for star in range(5):
        angle = star * math.tau / 5 - math.pi / 2
        inner = (centre[0] + 84 * math.cos(angle), centre[1] + 84 * math.sin(angle))
        outer = (centre[0] + 150 * math.cos(angle), centre[1] + 150 * math.sin(angle))
        stage.line([inner, outer], 5, tone(tint.main, 0.55))
    stage.glow((560, 420, 800, 810), (20, 20, 30), 110, 60)
    stage.glow((300, 280, 440, 400), _WHITE, 150, 34)


def sunglasses(stage: Stage, tint: Tint) -> None:
    """Sunglasses from the front, lenses with a gradient and a reflection."""
    stage.shadow(500, 700, 360, depth=0.07, dark=90)
    for side in (-1, 1):
        stage.tube([(500 + side * 344, 420), (500 + side * 372, 470), (500 + side * 360, 690)], 22,
                tone(tint.main, 0.7))
    stage.tube([(436, 440), (500, 412), (564, 440)], 26, tint.main)
    for side in (-1, 1):
        rim = smooth([(500 + side * x, y) for x, y in ((54, 416), (200, 386), (352, 396), (364, 500),
                (322, 620), (200, 660), (94, 610), (56, 500))], closed=True)
        stage.shape(rim, falling(tint.main, 1.3, 0.75))
        middle = (500 + side * 208, 516)
        lens = [(middle[0] + (x - middle[0]) * 0.85, middle[1] + (y - middle[1]) * 0.83) for x, y in rim]
        stage.shape(lens, ramp((0, tone(tint.accent, 0.45)), (0.6, tone(tint.accent, 0.9)), (1,
                tone(tint.accent, 1.35))))
        stage.folds(lens, [[(middle[0] - 96, 590), (middle[0] + 10, 440)], [(middle[0] - 50, 610),
                (middle[0] + 60, 456)]], _WHITE, width=26, strength=90)
        stage.ellipse((500 + side * 340 - 7, 412, 500 + side * 340 + 7, 426), _STEEL)


def pot(stage: Stage, tint: Tint) -> None:
    """A camp pot with a folding handle, its lid leaning, and a pan below."""
    stage.shadow(490, 802, 290)
    stage.turned([(716, 282), (740, 284), (780, 260), (800, 246)], 470, rounded(tone(tint.main, 0.85), 0.5))
    for y in (480, 600):
        stage.tube([(690, y), (800, y + 6), (850, y + 36), (820, y + 66), (690, y + 50)], 15, tint.accent)
    stage.turned([(400, 236), (420, 230), (680, 230), (724, 210)], 470, rounded(tint.main, 0.55))
    stage.disc(470, 400, 238, rounded(tone(tint.main, 1.2), 0.5), flat=0.2)
    stage.disc(470, 396, 224, rounded(tint.main, 0.6), flat=0.19)
    stage.turned([(356, 40), (372, 120), (392, 220)], 470, rounded(tone(tint.main, 1.06), 0.6))
    stage.turned([(316, 34), (344, 38), (356, 24)], 470, rounded(tint.accent, 0.4), flat=0.3)
    for step in range(4):
        y = 520 + step * 40
        stage.line([(282, y), (312, y + 3)], 3, tone(tint.main, 0.5))
        stage.text((336, y + 3), f"{1000 - step * 200}", 18, tone(tint.main, 0.5), anchor="lm")
    stage.glow((300, 450, 334, 690), _WHITE, 120, 10)

"""Plots of lines as one SVG file."""

import math

WIDTH, HEIGHT, EDGE = 900, 300, 50  # of a plot as wide as the picture, in pixels
COLORS = ["#06c", "#d40", "#283", "#90a", "#a70", "#088", "#555"]


class Plot:
    """Lines over one axis: `lines` is a name and its points for each, of which a step holds to the next if
    `is_steps`."""

    def __init__(self, title, lines, top, unit="", is_logarithmic=False, is_steps=False):
        self.title, self.lines, self.top, self.unit = title, lines, top, unit
        self.is_logarithmic, self.is_steps = is_logarithmic, is_steps
        places = [x for _, points in lines for x, _ in points]
        self.first, self.last = (min(places), max(places)) if is_logarithmic else (1, max(places))

    def share(self, x):
        """How far along the axis a place is, from 0 to 1."""
        scale = math.log if self.is_logarithmic else float
        first, last = scale(self.first), scale(self.last)
        return (scale(x) - first) / max(last - first, 1e-9)

    def marks(self):
        """Where the axis has a number."""
        if not self.is_logarithmic:
            return [1, *range(self.last // 6, self.last + 1, max(1, self.last // 6))]
        powers = range(math.ceil(math.log2(self.first)), math.floor(math.log2(self.last)) + 1)
        return [2.0**power for power in powers][:: max(1, len(powers) // 6)]

    def drawn(self, width):
        """The plot as SVG, so many pixels wide."""
        across = lambda x: EDGE + self.share(x) * (width - 2 * EDGE)
        up = lambda y: HEIGHT - EDGE - min(y / self.top, 1) * (HEIGHT - 2 * EDGE)
        parts = [f'<text x="{EDGE}" y="{EDGE - 20}">{self.title}</text>']
        for quarter in range(5):
            value = self.top * quarter / 4
            parts.append(f'<path d="M{EDGE},{up(value):.1f} H{width - EDGE}" stroke="#ddd"/>')
            parts.append(
                f'<text x="{EDGE - 6}" y="{up(value):.1f}" text-anchor="end">{value:.3g}{self.unit}</text>')
        for x in self.marks():
            parts.append(
                f'<text x="{across(x):.1f}" y="{HEIGHT - EDGE + 18}" text-anchor="middle">{x:g}</text>')
        for number, (name, points) in enumerate(self.lines):
            color = COLORS[number % len(COLORS)]
            path = f"M{across(points[0][0]):.1f},{up(points[0][1]):.1f}"
            for x, y in points[1:]:
                path += f" H{across(x):.1f} V{up(y):.1f}" if self.is_steps else f" L{across(x):.1f},{up(y):.1f}"
            parts.append(f'<path d="{path}" fill="none" stroke="{color}" stroke-width="1.5"/>')
            if self.is_steps:
                x, y = points[-1]
                parts.append(f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="2.5" fill="{color}"/>')
            if name:
                # Names stand below all lines, one under the other.
                y = HEIGHT - EDGE - 8 - 15 * (len(self.lines) - 1 - number)
                parts.append(
                    f'<text x="{width - EDGE - 4}" y="{y}" text-anchor="end" fill="{color}">{name}</text>')
        return "\n".join(parts)


def draw(path, rows):
    """Writes rows of plots, which share a row's width evenly."""
    with open(path, "w") as file:
        file.write(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{len(rows) * HEIGHT}" '
            'font-family="sans-serif" font-size="12">\n<rect width="100%" height="100%" fill="white"/>\n'
        )
        for number, row in enumerate(rows):
            width = WIDTH // len(row)
            for place, plot in enumerate(row):
                file.write(f'<g transform="translate({place * width},{number * HEIGHT})">\n')
                file.write(f"{plot.drawn(width)}\n</g>\n")
        file.write("</svg>\n")

"""What all pictures share: colours, axes, the scale bar, the bath under a map."""
import matplotlib.colors
import numpy as np

MAP_COLOURS = "viridis"  # even in lightness, and safe for the common forms of colour blindness
BATH_COLOUR = "0.90"
PALETTE = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442"]  # Okabe and Ito, safe for colour blindness
BLUE, ORANGE, GREEN = PALETTE[:3]


def nice_length(width):
    """A round length of about a quarter of the width."""
    power = 10.0 ** np.floor(np.log10(width / 4))
    return max(f * power for f in (1, 2, 5) if f * power <= width / 4)


def time_scale(seconds):
    """(unit, divisor) for an axis up to this time."""
    return ("min", 60.0) if seconds > 600 else ("s", 1.0)


def tidy(axes):
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(x=0)


def draw_scale_bar(axes, extent):
    width, height = extent[1] - extent[0], extent[3] - extent[2]
    length = nice_length(width)
    x, y = extent[0] + 0.02 * width, extent[2] + 0.02 * height
    axes.plot([x, x + length], [y, y], color="black", linewidth=3, solid_capstyle="butt")
    axes.text(x + length / 2, y + 0.015 * height, f"{length * 1e3:g} mm", ha="center", va="bottom")


def placed(run):
    """Where imshow puts a map of the whole bath."""
    return {"extent": run.extent, "origin": "lower", "interpolation": "nearest"}


def draw_bath(axes, run):
    """The bare bath with its wall and a scale bar; maps of the film go on top."""
    ny, nx = run.mask.shape
    bath = np.ma.masked_where(~run.mask, np.zeros(run.mask.shape))
    axes.imshow(bath, cmap=matplotlib.colors.ListedColormap([BATH_COLOUR]), **placed(run))
    edge = np.pad(run.mask.astype(float), 1)
    x = np.linspace(run.extent[0], run.extent[1], 2 * nx + 1)[1::2]
    y = np.linspace(run.extent[2], run.extent[3], 2 * ny + 1)[1::2]
    dx, dy = x[1] - x[0] if nx > 1 else 1.0, y[1] - y[0] if ny > 1 else 1.0
    x, y = np.concatenate([[x[0] - dx], x, [x[-1] + dx]]), np.concatenate([[y[0] - dy], y, [y[-1] + dy]])
    axes.contour(x, y, edge, levels=[0.5], colors="0.35", linewidths=1.2)
    draw_scale_bar(axes, run.extent)
    pad = 0.03 * (run.extent[1] - run.extent[0])
    axes.set_xlim(run.extent[0] - pad, run.extent[1] + pad)
    axes.set_ylim(run.extent[2] - pad, run.extent[3] + pad)
    axes.set_aspect("equal")
    axes.axis("off")

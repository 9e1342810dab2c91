"""Pictures of the report, as SVG to stand in the page."""
import io

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

BLUE, ORANGE, GREEN, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "0.45"  # Okabe and Ito's colour-blind-safe palette
COLOURS = (ORANGE, GREEN, PURPLE, BLUE, "#E69F00", "#56B4E9")


def svg(figure):
    """The figure as an SVG element; texts as paths, so that the page looks the same everywhere."""
    out = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "vitrifloat"}):
        figure.savefig(out, format="svg", metadata={"Date": None})
    plt.close(figure)
    text = out.getvalue()
    return text[text.index("<svg"):]


def axes(width=6.6, height=3.9, **settings):
    figure, axis = plt.subplots(figsize=(width, height), constrained_layout=True)
    axis.set(**settings)
    axis.grid(True, which="major", lw=0.4, color="0.85")
    return figure, axis


def legend(axis, columns=3):
    """Above the axes, where nothing is drawn."""
    axis.legend(fontsize=8, frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncol=columns)


def mass(system, film, filled, kinetic, rows):
    figure, axis = axes(xlabel="mass [mg]", ylabel="mean thickness [µm]", xlim=(0, 5.5), ylim=(0, 14))
    masses = [1e6 * m for m in filled]
    thickness = [1e6 * h for h in filled.values()]
    share = system.calibration_sigma()
    axis.fill_between(masses, [h * (1 - 1.96 * share) for h in thickness], [h * (1 + 1.96 * share) for h in thickness], color=BLUE, alpha=0.15, lw=0)
    axis.plot(masses, thickness, color=BLUE, lw=2, label="fills the bath")
    for (name, (_, at)), colour in zip(kinetic.items(), COLOURS):
        axis.plot([1e6 * m for m in at], [1e6 * r["thickness_mean_m"] for r in at.values()], "--", color=colour, marker=".", lw=1.4,
                  label=f"stopped by time, fragments {name}")
    for f in system.films:
        if f.quantity == "thickness":
            calibrates = f is film
            axis.errorbar(1e6 * f.mass, 1e6 * f.value, yerr=1.96e6 * f.sigma, fmt="o", color="k", mfc="k" if calibrates else "w", capsize=3, zorder=5,
                          label="measured, 95 %: " + ("calibrates" if calibrates else "predicted"))
    legend(axis, 2)
    return svg(figure)


def metals(thickness, curvature, early):
    """thickness, curvature: {metal: (value, low, high)} [um], [1/m]; early: {metal: [(hold [s], thickness [um])]}."""
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(9.6, 3.4), constrained_layout=True, gridspec_kw={"width_ratios": [1, 1, 1.5]})
    for axis, told, label in ((left, thickness, "mean thickness [µm]"), (middle, curvature, "mean curvature of the top [1/m]")):
        for k, (metal, (value, low, high)) in enumerate(told.items()):
            axis.plot([k, k], [low, high], color=COLOURS[k], lw=5, alpha=0.35, solid_capstyle="butt")
            axis.plot(k, value, "o", color=COLOURS[k])
        axis.set(xticks=range(len(told)), ylabel=label, xlim=(-0.6, len(told) - 0.4))
        axis.set_xticklabels(told, rotation=40, ha="right")
        axis.grid(True, axis="y", lw=0.4, color="0.85")
    for k, (metal, points) in enumerate(early.items()):
        right.plot(*zip(*points), ".-", color=COLOURS[k], label=metal)
    right.set(xlabel="hold at 450 °C before the quench [s]", ylabel="mean thickness at the end [µm]", yscale="log")
    right.set_yticks([5, 10, 20, 50], ["5", "10", "20", "50"])
    right.grid(True, lw=0.4, color="0.85")
    right.legend(fontsize=8, frameon=False)
    return svg(figure)


def shrinkage(measured, sigma, curves):
    """curves: {name: [(porosity, shrinkage)]}, all shares."""
    figure, axis = axes(xlabel="voids between the crystals before melting [%]", ylabel="shrinkage in thickness [%]", xlim=(0, 30))
    axis.axhspan(100 * (measured - sigma), 100 * (measured + sigma), color="0.9", label="measured, one standard deviation")
    axis.axhline(100 * measured, color="k", lw=1)
    for (name, points), colour in zip(curves.items(), (BLUE, ORANGE)):
        axis.plot([100 * p for p, _ in points], [100 * s for _, s in points], ".-", color=colour, label=name)
    legend(axis, 2)
    return svg(figure)


def branches(ladder, points, hold):
    """ladder: [(viscosity at the hold [Pa s], thickness [um])]; points: {branch: the same}."""
    figure, axis = axes(xlabel="viscosity of the melt at 450 °C [Pa s]", ylabel="mean thickness at the end [µm]", xscale="log", yscale="log")
    axis.plot(*zip(*ladder), "-", color="0.5", lw=1.2, label="branch consistent, scaled")
    for (name, (eta, thickness)), colour in zip(points.items(), COLOURS):
        axis.plot(eta, thickness, "o", ms=9, color=colour, label=name)
    axis.axhspan(*hold, color=BLUE, alpha=0.15, lw=0, label="measured, 95 %")
    legend(axis, 3)
    return svg(figure)


def ranking(indices, title):
    """indices: [(name, first, its error, total, its error)], largest first."""
    figure, axis = plt.subplots(figsize=(7.2, 0.6 + 0.36 * len(indices)), constrained_layout=True)
    for k, (name, first, first_error, total, total_error) in enumerate(indices):
        axis.barh(k - 0.19, first, 0.36, xerr=first_error, color=BLUE, ecolor="0.3", label="first order" if k == 0 else None)
        axis.barh(k + 0.19, total, 0.36, xerr=total_error, color=ORANGE, ecolor="0.3", label="total" if k == 0 else None)
    axis.set(yticks=range(len(indices)), yticklabels=[i[0] for i in indices], xlabel=title, xlim=(min(0.0, *(i[1] for i in indices)) - 0.05, 1.1))
    axis.invert_yaxis()
    axis.axvline(0, color="k", lw=0.6)
    axis.legend(fontsize=8, frameon=False, loc="lower right")
    return svg(figure)

"""The pictures of a sweep, chosen by what was varied: docs/user-guide.md, "Pictures"."""
import numpy as np

import sweep_curves
import sweep_maps
import sweep_ranking
import sweep_regimes
from run_fields import Refusal
from sweep_plan import plan
from sweep_table import Sweep

KEY = "thickness_mean_m"
BESIDE = {"curves": ["covered_fraction"], "maps": ["covered_area_m2", "hole_area_m2"]}  # drawn with the thickness


def known(sweep, keys):
    """Those of the keys that have values."""
    out = []
    for key in keys:
        try:
            sweep.values(key)
            out.append(key)
        except Refusal:
            pass
    return out


def main_picture(sweep, plan_, key, default, path):
    """Curves or maps over the axes; None when the result is the same everywhere."""
    values = sweep.values(key)
    if plan_.y is not None:
        return sweep_maps.draw(sweep, plan_, [key] + (known(sweep, BESIDE["maps"]) if default else []), path)
    if plan_.x is not None:
        return sweep_curves.draw(sweep, plan_, [key] + (known(sweep, BESIDE["curves"]) if default else []), path)
    if sweep.sample:
        return sweep_ranking.draw_distribution(sweep, key, path)
    raise Refusal(f"{sweep.directory} is a sweep of one member: {key} is {np.nanmax(values):.6g}; see the run in {sweep.member_directory(0)}")


def draw(directory, key=None, out=None, log=False):
    """Writes the pictures of a sweep into its folder; out: another place for the first; log: rank by the
    logarithm of the result.  Returns their paths, and lines that say what could not
    be drawn.  Refusal when that is all."""
    sweep, default, notes = Sweep(directory), key in (None, KEY), []
    key = key or KEY
    stem, of_key = ("thickness" if default else key), ("" if default else f"{key}-")
    plan_ = plan(sweep)
    pictures = [main_picture(sweep, plan_, key, default, out or directory / f"{stem}.png")]
    if pictures[0] is None:
        notes.append(f"{key} is {np.nanmax(sweep.values(key)):.6g} in all members that are done: nothing to draw")
    if sweep.sample and plan_.x is not None:
        pictures.append(sweep_ranking.draw_distribution(sweep, key, directory / f"{of_key}distribution.png"))
    if sweep.sample and sweep.sample.get("indices"):
        try:
            ranking, complaints = sweep_ranking.draw(sweep, key, directory / f"{of_key}indices.png", log)
            pictures += ranking
            notes += complaints[:3] + sweep_ranking.cautions(sweep)
        except Refusal as refusal:
            notes.append(str(refusal))
    elif sweep.sample:
        notes.append("no ranking of the uncertain values: it takes a sample with `indices: true`")
    if default:
        pictures.append(sweep_regimes.draw(sweep, plan_, directory / "regimes.png"))
    pictures = [p for p in pictures if p is not None]
    if not pictures:
        raise Refusal(f"{directory}: " + "; ".join(notes))
    return pictures, notes

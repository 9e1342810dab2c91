"""Measured films beside simulated ones: calibrates a system's bath, predicts its other lines, and says how far they are."""
import math
import re

from . import sweeps
from .measured_films import QUANTITIES
from .rows import Row, digits, distance, weak
from .sweeps import si

RINGS = 128
SUPPORT_RADIUS = 9e-3  # of a film that covers its support from the start: it does not matter
CONTACT_ANGLE = "60 degree"  # nor does how it wets
DENSITY_GUESS = 1261.0  # [kg/m^3] for the first guess of such a film's mass, which a run then sets right


def case(film, solid, radius, mass):
    """The case of a measurement, as a map."""
    uniform = film.start_thickness is not None
    melt = {"material": film.melt, "mass": si(mass, "kg"), "shape": "uniform" if uniform else "disc"}
    if not uniform:
        melt["radius"] = si(film.fragment_radius, "m")
    quench = {"quench": "20 degC", "gas": film.quench_gas, "flow": si(film.quench_flow, "m^3/s")}
    told = {"bath": {"material": film.bath, "shape": "disc", "radius": si(radius, "m"), "depth": si(film.bath_depth, "m")}, "melt": melt,
            "process": [{"heat": si(film.hold_temperature, "K"), "rate": si(film.heating_rate, "K/s")}, {"hold": si(film.hold_time, "s")}, quench],
            "mesh": {"cells": [RINGS], "geometry": "axisymmetric"}, "output": {"every": "0 s"}}
    if solid:
        told["interface"] = {"contact_angle": CONTACT_ANGLE}
    return told


def slug(text):
    return re.sub(r"[^\w-]+", "-", text).strip("-")


class System:
    """Lines that share a bath: their radius, found by a calibration where it is not given."""

    def __init__(self, laboratory, films):
        self.laboratory, self.films, self.name = laboratory, films, films[0].system
        self.calibrating = next((f for f in films if f.use == "calibrate"), None)
        self.solids = {b: "solid" in laboratory.call("materials", b).stdout.split("\n", 3)[0:2][-1] for b in {f.bath for f in films}}
        self.found, self.steps = None, []
        if self.calibrating:
            self.calibrate()

    def calibrate(self):
        """The radius at which the film has the thickness measured: film that fills its bath is mass over density and area, so that two runs find it."""
        film, radius = self.calibrating, 0.01
        for step in (1, 2, 3):
            name = f"{slug(self.name)}-calibrate-{step}"
            row = self.laboratory.one(name, case(film, self.solids[film.bath], radius, film.mass))
            self.steps.append((radius, row))
            if row["regime"] != "spread to the wall":
                raise sweeps.Wrong(f"{film.where}: use: cannot calibrate the bath's radius: the film does not reach the wall ({row['regime']})")
            if abs(row["thickness_mean_m"] / film.value - 1.0) < 1e-4:
                break
            radius *= math.sqrt(row["thickness_mean_m"] / film.value)
        self.found = radius

    def radius(self, film):
        return film.bath_radius or self.found or SUPPORT_RADIUS

    def mass(self, film):
        """What was laid down; of a film that starts with a thickness, found by a run."""
        if film.start_thickness is None:
            return film.mass
        guess = DENSITY_GUESS * film.start_thickness * math.pi * self.radius(film) ** 2
        name = f"{slug(self.name)}-start-{slug(film.id)}"
        self.laboratory.one(name, case(film, self.solids[film.bath], self.radius(film), guess))
        start = sweeps.history(self.laboratory.folder / name)[0]["thickness_mean_m"]
        return guess * film.start_thickness / start

    def groups(self):
        """Lines that differ in numbers alone: of one bath, one melt, one kind of start, one quench gas."""
        kinds = {}
        for f in self.films:
            kinds.setdefault((f.bath, f.melt, f.start_thickness is None, f.quench_gas), []).append(f)
        return kinds.values()

    def sampled(self, films):
        """(nominal sweep, sample sweep) of a group; members bear the line's id as the name of their process."""
        cases = [case(f, self.solids[f.bath], self.radius(f), self.mass(f)) for f in films]
        zipped = [{"key": "process", "names": [f.id for f in films], "values": [c["process"] for c in cases]}]
        for part, key in (("bath", "radius"), ("bath", "depth"), ("melt", "mass"), ("melt", "radius")):
            values = [c[part].get(key) for c in cases]
            if any(v != values[0] for v in values):
                zipped.append({"key": f"{part}.{key}", "values": values})
        axes = [{"zip": zipped}] if len(zipped) > 1 else zipped
        name = f"{slug(self.name)}-{slug(films[0].bath)}"
        nominal = self.laboratory.sweep(name, cases[0], axes, title=f"{self.name} on {films[0].bath}, the library's values")
        sample = self.laboratory.sweep(f"{name}-sample", cases[0], axes, {"over": "library"}, f"{self.name} on {films[0].bath}, the library's "
                                                                                              f"uncertainties")
        return nominal, sample

    def rows(self):
        told, samples = [], {}
        for films in self.groups():
            nominal, sample = self.sampled(films)
            for f in films:
                samples[f.id] = (nominal, sample)
        for f in self.films:
            told.append(self.row(f, *samples[f.id], samples))
        return told, samples

    def value(self, sweep, row, quantity):
        if quantity == "time_to_wall":
            return sweeps.time_to_wall(self.laboratory.folder / sweep.member(row))
        return row.get(QUANTITIES[quantity][1])

    def row(self, film, nominal, sample, samples):
        _, key, unit, size, words = QUANTITIES[film.quantity]
        here = nominal.where(process=film.id)
        simulated = self.value(nominal, here[0], film.quantity) if here else None
        rows, lost = sample.where(process=film.id), [r for r in sample.failed() if r.get("process") == film.id]
        alike = [r for r in rows if here and r["regime"] == here[0]["regime"]]  # a film that was measured got as far as the simulated one
        values = [v for v in (self.value(sample, r, film.quantity) for r in (alike if film.relation == "=" else rows)) if v is not None]
        calibrated = self.calibrating and film is not self.calibrating and film.quantity == "thickness" and not film.bath_radius
        if calibrated:
            values = self.through(film, alike, samples[self.calibrating.id][1])
        _, sigma, low, high = sweeps.spread(values)
        share = math.hypot(film.amount_sigma, self.calibration_sigma() if calibrated else 0.0) if film.quantity == "thickness" else 0.0
        if share and simulated:
            sigma = math.hypot(sigma if math.isfinite(sigma) else 0.0, share * simulated)
            low, high = low - 1.96 * share * simulated, high + 1.96 * share * simulated
        amount = f"{digits(film.mass * 1e6)} mg" if film.mass else f"{digits(film.start_thickness * 1e6)} um of crystals"
        report = Row("film", film.id, f"{words}, {amount} on {film.bath}", unit, film.value / size, film.sigma if film.logarithmic
                     else film.sigma / size,
                     None if simulated is None else simulated / size, sigma / size, low / size, high / size, relation=film.relation,
                     logarithmic=film.logarithmic, provenance=film.provenance, source=film.source, factor=1.0 / size,
                     key=f"summary.json, {key}" if key else "series.csv: from 1 % in area to rim_covered_fraction 0.5")
        if here:
            report.command = f"vitrifloat run {nominal.member(here[0])}/case.yaml -o again"
        if film.relation != "=":
            report.spread = None  # of what has two values, a film or none, the ends tell more
        report.distance = distance(report.simulated, report.measured, report.sigma, report.spread, film.relation, film.logarithmic)
        many = f"{len(alike)} of {len(rows)} samples" + (f" ({here[0]['regime']})" if here else "") + (f", {len(lost)} failed" if lost else "")
        self.judge(report, film, values, calibrated, many)
        return report

    def calibration_sigma(self):
        f = self.calibrating
        return f.sigma if f.logarithmic else f.sigma / f.value

    def through(self, film, rows, calibration):
        """Thickness with the bath that each set of values would have found: a film that fills its bath goes with one over the area."""
        fills = {r["sample.row"]: r["thickness_mean_m"] for r in calibration.where(process=self.calibrating.id)
                 if r["regime"] == "spread to the wall"}
        return [r["thickness_mean_m"] * self.calibrating.value / fills[r["sample.row"]] for r in rows if r["sample.row"] in fills]

    def judge(self, report, film, values, calibrated, many):
        """Kind and sentence."""
        if film is self.calibrating:
            report.kind, area = "calibrated", 1e6 * math.pi * self.found**2
            report.sentence = (f"Calibrated: the bath's radius is set to {1e3 * self.found:.2f} mm ({area:.0f} mm²) so that this film comes out; it "
                               f"tests nothing. "
                               f"Its spread is that of the glass's density, in the samples that end alike: {many}.")
        elif film.use == "compare":
            report.kind, report.sentence = "compared", f"Shown beside the simulation, {digits(report.distance)} standard deviations away; not a test."
        elif report.simulated is None:
            report.kind, report.sentence = "not determined", "Not determined by the model: the simulated film never gets there."
        elif film.relation != "=":
            self.judge_bound(report, film, values)
        elif not calibrated and report.low > 0.0 and report.high / report.low > 10.0:
            report.kind = "not determined"
            report.sentence = f"Not determined by the model: within the library's uncertainties anything from {digits(report.low)} to {digits(report.high)} {report.unit} comes out; {many}."
        else:
            agrees = "agrees" if abs(report.distance) <= 2.0 else "does not agree"
            report.kind = f"predicted, {agrees}"
            report.sentence = (f"Predicted, {f'with the area of the bath from {self.calibrating.id} alone, ' if calibrated else ''}{agrees}: "
                               f"{abs(report.distance):.1f} standard deviations away."
                               + (f" The calibration's {100 * self.calibration_sigma():.0f} % count in full, as independent; were they shared by "
                                  f"both films (one microscope) they would cancel."
                                  if calibrated else "") + f" The spread is that of samples that end alike: {many}." + weak(report))

    def judge_bound(self, report, film, values):
        keeps = sum(v > film.value if film.relation == ">" else v < film.value for v in values)
        share = keeps / len(values) if values else 0.0
        nominal_keeps = report.distance == 0.0
        counted = f"{keeps} of {len(values)} samples"
        if 0.05 < share < 0.95:
            report.kind = "not determined"
            report.sentence = (f"Not determined by the model: with the library's values the bound is {'kept' if nominal_keeps else 'not kept'}, "
                               f"within their uncertainties "
                               f"{counted} keep it.")
        else:
            agrees = "agrees" if nominal_keeps and share >= 0.95 else "does not agree"
            report.kind = f"predicted, {agrees}"
            report.sentence = f"Predicted, {agrees}: within the library's uncertainties {counted} keep the bound."


def validate(laboratory, films):
    """(rows, systems by name, (nominal, sample) sweeps by line) of all films."""
    names = list(dict.fromkeys(f.system for f in films))
    rows, systems, samples = {}, {}, {}
    for name in names:
        systems[name] = System(laboratory, [f for f in films if f.system == name])
        told, sampled = systems[name].rows()
        rows.update({r.id: r for r in told})
        samples.update(sampled)
    return [rows[f.id] for f in films], systems, samples


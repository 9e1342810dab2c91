"""The benchmarks: each takes the setting and yields rows of the table."""
import dataclasses
import json
import pathlib
import statistics

import h5py

import cases
from measure import Failed, Program, command, counts, log_view, record, summary


@dataclasses.dataclass
class Setting:
    program: Program
    membrane_program: str
    ranks: int
    reference: object
    members: int

    def floor(self, ranks):
        """Memory [B] of all ranks on next to no cells: the libraries' own and the program."""
        case, files = cases.float_glass(32)
        return summary(self.program.run(case, ranks, files)[0])["solver"]["memory_peak_B"]

    def both(self):
        return (1, self.ranks) if self.ranks > 1 else (1,)


def measured(setting, case_and_files, ranks, repeats=1, **more):
    """The quickest of some runs, and its directory."""
    case, files = case_and_files
    done = [setting.program.run(case, ranks, files, more.get("options", ())) for _ in range(repeats)]
    directory, taken = min(done, key=lambda d: d[1].wall_s)
    return directory, record(directory, taken, ranks, more.get("floor_B", 0))


def drop(setting):
    """Each mesh with a tolerance that lets steps and cells err alike."""
    for cells, tolerance in ((64, 1e-3), (96, 1e-3), (128, 3e-4), (192, 6e-5), (256, 6e-5)):
        for ranks in setting.both():
            directory, row = measured(setting, cases.drop(cells, tolerance), ranks, repeats=3)
            yield {**row, "tolerance": tolerance, **setting.reference.of_run(directory)}


def spinodal(setting):
    """rms(60) = 0.197611 and min 0.10884 by extrapolation (docs/benchmarks.md)."""
    for cells, tolerance in ((112, 2e-5), (128, 2e-5), (256, 2e-5)):
        for ranks in setting.both():
            directory, row = measured(setting, cases.spinodal(cells, tolerance), ranks, repeats=2)
            with h5py.File(directory / "fields.h5") as f:
                last = max((k for k in f if k.startswith("step_")), key=lambda k: f[k].attrs["time"])
                h = f[last]["h"][...] * 1e3
            yield {**row, "tolerance": tolerance, "rms": float(h.std() / 0.197611 - 1.0), "min": float(h.min() / 0.10884 - 1.0)}


def rate(setting):
    for cells in (128, 256, 512):
        for ranks in setting.both():
            directory, row = measured(setting, cases.drop(cells, 1e-4), ranks)
            yield {**row, **setting.reference.of_run(directory)}


def membrane(setting):
    """Rows of the membrane's own program (bench_membrane.c): ours on every mesh, then other preconditioners, also without what hurts them."""
    if not setting.membrane_program:
        return
    ours = ["-cells", "128,256,400,512,1024", "-contrasts", "1e-4,0", "-preconditioners", "own", "-triad", 1]
    others = ["-cells", "128,256", "-contrasts", "1e-4", "-tolerances", "1e-8", "-preconditioners", "own,ml,gamg,hypre", "-repeat", 1]
    for options in (ours, others, [*others, "-least_corners", 1]):
        for ranks in setting.both():
            taken = command([*setting.program.launch(ranks, setting.membrane_program), *options])
            yield from (json.loads(line) for line in taken.out.splitlines() if line.startswith('{"cells"'))


def float_glass(setting):
    floors = {ranks: setting.floor(ranks) for ranks in setting.both()}
    for cells in (128, 256, 512):
        for ranks in setting.both():
            directory, row = measured(setting, cases.float_glass(cells), ranks, floor_B=floors[ranks])
            yield {**row, "thickness_um": 1e6 * summary(directory)["thickness_mean_m"]}


def rings(setting):
    for cells in (128, 512):
        directory, row = measured(setting, cases.rings(cells), 1, repeats=5)
        yield {**row, "thickness_um": 1e6 * summary(directory)["thickness_mean_m"]}


def start(setting):
    """Of nothing but the program, and of reading and checking a case."""
    folder = pathlib.Path(setting.program.scratch) / "start"
    folder.mkdir(exist_ok=True)
    (folder / "case.yaml").write_text(json.dumps(cases.float_glass(256)[0]))
    for what, rest in (("--version", ["--version"]), ("check", ["check", folder / "case.yaml"])):
        times = [command([setting.program.path, *rest]).wall_s for _ in range(9)]
        yield {"what": what, "ranks": 1, "command_s": statistics.median(times), "least_s": min(times)}


def messages(setting):
    """Counts a step over the spreading of a film and of a drop; times mean nothing with more ranks than cores."""
    spreading = cases.float_glass(256, process=[{"isothermal": "450 degC", "time": "12 s"}], output={"every": "0 s"})
    sticking = cases.drop(256, 1e-3)
    for name, (case, files) in (("float", spreading), ("drop", sticking)):
        for ranks in (1, 2, 4, 8, 16, 32, 64):
            log = pathlib.Path(setting.program.scratch) / f"log-{name}-{ranks}.py"
            try:
                # a rank that waits lets the others have the core: 64 on two get on
                directory, _ = setting.program.run(case, ranks, files, log_view(log), OMPI_MCA_mpi_yield_when_idle="1")
            except Failed as failed:
                print(f"  {ranks} ranks: {failed}")
                break
            s, stages = summary(directory), counts(log)
            total = {k: sum(stage[k] for stage in stages.values()) for k in ("messages", "bytes", "reductions")}
            yield {"what": name, "cells": s["cells"], "ranks": ranks, "steps": s["steps"],
                   "messages_a_rank_and_step": total["messages"] / ranks / s["steps"], "bytes_a_rank_and_step": total["bytes"] / ranks / s["steps"],
                   "bytes_a_message": total["bytes"] / max(total["messages"], 1.0), "reductions_a_step": total["reductions"] / s["steps"],
                   "stages": stages}

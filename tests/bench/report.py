"""Tables and the plot of cost against size."""
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

# column, heading, format
COLUMNS = (
    ("program", "program", "s"), ("what", "what", "s"), ("preconditioner", "preconditioner", "s"), ("cells", "cells", "d"), ("ranks", "ranks", "d"), ("contrast", "contrast", ".0e"), ("tolerance", "tolerance", ".0e"),
    ("command_s", "command [s]", ".3g"), ("least_s", "least [s]", ".3g"), ("solver_s", "solver [s]", ".3g"), ("cpu_s", "CPU [s]", ".3g"),
    ("set_up_s", "set-up [s]", ".3g"), ("solve_s", "solve [s]", ".3g"), ("iterations", "iterations", ".3g"), ("share_of_triad", "share of triad", ".2f"),
    ("steps", "steps", "d"), ("rejected", "rejected", "d"), ("newton_a_step", "Newton a step", ".2f"),
    ("iterations_a_solve", "iterations or cycles a solve", ".2f"), ("work_units_a_step", "work units a step", ".1f"),
    ("cell_updates_per_s", "cell updates/s", ".2e"), ("bytes_a_cell", "bytes a cell", ".0f"),
    ("l2", "L2 error", ".4%"), ("centre", "h(0)", "+.4%"), ("radius", "R", "+.4%"), ("rms", "rms", "+.4%"), ("min", "min", "+.3%"),
    ("thickness_um", "mean thickness [um]", ".5f"), ("messages_a_rank_and_step", "messages a rank and step", ".0f"),
    ("bytes_a_message", "bytes a message", ".0f"), ("bytes_a_rank_and_step", "bytes a rank and step", ".3g"), ("reductions_a_step", "reductions a step", ".1f"),
    ("members", "members", "d"), ("members_a_minute", "members a minute", ".0f"), ("member_ms", "a member's own [ms]", ".3g"),
    ("overhead_ms", "beyond it [ms]", ".3g"), ("table_s", "table anew [s]", ".3g"), ("memory_early_MB", "a worker's memory after a tenth [MB]", ".1f"),
    ("memory_late_MB", "at the end [MB]", ".1f"),
)


def shown(row, key, form):
    value = row.get(key)
    if value is None:
        return ""
    return str(value) if form == "s" else format(value, form)


def line(row):
    return "  ".join(f"{heading} {shown(row, key, form)}" for key, heading, form in COLUMNS if row.get(key) is not None)


def table(rows):
    columns = [c for c in COLUMNS if any(row.get(c[0]) is not None for row in rows)]
    out = ["| " + " | ".join(heading for _, heading, _ in columns) + " |", "|" + "---|" * len(columns)]
    out += ["| " + " | ".join(shown(row, key, form) for key, _, form in columns) + " |" for row in rows]
    return "\n".join(out)


def markdown(results, path):
    m = results["machine"]
    parts = [f"{m['processor']}, {m['cores']} cores, load before the run {m['load_before']:.2f}."]
    parts += [f"## {name}\n\n{table(rows)}" for name, rows in results["benchmarks"].items() if rows]
    path.write_text("\n\n".join(parts) + "\n")


def cost_against_error(axis, results):
    for name, label in (("drop", "vitrifloat"), ("fenicsx", "FEniCSx")):
        rows = results["benchmarks"].get(name, [])
        for ranks in sorted({row["ranks"] for row in rows}):
            mine = [row for row in rows if row["ranks"] == ranks]
            axis.loglog([row["l2"] for row in mine], [row["solver_s"] for row in mine], "o-", label=f"{label}, {ranks} rank{'s' * (ranks > 1)}")
            for row in mine:
                axis.annotate(f"{round(row['cells'] ** 0.5)}²", (row["l2"], row["solver_s"]), textcoords="offset points", xytext=(4, 4), fontsize=7)
    axis.set(xlabel="relative L2 error of the drop", ylabel="time to solution [s]")
    if axis.get_legend_handles_labels()[0]:
        axis.legend(frameon=False)


def cost_against_size(axis, results):
    for name in ("rate", "float"):
        rows = results["benchmarks"].get(name, [])
        for ranks in sorted({row["ranks"] for row in rows}):
            mine = [row for row in rows if row["ranks"] == ranks]
            axis.loglog([row["cells"] for row in mine], [row["solver_s"] / row["steps"] for row in mine], "o-",
                        label=f"{'drop' if name == 'rate' else 'float glass'}, {ranks} rank{'s' * (ranks > 1)}")
    axis.set(xlabel="cells", ylabel="time a step [s]")
    if axis.get_legend_handles_labels()[0]:
        axis.legend(frameon=False)


def plot(results, path):
    figure, axes = plt.subplots(1, 2, figsize=(10, 4.2), constrained_layout=True)
    cost_against_error(axes[0], results)
    cost_against_size(axes[1], results)
    for axis in axes:
        axis.grid(True, which="both", alpha=0.2)
    figure.savefig(path, dpi=130)

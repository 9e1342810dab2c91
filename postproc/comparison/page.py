"""The report as one HTML page that needs nothing beside it, and as CSV."""
import csv
import html
import re

from .rows import Row, digits, told

STYLE = """
body { font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; color: #1a1a1a; background: #fff; max-width: 68rem; margin: 2rem auto; padding: 0 1.2rem; }
h1 { font-size: 1.7rem; margin-bottom: .3rem; } h2 { font-size: 1.25rem; margin-top: 2.6rem; border-bottom: 1px solid #ccc; padding-bottom: .2rem; }
p, li { max-width: 56rem; } .note { color: #555; }
table { border-collapse: collapse; margin: 1rem 0; width: 100%; font-size: .88rem; } caption { text-align: left; color: #555; padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .32rem .55rem; border-bottom: 1px solid #e2e2e2; } th { background: #f4f5f7; font-weight: 600; }
td.number { white-space: nowrap; font-variant-numeric: tabular-nums; } td.what { min-width: 9rem; }
.kind { display: inline-block; padding: 0 .45em; border-radius: .6em; font-size: .82rem; white-space: nowrap; border: 1px solid; }
.agrees { color: #075e45; border-color: #009E73; background: #e8f6f1; } .differs { color: #8a3200; border-color: #D55E00; background: #fdeee4; }
.open { color: #555; border-color: #999; background: #f3f3f3; } .calibrated { color: #00456e; border-color: #0072B2; background: #e7f1f8; }
.assumed { color: #8a3200; font-size: .82rem; } .how { color: #666; font-size: .78rem; margin-top: .25rem; } details { color: #555; font-size: .82rem; } summary { cursor: pointer; }
code { font: .84em ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; } pre { background: #f6f7f9; padding: .6rem .8rem; font-size: .82rem; white-space: pre-wrap; overflow-wrap: anywhere; }
figure { margin: 1.2rem 0; } figure svg { max-width: 100%; height: auto; } figcaption { color: #555; font-size: .88rem; max-width: 56rem; }
nav li { display: inline; margin-right: 1.1em; } nav ul { padding: 0; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } nav { display: none; } tr, figure { break-inside: avoid; } h2 { break-after: avoid; } a { color: inherit; text-decoration: none; } }
"""
CLASSES = {"predicted, agrees": "agrees", "predicted, does not agree": "differs", "ruled out": "differs", "calibrated": "calibrated",
           "put in": "calibrated", "follows": "calibrated"}


def text(words):
    """Escaped; `um` of plain texts as µm, URLs left alone."""
    return re.sub(r"\bum\b", "µm", html.escape(str(words), quote=False))


def simulated(row):
    """Value, and its spread: a standard deviation, or the ends of 95 %."""
    if row.simulated is None:
        return "never"
    if row.spread is not None and row.spread == row.spread:
        return f"{digits(row.simulated)} ± {digits(row.spread)}"
    if row.low is not None and row.high is not None:
        return f"{digits(row.simulated)} ({digits(row.low)} to {digits(row.high)})"
    return digits(row.simulated)


def line(row):
    where = f'<div class="how"><code class="command">{text(row.command)}</code> → {text(row.key)}{"" if row.factor == 1.0 else f", times {row.factor:g}"}' \
            + (f"<br>measured: {text(row.source)}" if row.source else "") + "</div>"
    assumed = f' <span class="assumed">{text(row.provenance)}</span>' if row.provenance != "verbatim" and row.measured is not None else ""
    away = "" if row.distance is None else "0.0" if abs(row.distance) < 0.05 else f"{row.distance:+.1f}"
    return (f'<tr data-row="{html.escape(row.section)}/{html.escape(row.id)}"><td class="what"><b>{text(row.id)}</b><br>{text(row.what)}</td>'
            f'<td class="number measured">{text(told(row))}{f" {text(row.unit)}" if row.unit and row.measured is not None else ""}{assumed}</td>'
            f'<td class="number simulated">{text(simulated(row))}{f" {text(row.unit)}" if row.unit else ""}</td><td class="number '
            f'distance">{away}</td>'
            f'<td><span class="kind {CLASSES.get(row.kind, "open")}">{text(row.kind)}</span><br><span '
            f'class="sentence">{text(row.sentence)}</span>{where}</td></tr>')


def table(head, lines, caption=""):
    cells = "".join(f"<tr>{''.join(f'<td>{text(c)}</td>' for c in row)}</tr>" for row in lines)
    return f"<table>{f'<caption>{text(caption)}</caption>' if caption else ''}<thead><tr>{''.join(f'<th>{text(h)}</th>' for h in head)}</tr></thead><tbody>{cells}</tbody></table>"


def section(s):
    out = [f'<section id="{s.name}"><h2>{text(s.title)}</h2>', *(f"<p>{text(w)}</p>" for w in s.words)]
    if s.rows:
        head = "".join(f"<th>{h}</th>" for h in ("what", "measured", "simulated", "distance [σ]", "what that says"))
        out.append(f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(line, s.rows))}</tbody></table>")
    out += [table(t.head, t.lines, t.caption) for t in s.tables]
    out += [f"<figure>{p.svg}<figcaption>{text(p.caption)}</figcaption></figure>" for p in s.pictures]
    if s.commands:
        out.append(f"<details><summary>commands of this section, to be run in the report's "
                   f"folder</summary><pre>{text(chr(10).join(dict.fromkeys(s.commands)))}</pre></details>")
    return "\n".join([*out, "</section>"])


def page(title, introduction, short, sections):
    links = "".join(f'<li><a href="#{s.name}">{text(s.title)}</a></li>' for s in sections)
    return "\n".join([
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{text(title)}</title><style>{STYLE}</style></head><body><h1>{text(title)}</h1>",
        *(f'<p class="note">{text(i)}</p>' for i in introduction),
        f"<h2>In short</h2><ul>{''.join(f'<li>{text(k)}</li>' for k in short)}</ul><nav><ul>{links}</ul></nav>", *map(section, sections),
        "</body></html>", ""])


def write_csv(path, sections):
    with open(path, "w", newline="") as f:
        names = [name for name in Row.__dataclass_fields__]
        out = csv.DictWriter(f, names)
        out.writeheader()
        for s in sections:
            for row in s.rows:
                out.writerow({k: "" if v is None else repr(v) if isinstance(v, float) else v for k, v in row.cells().items()})

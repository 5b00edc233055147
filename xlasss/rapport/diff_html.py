"""The differences as one self-contained page: no network, readable on screen, on paper and by a screen reader."""

from collections.abc import Iterable
from html import escape

from xlasss.engines.protokoll import Verdi
from xlasss.rapport.diff import oppsummert, plass, tallpar, utslaget, verdien
from xlasss.workbook.diff import Diff, Endring

_STIL = """
body{font:15px/1.45 Calibri,Carlito,system-ui,sans-serif;color:#1f3a4d;margin:2rem auto;max-width:75rem;padding:0 1rem}
h1{font-size:1.5rem;margin:0 0 .3rem} h2{font-size:1.1rem;margin:2rem 0 .4rem} p{color:#5b7083;margin:.2rem 0}
table{border-collapse:collapse;width:100%}
th{text-align:left;border-bottom:2px solid #1f3a4d;padding:.3rem .6rem .3rem 0}
td{border-bottom:1px solid #c9d3da;padding:.3rem .6rem .3rem 0;vertical-align:top;overflow-wrap:anywhere}
td.t{font-variant-numeric:tabular-nums;white-space:nowrap} code{font:13px/1.4 Consolas,Menlo,monospace}
.n{color:#5b7083;font-size:.87em} .slag{white-space:nowrap}
@media print{body{margin:0;max-width:none;font-size:10px} thead{display:table-header-group} tr{break-inside:avoid}}
"""


def side(d: Diff) -> str:
    """Hele siden."""
    innhold = [
        f"<h1>{escape(d.a)} → {escape(d.b)}</h1>",
        f"<p>{escape(oppsummert(d)) if not d.like else 'Ingen forskjell.'}</p>",
    ]
    innhold += [f"<p>{escape(m)}</p>" for m in d.merknader]
    if d.endringer:
        innhold += ["<h2>Endret, størst utslag på et resultat først</h2>"]
        innhold += [_tabell(("Slag", "Hvor", "Fra", "Til", "Største utslag"), map(_endring, d.endringer))]
    if d.resultater:
        innhold += [f"<h2>Regnede tall som er endret av dette: {len(d.resultater)}</h2>"]
        innhold += [_tabell(("Hvor", "Fra → til"), map(_resultat, d.resultater))]
    hode = f'<meta charset="utf-8"><title>{escape(d.a)} → {escape(d.b)}</title><style>{_STIL}</style>'
    mobil = '<meta name="viewport" content="width=device-width">'
    return (
        f'<!doctype html>\n<html lang="nb"><head>{hode}{mobil}</head>\n<body>\n'
        + "\n".join(innhold)
        + "\n</body></html>\n"
    )


def _tabell(hode: Iterable[str], rader: Iterable[str]) -> str:
    celler = "".join(f'<th scope="col">{escape(h)}</th>' for h in hode)
    return f"<table><thead><tr>{celler}</tr></thead><tbody>\n" + "\n".join(rader) + "\n</tbody></table>"


def _endring(e: Endring) -> str:
    felt = (f'<td class="slag">{escape(str(e.slag))}</td>', _hvor(e), _verdi(e.fra), _verdi(e.til),
            f"<td>{escape(utslaget(e.utslag))}</td>")  # fmt: skip
    return f"<tr>{''.join(felt)}</tr>"


def _resultat(e: Endring) -> str:
    par = tallpar(e.fra, e.til)
    return f'<tr>{_hvor(e)}<td class="t">{escape(par)}</td></tr>'


def _hvor(e: Endring) -> str:
    return f'<td><code>{escape(plass(e))}</code><br><span class="n">{escape(e.nokkel)}</span></td>'


def _verdi(verdi: Verdi) -> str:
    klasse = ' class="t"' if isinstance(verdi, float) else ""
    tekst = escape(verdien(verdi))
    return f"<td{klasse}>{f'<code>{tekst}</code>' if tekst.startswith('=') else tekst}</td>"

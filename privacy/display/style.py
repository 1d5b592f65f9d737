"""The look of what we draw ourselves: one style sheet, and one sign per state."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Literal

from privacy.contracts.statuses import (
    IncidentStatus,
    PromiseStatus,
    RecordStatus,
    RequestStatus,
)

State = Literal["bad", "soon", "well", "unknown", "still"]

SIGNS: Mapping[State, str] = {
    "bad": "▲",
    "soon": "◆",
    "well": "✓",
    "unknown": "?",
    "still": "■",
}
"""A shape for each state, so that colour never carries it alone."""

COLOURS: Mapping[State, tuple[str, str]] = {
    "bad": ("#a3231f", "#ff9c94"),
    "soon": ("#7d4a00", "#f2bd66"),
    "well": ("#1e6638", "#86d3a0"),
    "unknown": ("#4d5963", "#b4c1ca"),
    "still": ("#4d5963", "#b4c1ca"),
}
"""Text in each state, on the light and on the dark background."""

QUIET = ("#55626c", "#a3b1bb")
"""Text of lesser weight, on the light and on the dark background."""

FEW_CARDS, MANY_CARDS = 3, 6
"""So many rows are shown as cards on a narrow screen before one asks for more: of a
table that stands among others, and of the list that its page is about."""

STATES: Mapping[str, State] = {
    RequestStatus.OVERDUE: "bad",
    RequestStatus.DUE_TODAY: "soon",
    RequestStatus.DUE_SOON: "soon",
    RequestStatus.PAUSED: "still",
    RequestStatus.UNDER_WAY: "still",
    RequestStatus.ANSWERED_IN_TIME: "well",
    RequestStatus.ANSWERED_LATE: "bad",
    RequestStatus.WITHDRAWN: "still",
    RequestStatus.MERGED: "still",
    RequestStatus.DUPLICATE: "still",
    RequestStatus.SPAM: "still",
    RequestStatus.IMPOSSIBLE_DAYS: "unknown",
    RequestStatus.NO_BASIS: "unknown",
    PromiseStatus.KEPT: "well",
    PromiseStatus.BROKEN: "bad",
    PromiseStatus.RUNNING: "still",
    RecordStatus.OVERDUE: "bad",
    RecordStatus.DUE_TODAY: "soon",
    RecordStatus.DUE_SOON: "soon",
    RecordStatus.NO_PERIOD: "unknown",
    RecordStatus.IMPOSSIBLE_DAY: "unknown",
    RecordStatus.KEPT: "well",
    RecordStatus.OPEN_ENDED: "still",
    RecordStatus.GONE_IN_TIME: "well",
    RecordStatus.GONE_LATE: "bad",
    RecordStatus.GONE_EARLY: "bad",
    IncidentStatus.LAST_DAY: "bad",
    IncidentStatus.NOT_REPORTED: "bad",
    IncidentStatus.REPORTED_IN_TIME: "well",
    IncidentStatus.REPORTED_LATE: "bad",
    IncidentStatus.CLOSED_UNREPORTED: "unknown",
    "kept": "well",
    "broken": "bad",
    "no_data": "unknown",
    "due_for_attestation": "soon",
    "not_measurable": "still",
    "i tid": "well",
    "sen": "soon",
    "saknas": "bad",
    "väntas": "unknown",
    "i kraft": "still",
    "ska omprövas": "soon",
    "uppgiften saknas": "bad",
    "startad": "soon",
    "godkänd": "soon",
    "utlämnad": "still",
    "avslutad": "well",
    "avbruten": "still",
    "Borta": "well",
    "Kvar": "soon",
    "Åter": "bad",
    "Borta för tidigt": "bad",
    "Väntar på export": "still",
    "Gäller": "well",
    "Ersatt": "still",
    "Upprepad": "still",
    "Väntar på ja": "bad",
    "Förbigången": "still",
}
"""The state that each status word of the answers stands for."""


_ORDER: Sequence[State] = ("bad", "soon", "unknown", "still", "well")


def urgency(word: object) -> int:
    """Sorts statuses, what is worst first."""
    return _ORDER.index(STATES.get(str(word), "unknown"))


def badge(word: str, state: State) -> str:
    """A status as HTML: shape, word and colour."""
    return (
        f'<span class="pd-state pd-{state}">'
        f'<span aria-hidden="true">{SIGNS[state]}</span> {escape(word)}</span>'
    )


def style_sheet() -> str:
    """The style sheet; `light-dark` follows the theme that the reader has chosen."""
    states = "\n".join(
        f".pd-{state} {{ color: light-dark({light}, {dark}); }}"
        for state, (light, dark) in COLOURS.items()
    )
    quiet = f"light-dark({QUIET[0]}, {QUIET[1]})"
    accent = "light-dark(#1f5f7f, #8fd0ec)"
    line = "light-dark(#c9d3da, #3a4650)"
    deep = "\n".join(
        f".pd-deep-{n} {{ background: "
        f"color-mix(in srgb, {accent} {n * 10}%, transparent); }}"
        for n in range(1, 5)
    )
    folded = "\n".join(
        f"  .pd-scripted .pd-cards:has(+ .pd-more-{few}){which} "
        f"tbody tr:nth-child(n + {few * lines + 1}) {{ display: none; }}"
        for few in (FEW_CARDS, MANY_CARDS)
        for which, lines in ((":not(:has(.pd-beneath))", 1), (":has(.pd-beneath)", 2))
    )
    head = "light-dark(#f2f5f7, #1e262c)"
    hover = "light-dark(#e6eef3, #26323a)"
    return f"""<style>
{states}
.pd-state {{ white-space: nowrap; font-weight: 600; }}
[data-testid="stDateInput"] [role="spinbutton"] {{ display: inline-block;
  min-width: 24px; line-height: 24px; text-align: center; }}
.pd-table a, .pd-label a, [data-testid="stMain"] [data-testid="stPageLink"] a span {{
  color: {accent}; text-decoration: underline; }}
.pd-table td a {{ overflow-wrap: anywhere; }}
[data-testid="stExpander"] summary, [data-testid="stExpander"] summary * {{
  color: {quiet}; opacity: 1 !important; }}
.pd-fold > summary {{ color: {quiet}; font-size: .875rem; cursor: pointer;
  width: fit-content; padding: .25rem 0; }}
.pd-fold > summary:hover {{ text-decoration: underline; }}
[data-testid="InputInstructions"] {{ display: none; }}
[data-testid="stMainBlockContainer"] {{ padding-bottom: 3rem; }}
.st-key-looked_for {{ flex: 0 1 20rem; width: auto; min-width: 0; }}
[data-testid="stMain"] [data-testid="stPageLink"] a {{ height: auto; padding-left: 0;
  background: transparent; }}
[data-testid="stPageLink"] a span {{ white-space: normal; overflow: visible; }}
.st-key-menu [data-testid="stPageLink"] a {{ padding: .2rem .6rem; }}
.st-key-menu [data-testid="stPageLink"] a:hover {{ background: {hover}; }}
:is(a, button, summary, [tabindex="0"]):focus-visible {{
  outline: 2px solid {accent} !important; outline-offset: 2px; }}
.st-key-menu [data-testid="stPageLink"] a:focus-visible {{ outline-offset: -2px; }}
.pd-section {{ color: {quiet}; font-size: .8rem; font-weight: 600;
  margin: .8rem 0 .2rem .6rem; }}
.pd-quiet {{ color: {quiet}; font-size: .9rem; line-height: 1.5; margin: 0;
  overflow-wrap: anywhere; }}
a.pd-go {{ color: {accent}; }}
.pd-quiet a {{ color: inherit; }}
:is(.pd-table, .pd-more) + .pd-quiet {{ margin-top: .5rem; }}
.pd-together {{ white-space: nowrap; }}
.pd-table {{ border-collapse: collapse; width: 100%; font-size: .9rem;
  font-variant-numeric: tabular-nums; }}
.pd-table th, .pd-table td {{ padding: .4rem .6rem; text-align: left;
  vertical-align: top; border-bottom: 1px solid {line}; overflow-wrap: break-word; }}
.pd-table thead th {{ background: {head}; font-weight: 600; hyphens: auto;
  vertical-align: bottom; }}
.pd-table thead a {{ color: inherit; text-decoration: none; }}
.pd-table thead a:hover {{ text-decoration: underline; }}
.pd-table tbody tr:hover > *, .pd-table tbody tr:has(+ .pd-beneath):hover + tr > *,
.pd-table tbody tr:has(+ .pd-beneath:hover) > * {{ background: {hover}; }}
:is(a.pd-go, .pd-bar a, .pd-quiet a, .pd-table a):hover {{ text-decoration: underline;
  text-decoration-thickness: 2px; }}
.pd-table thead span {{ white-space: nowrap; }}
.pd-table .pd-number {{ text-align: right; }}
.pd-table td.pd-number, .pd-table .pd-short {{ white-space: nowrap; }}
.pd-table .pd-long {{ min-width: 9rem; overflow-wrap: anywhere; }}
.pd-table tr.pd-total td {{ font-weight: 600; }}
.pd-table tr:has(+ .pd-beneath) td {{ border-bottom: 0; }}
.pd-beneath .pd-facts div {{ display: flex; gap: .4rem; font-size: .85rem; }}
.pd-code {{ display: block; color: {quiet}; font-size: .8rem; font-weight: 400;
  overflow-wrap: anywhere; }}
.pd-bar {{ display: flex; flex-wrap: wrap; gap: .8rem; align-items: baseline;
  margin: 0; }}
.pd-bar a {{ color: {accent}; flex: 1; }}
.pd-act {{ font: inherit; font-size: .9rem; color: inherit; background: transparent;
  border: 1px solid {line}; border-radius: .4rem; padding: .2rem .7rem;
  cursor: pointer; display: none; }}
.pd-act:hover, [class*="st-key-task-"] [data-testid="stPageLink"] a:hover {{
  border-color: {accent}; color: {accent}; background: {hover}; }}
.pd-scripted .pd-act {{ display: inline-block; }}
.pd-more {{ display: none; margin: 0; }}
.pd-arrive {{ margin: 0; padding: 0; font-size: 1.6rem; }}
.pd-now {{ font-size: 1.05rem; margin: 0; }}
.pd-withheld {{ color: {quiet}; font-style: italic; }}
.pd-none {{ color: {quiet}; }}
[data-testid="stHeading"] h2 {{ font-size: 1.35rem; padding: .5rem 0; }}
.pd-figure {{ margin: 0; }}
.pd-tiles {{ display: grid; gap: .5rem;
  grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); }}
.pd-tiles .pd-figure {{ border: 1px solid {line}; border-radius: .4rem;
  padding: .4rem .7rem; line-height: 1.35; }}
.pd-tiles .pd-value {{ font-size: 1.35rem; white-space: nowrap; }}
.pd-points {{ margin: 0 !important; padding-left: 1.2rem; font-size: .95rem; }}
.pd-points li {{ margin: 0 0 .2rem !important; }}
.pd-drawn {{ margin: 0; font-size: .9rem; font-weight: 600; }}
.pd-sum {{ margin: 0; font-size: 1.1rem; }}
.st-key-summary [data-testid="stButton"] {{ flex: none; }}
[class*="st-key-task-"] {{ border-bottom: 1px solid {line};
  padding: 0 0 .45rem; }}
[class*="st-key-task-"] > [data-testid="stElementContainer"]:first-child {{
  flex: 1 1 0; min-width: 0; }}
[class*="st-key-task-"] [data-testid="stPageLink"] a {{ border: 1px solid {line};
  border-radius: .4rem; padding: .2rem .7rem; min-height: 2rem; }}
.pd-task {{ margin: 0; }}
.pd-task .pd-why {{ color: {quiet}; }}
.pd-badge {{ border: 1px solid currentColor; border-radius: .6rem; padding: 0 .45rem;
  font-size: .8rem; font-weight: 600; color: {accent}; white-space: nowrap; }}
.pd-course {{ display: flex; align-items: flex-end; gap: 3px; height: 3.5rem;
  margin: .3rem 0 0 !important; padding: 0 !important; list-style: none; }}
.pd-course li {{ flex: 1; height: 100%; margin: 0 !important; display: flex;
  align-items: flex-end; border-bottom: 1px solid {line}; }}
.pd-course li.pd-gap {{ border-bottom: 2px dotted {line}; }}
.pd-course i {{ display: block; width: 100%; background: {accent}; }}
.pd-course-title {{ margin: .4rem 0 0; }}
{deep}
.pd-strip {{ border-collapse: separate; border-spacing: 2px; width: 100%;
  font-size: .85rem; font-variant-numeric: tabular-nums; table-layout: fixed; }}
.pd-strip th {{ font-weight: 400; color: {quiet}; text-align: center;
  vertical-align: bottom; }}
.pd-strip tbody th, .pd-strip thead td {{ text-align: left; width: 13rem;
  vertical-align: middle; }}
.pd-strip td {{ text-align: center; height: 2rem; border-radius: 2px; }}
.pd-strip tbody td {{ box-shadow: inset 0 -1px 0 {line}; }}
.pd-ends {{ display: flex; justify-content: space-between; }}
.pd-hidden {{ position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }}
.pd-figure .pd-label {{ font-size: .95rem; }}
.pd-figure .pd-value {{ font-size: 2rem; font-weight: 650; line-height: 1.2;
  font-variant-numeric: tabular-nums; }}
.pd-figure .pd-unit {{ color: {quiet}; font-size: .9rem; font-weight: 400; }}
.pd-figure.pd-zero .pd-value {{ font-weight: 400; }}
.pd-quote {{ border-left: 3px solid light-dark(#1f5f7f, #7fc4e3);
  margin: .2rem 0 .6rem; padding: .1rem .9rem; font-size: 1.05rem; }}
.pd-facts {{ display: grid; gap: .6rem 1.2rem;
  grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); }}
.pd-facts div {{ min-width: 0; }}
.pd-facts dt {{ color: {quiet}; font-size: .85rem; }}
.pd-facts dd {{ margin: 0; overflow-wrap: anywhere; }}
.pd-steps {{ margin: .2rem 0; padding-left: 1.3rem; }}
.pd-steps li {{ margin-bottom: .25rem; }}
dl.pd-defs, dl.pd-facts {{ margin: 0 !important; padding: 0 !important; }}
.pd-steps code {{ font-size: .875em; overflow-wrap: anywhere; }}
.pd-defs dt {{ font-weight: 600; margin-top: .4rem; }}
.pd-defs dd {{ margin: 0; }}
@media (min-width: 641px) {{
  .pd-table td:has(> .pd-code) {{ min-width: 10.5rem; }}
}}
@media (max-width: 640px) {{
  [class*="st-key-task-"] {{ flex-wrap: wrap; row-gap: .3rem; }}
  [class*="st-key-task-"] > [data-testid="stElementContainer"]:first-child {{
    flex-basis: 100%; }}
  [data-testid="stMainBlockContainer"] {{ padding-left: 1rem; padding-right: 1rem; }}
  :is([class*="st-key-figures"], [class*="st-key-filters"])
    [data-testid="stColumn"] {{ min-width: calc(50% - .5rem);
    flex: 1 1 calc(50% - .5rem); }}
  .pd-facts {{ grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); }}
  [data-testid="stDownloadButton"] button {{ padding: .1rem .6rem; min-height: 2rem; }}
  .stHorizontalBlock:has(> div [data-testid="stDownloadButton"]) {{ gap: .4rem; }}
  .stHorizontalBlock:has(> div [data-testid="stDownloadButton"])
    > div:has([data-testid="stSelectbox"]) {{ flex: 1 0 100%; }}
  [data-testid="stDownloadButton"] span:has(> [data-testid="stIconMaterial"]) {{
    display: none; }}
  .pd-figure .pd-value {{ font-size: 1.6rem; }}
  .pd-cards, .pd-cards tbody, .pd-cards tr, .pd-cards td, .pd-cards tbody th {{
    display: block; }}
  .pd-cards thead tr {{ display: flex; flex-wrap: wrap; }}
  .pd-cards thead th {{ border: 0; padding: .3rem .5rem; }}
  .pd-cards thead:not(:has(a)) {{ position: absolute; left: -9999px; }}
  .pd-cards tbody tr {{ display: flex; flex-wrap: wrap; gap: .1rem .9rem;
    border: 1px solid {line}; border-radius: .4rem; margin: .4rem 0;
    padding: .35rem .6rem; }}
  .pd-cards tbody tr:has(+ .pd-beneath) {{ margin-bottom: 0; border-bottom: 0;
    border-radius: .4rem .4rem 0 0; }}
  .pd-cards tbody tr.pd-beneath {{ margin-top: 0; border-top: 0;
    border-radius: 0 0 .4rem .4rem; }}
  .pd-cards td, .pd-cards tbody th {{ border: 0; padding: 0; min-width: 0;
    text-align: left !important; white-space: normal !important; }}
  .pd-cards tbody tr > :first-child, .pd-cards .pd-long {{ flex-basis: 100%; }}
  .pd-cards tbody tr > :first-child {{ font-weight: 600; }}
  .pd-cards td[data-label]:not(:first-child, :has(> .pd-state))::before {{
    content: attr(data-label); color: {quiet}; margin-right: .4rem; }}
  .pd-cards .pd-code {{ display: inline-block; margin-left: .4rem; }}
  .pd-cards td:is(:empty, :has(> .pd-none)) {{ display: none; }}
  .pd-scripted .pd-cards + .pd-more {{ display: block; }}
{folded}
  .pd-table:not(.pd-cards) :is(th, td) {{ padding: .3rem; min-width: 0; }}
  .pd-strip tr {{ display: grid; grid-template-columns: repeat(12, 1fr); gap: 2px;
    margin-bottom: .4rem; font-size: .75rem; }}
  .pd-strip tbody th {{ grid-column: 1 / -1; width: auto; }}
  .pd-strip thead td {{ display: none; }}
}}
@media print {{
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  [data-testid="stDownloadButton"], [data-testid="stSelectbox"],
  [data-testid="stTextInput"], [data-testid="stPageLink"],
  [data-testid="stForm"], .pd-bar, [data-testid="stRadio"],
  [data-testid="stTextArea"], [data-testid="stPagination"], .pd-quiet:has(> .pd-stay),
  .pd-table thead span, .pd-fold:not([open]),
  [data-testid="stExpander"]:has(details:not([open])) {{ display: none; }}
  [data-testid="stElementContainer"]:has(h1, h2, h3) {{ break-after: avoid; }}
  [data-testid="stMain"], [data-testid="stAppViewContainer"], .stApp {{
    position: static; overflow: visible; }}
  .pd-table tr {{ break-inside: avoid; }}
  .pd-table {{ font-size: 8.5pt; }}
  .pd-table td, .pd-table th {{ white-space: normal !important; hyphens: auto;
    padding: .2rem .3rem; min-width: 0 !important; }}
  .pd-table td.pd-short {{ white-space: nowrap !important; }}
}}
</style>"""

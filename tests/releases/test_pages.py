"""The pages of released figures open for their roles, in words and without holes."""

import re

import pytest
from conftest import AS_OF, AT, ROOT
from pages.opening import unfolded
from released_home import MONTH
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from privacy.contracts.roles import Role
from privacy.journal import Journal

PAGES = sorted((ROOT / "pages" / "released").glob("*.py"))
RELEASES = ROOT / "pages" / "dpo" / "releases.py"
RAW_NAME = re.compile(r"\b[a-z]+_[a-z_]+\b")


@pytest.fixture(autouse=True)
def at_this_machine(monkeypatch):
    """The tests' browser is on this machine, so that nobody has to sign in."""
    monkeypatch.setattr(ContextProxy, "ip_address", property(lambda self: None))


def opened(home, page, role, language="sv"):
    app = AppTest.from_file(str(page), default_timeout=60)
    app.session_state["installation"] = home.installation
    app.session_state["org"] = home.organisation.id
    app.session_state["as"], app.session_state["lang"] = str(role), language
    app.session_state["now"], app.session_state["clock"] = AT, lambda: AT
    return unfolded(app.run())


def words_of(app):
    """What the page says, without tags, definitions and the codes below names."""
    shown = [element.value for element in [*app.title, *app.header, *app.markdown]]
    html = [str(element.proto.body) for element in app.get("html")]
    apart = r"<dl.*?</dl>|<style.*?</style>|<small class=.pd-code.>.*?</small>"
    text = re.sub(apart, "", " ".join(html), flags=re.S)
    return " ".join([*shown, re.sub(r"<[^>]+>", " ", text)])


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_released_page_opens_and_says_no_raw_name(example, page, language):
    app = opened(example, page, Role.MANAGER, language)
    assert not app.exception
    assert not app.error
    output = re.sub(r"Query \S+|Fråga \S+|Frågan \S+", "", words_of(app))
    assert RAW_NAME.findall(output) == []


def test_a_table_of_figures_is_made_when_it_is_opened_and_not_before(example):
    app = opened(example, ROOT / "pages/released/calls.py", Role.MANAGER, "en")

    def tables():
        return sum("<table" in str(html.proto.body) for html in app.get("html"))

    folded = [key for key in app.session_state if key.startswith("figures of ")]
    before = tables()
    for key in folded:
        app.session_state[key] = False
    app.run()
    assert before - len(folded) == tables() < before


def test_where_figures_are_withheld_the_page_says_what_can_be_shown(planted):
    page = ROOT / "pages/released/calls.py"
    rows = planted.desk(Role.MANAGER).ask("released/calls_by_hour").records()
    assert any(row["is_withheld"] for row in rows if row["month"] == MONTH)
    app = opened(planted, page, Role.MANAGER, "en")
    assert "Withheld: what can be shown instead" in {e.label for e in app.expander}
    assert re.search(r"Weekday [^,]+, .+: \d+ together, of \d+ in total", words_of(app))


def test_the_page_of_releases_opens_for_the_officer(example):
    app = opened(example, RELEASES, Role.DPO)
    assert not app.exception
    assert not app.error
    assert "telephone" not in words_of(app)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ANALYST])
def test_the_page_of_releases_opens_for_nobody_else(example, role):
    app = opened(example, RELEASES, role)
    assert app.error
    assert not app.get("html")


def test_a_half_year_is_called_by_its_months(example):
    app = opened(example, ROOT / "pages/released/requests_by_period.py", Role.MANAGER)
    [period] = [box for box in app.selectbox if box.label == "Period"]
    assert period.options[0] == "januari–juni 2026"


@pytest.mark.parametrize("home", ["example", "planted"])
def test_a_statistic_without_a_figure_has_a_table_and_no_empty_chart(home, request):
    home = request.getfixturevalue(home)
    app = opened(home, ROOT / "pages/released/searches.py", Role.MANAGER)
    desk, drawn = home.desk(Role.MANAGER), 0
    for name in ("searches_by_word", "searches_without_result"):
        rows = desk.ask(f"released/{name}").records()
        own = [row for row in rows if row["month"] == MONTH and row["word"] != "*"]
        drawn += any(row["searches"] is not None for row in own)
    rows = desk.ask("released/searches_with_personal_data").records()
    drawn += sum(row["searches"] is not None for row in rows) > 1
    assert len(app.get("vega_lite_chart")) == drawn


def test_calls_are_told_by_month_direction_queue_weekday_and_hour(example):
    app = opened(example, ROOT / "pages/released/calls.py", Role.MANAGER)
    heads = [head.value for head in app.header]
    assert heads == [
        "Samtal månad för månad",
        "Servicenivå",
        "Samtal till vägledningstjänsten",
        "Inringare månad för månad",
        "Samtal per riktning",
        "Samtal per kö",
        "Hur ofta inringarna ringde",
        "Samtal genom varje kö",
        "Samtal per veckodag",
        "Samtal per veckodag och timme",
    ]
    # Two directions are said by their table.
    assert len(app.get("vega_lite_chart")) == len(heads) - 1
    assert "inkommande" in words_of(app)
    assert "ett samtal räknas en gång, i sin första kö" in words_of(app)
    assert "räknas en gång i varje kö det kommit till" in words_of(app)
    assert "inkommande samtal som besvaras inom" in words_of(app)
    assert "samma / alla dessa utom korta avbrutna × 100" in words_of(app)
    files = [button.proto.label for button in app.get("download_button")]
    methods = [label for label in files if label == "Metod som CSV"]
    assert len(methods) * 2 == len(files)
    assert "fredag" in words_of(app)
    assert AS_OF.isoformat() in words_of(app)


def make_october_ready(home):
    head = "call_id,started_at,direction,from_number,to_number,queue,agent\n"
    calls = "".join(
        f"{n},2026-10-{n % 27 + 1:02} 09:00:00,in,08{1_000_000 + n},9000,a,40{n % 6}\n"
        for n in range(40)
    )
    home.put("telephone/calls.csv", (head + calls).encode())
    home.take_in(publish=())


def test_the_journal_names_the_officer_who_published_on_the_page(home):
    make_october_ready(home)
    page = opened(home, RELEASES, Role.DPO)
    assert page.multiselect[0].value == []  # no export reaches into November
    page.multiselect[0].set_value(["telephone-2026-10-v1"])
    next(b for b in page.button if b.label == "Publicera").click().run()
    assert not page.exception
    desk = home.desk(Role.MANAGER)
    [whole] = [
        row["calls"]
        for row in desk.ask("released/calls_by_queue").records()
        if (row["direction"], row["queue"], row["outcome"]) == ("*", "*", "*")
    ]
    desk.close()
    assert whole == 40
    (entry,) = Journal.of(home.organisation).entries("released")
    assert entry.details["releases"] == ["telephone-2026-10-v1"]
    assert entry.actor.name == str(Role.DPO)


def field_of(app, label):
    return next(f for f in [*app.text_input, *app.selectbox] if f.label == label)


def press(app, label):
    return next(b for b in app.button if b.label == label).click().run()


def test_a_note_that_is_refused_stays_as_it_was_typed_and_one_that_is_written_goes(
    home,
):
    home.take_in(publish=())
    app = opened(home, RELEASES, Role.DPO, "en")
    field_of(app, "Day or month, as 2026-05-12 or 2026-05").set_value("May")
    field_of(app, "Note, without personal data").set_value("a campaign began")
    press(app, "Write the note")
    assert ["is of a day" in error.value for error in app.error] == [True]
    assert field_of(app, "Note, without personal data").value == "a campaign began"
    field_of(app, "Day or month, as 2026-05-12 or 2026-05").set_value("2026-05")
    press(app, "Write the note")
    assert "The note is written." in [element.value for element in app.success]
    assert field_of(app, "Note, without personal data").value == ""
    press(app, "Withdraw the note")
    assert "Still to fill in: Note to withdraw." in [error.value for error in app.error]


def test_publishing_nothing_is_answered_and_what_was_published_is_said(home):
    make_october_ready(home)
    app = opened(home, RELEASES, Role.DPO, "en")
    press(app, "Publish")
    assert "Choose at least one release." in [error.value for error in app.error]

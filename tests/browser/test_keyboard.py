"""The keyboard is enough, and an ear finds its way."""

import pytest

REQUEST = {"as": "dpo", "org": "claims-link", "lang": "sv"}
NEAR = 5
FOCUSED = "document.activeElement"


@pytest.fixture
def visitor(visitor):
    visitor.page.set_viewport_size({"width": 1440, "height": 900})
    return visitor


def test_the_first_task_is_within_five_tab_stops(visitor):
    visitor.visit("overview", **REQUEST)
    stops = []
    while len(stops) < NEAR and not (stops and stops[-1].startswith("Öppna")):
        visitor.page.keyboard.press("Tab")
        stops.append(
            visitor.page.evaluate(
                f"{FOCUSED}.innerText || {FOCUSED}.ariaLabel || {FOCUSED}.tagName"
            ).strip()
        )
        if len(stops) == 1:
            assert stops[0] == "Hoppa till innehållet"
            visitor.page.keyboard.press("Enter")
    assert stops[-1].startswith("Öppna"), stops


def test_a_row_that_is_opened_has_the_focus(visitor):
    visitor.visit("requests", **REQUEST)
    link = visitor.page.locator("td a.pd-go").first
    link.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_function(
        "() => document.activeElement.classList.contains('pd-arrive')"
    )


OUTLINE = """node => { const { outlineStyle, outlineWidth, outlineColor } =
    getComputedStyle(node); return [outlineStyle, outlineWidth, outlineColor]; }"""
PAPER = "node => getComputedStyle(node).backgroundColor"
ACCENT = {"light": "rgb(31, 95, 127)", "dark": "rgb(143, 208, 236)"}
FOCUSABLE = {
    "the menu": ".st-key-menu a >> nth=1",
    "a task": "[class*=st-key-task-] a >> nth=0",
    "a button": ".st-key-summary button >> visible=true >> nth=0",
    "what is folded": "[data-testid=stMain] summary >> nth=0",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_focus_of_the_keyboard_is_seen_everywhere(visitor, theme):
    visitor.page.emulate_media(color_scheme=theme)
    visitor.visit("overview", **REQUEST)
    visitor.page.keyboard.press("Tab")  # from now on the focus is the keyboard's
    for name, where in FOCUSABLE.items():
        node = visitor.page.locator(where)
        node.focus()
        assert node.evaluate(OUTLINE) == ["solid", "2px", ACCENT[theme]], name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_the_mouse_is_on_looks_otherwise(visitor, theme):
    visitor.page.emulate_media(color_scheme=theme)
    visitor.visit("requests", **REQUEST)
    for where in ("tbody tr >> nth=0 >> td >> nth=1", ".st-key-menu a >> nth=3"):
        node = visitor.page.locator(where)
        before = node.evaluate(PAPER)
        node.hover()
        visitor.page.wait_for_timeout(300)
        assert node.evaluate(PAPER) != before, where

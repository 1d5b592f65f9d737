"""Presses that are held until their work begins."""

from streamlit.testing.v1 import AppTest


def work():
    import streamlit as st

    from privacy.display.steps import answering, hold

    st.session_state.setdefault("done", 0)
    st.session_state.setdefault("steps_said", [])
    if st.session_state.pop("typed", False):
        st.stop()  # as what is typed ends a run before it comes to the button
    if hold("Do it", st.session_state.get("about", "a")):
        with answering("…") as sayings:
            sayings.append(("Done.", {}))
        st.session_state["done"] += 1


def done_after(*runs):
    page = AppTest.from_function(work).run()
    for run in runs:
        for name, value in run.items():
            page.session_state[name] = value
        page.button[0].click() if "typed" in run else None
        page.run()
    assert not page.exception
    return page.session_state["done"], len(page.session_state["steps_said"])


def test_a_press_whose_run_ended_too_early_is_answered_once_by_the_next():
    assert done_after({"typed": False}) == (1, 1)
    assert done_after({"typed": True}) == (0, 0)
    assert done_after({"typed": True}, {}) == (1, 1)
    assert done_after({"typed": True}, {}, {}) == (1, 1)


def test_a_press_for_what_is_no_longer_shown_is_not_answered():
    assert done_after({"typed": True}, {"about": "b"}) == (0, 0)

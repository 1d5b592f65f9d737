"""A page that offers a file that differs from the next visitor's in its middle only."""

import datetime

import streamlit as st

from privacy.display.downloads import offer

who = st.query_params.get("who", "a")
if who == "trouble":
    raise ValueError("could not read " + "-".join(["19850709", "9805"]))
half = 1_600_000
offer(
    "Download",
    lambda: "x" * half + who * 20 + "x" * half,
    name="alike",
    suffix="csv",
    as_of=datetime.date(2026, 11, 23),
)

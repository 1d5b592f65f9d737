"""A page that offers a file that differs from the next visitor's in its middle only."""

import streamlit as st

from privacy.display.downloads import offer_file

who = st.query_params.get("who", "a")
if who == "trouble":
    raise ValueError("could not read " + "-".join(["19850709", "9805"]))
half = 1_600_000
offer_file(
    "Download",
    lambda: "x" * half + who * 20 + "x" * half,
    words=["alike"],
    suffix="csv",
)

"""Writes ticket exports as their systems do, about a person who must not be kept."""

import datetime

NAME = "Kanarie Kanariesson"
MAIL = "kanarie@example.se"
SUBJECT = "Hemligt ärende om min skada"
TEXT = (
    f'Hej,\n\njag heter {NAME}, "kallad Kaja"; nå mig på {MAIL}.\n'
    "Personnr 811228-9874\n"
)
CANARIES = ("Kanarie", "kanarie", "Hemligt", "Kaja", "811228", "Handläggare Hilda")


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def day(text):
    return datetime.date.fromisoformat(text)


def table(*rows, delimiter=",", end="\r\n"):
    return end.join(delimiter.join(row) for row in rows) + end

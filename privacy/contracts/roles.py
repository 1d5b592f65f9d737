"""The three roles, and the one place that says what each may reach."""

from enum import StrEnum


class Role(StrEnum):
    """Who is asking."""

    DPO = "dpo"
    MANAGER = "manager"
    ANALYST = "analyst"


EVERYONE = (Role.DPO, Role.MANAGER, Role.ANALYST)
SEES_LINES = frozenset({Role.DPO})
"""Who may open the register; the others see releases only."""

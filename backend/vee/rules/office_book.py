"""The office's book of rules, in order of their numbers, and asking all of them at once."""

from backend.vee.rules import (
    demand_contract,
    demand_energy,
    demand_reset,
    frozen_value,
    physical_cap,
    reactive,
    site_check,
    unattended,
    upload_day,
)
from backend.vee.rules.facts import FindingView, Observation, TaskFacts
from backend.vee.rules.office_rule import Archive, OfficeRule
from backend.vee.rules.rule import Seen, fitted, went

OFFICE_RULES: tuple[OfficeRule, ...] = (
    physical_cap.RULE,
    unattended.RULE,
    site_check.RULE,
    demand_energy.RULE,
    demand_reset.RULE,
    demand_contract.RULE,
    reactive.RULE,
    upload_day.RULE,
    frozen_value.RULE,
)


def judge_in_office(task: TaskFacts, observation: Observation, archive: Archive) -> tuple[FindingView, ...]:
    """Every rule's answer, in order of rule numbers, then of the task's registers."""
    seen = []
    for plain in task.registers:
        value = observation.values.get(plain.key)
        if value is not None:
            register = fitted(plain, observation.on)
            seen.append(Seen(register, value, went(register, value), task, observation))
    return tuple(
        FindingView(rule.code, rule.version, found.action, found.register, found.params)
        for rule in OFFICE_RULES
        for found in rule.ask(task, seen, archive, rule.numbers(task))
    )

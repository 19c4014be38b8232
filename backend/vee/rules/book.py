"""The book of rules, in order of their numbers, and asking all of them at once."""

from backend.vee.rules import (
    backward,
    consumption,
    date_window,
    dial_width,
    meter_found,
    rollover,
    standstill,
    stopped_account,
    time_of_use,
)
from backend.vee.rules.facts import FindingView, Observation, TaskFacts
from backend.vee.rules.rule import Found, Rule, Seen, addressed, fitted, went

RULES: tuple[Rule, ...] = (
    dial_width.RULE,
    backward.RULE,
    rollover.RULE,
    consumption.HIGH,
    consumption.LOW,
    standstill.ZERO,
    time_of_use.RULE,
    meter_found.RULE,
    date_window.RULE,
    stopped_account.RULE,
    standstill.COPIED,
)
BY_CODE = {rule.code: rule for rule in RULES}


def judge(task: TaskFacts, observation: Observation) -> tuple[FindingView, ...]:
    """Every rule's answer, in order of rule numbers, then of the task's registers. Values of other registers are ignored."""
    seen = []
    for plain in task.registers:
        value = observation.values.get(plain.key)
        if value is not None:
            register = fitted(plain, observation.on)
            seen.append(Seen(register, value, went(register, value), task, observation))
    findings: list[FindingView] = []
    for rule in RULES:
        numbers = rule.numbers(task)
        if rule.of_register is not None:
            for one in seen:
                found = rule.of_register(one, numbers)
                if found is not None:
                    findings.append(addressed(rule, Found(found.action, found.params, one.register.key)))
        elif rule.of_visit is not None:
            findings += [addressed(rule, found) for found in rule.of_visit(task, observation, seen, numbers)]
    return tuple(findings)

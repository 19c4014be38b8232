"""What the phone said, beside what the rules and bands it named say here (P7)."""

from collections.abc import Sequence

from backend.vee.rules.facts import FindingView, PhoneJudgement, Replay


def agrees(said: PhoneJudgement, findings: Sequence[FindingView]) -> Replay:
    """Compare by rule, action and register; numbers follow from these."""
    ours = {(finding.rule, finding.action, finding.register) for finding in findings}
    return "agrees" if set(said.findings) == ours else "differs"

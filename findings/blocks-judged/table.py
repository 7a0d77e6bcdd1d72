"""Print the table of who takes what. Usage: table.py PAYLOADS NAME=VERDICTS..."""

import json
import sys
from pathlib import Path

cases = json.loads(Path(sys.argv[1]).read_text("utf-8"))
judges = {
    name: json.loads(Path(file).read_text("utf-8"))
    for name, _, file in (each.partition("=") for each in sys.argv[2:])
}
print(f"| payload | Slack, sandbox | {' | '.join(judges)} |")
print(f"|---{'|---' * (len(judges) + 1)}|")
for case in cases:
    verdicts = [case["valid"], *(judge[case["name"]] for judge in judges.values())]
    words = ["takes" if each else "refuses" for each in verdicts]
    marked = [words[0], *(word if word == words[0] else f"**{word}**" for word in words[1:])]
    print(f"| {case['name']} | {' | '.join(marked)} |")
for name, judge in judges.items():
    valid = sum(case["valid"] and not judge[case["name"]] for case in cases)
    invalid = sum(judge[case["name"]] and not case["valid"] for case in cases)
    print(
        f"\n{name} refuses {valid} of {sum(c['valid'] for c in cases)} that Slack takes, "
        f"takes {invalid} of {sum(not c['valid'] for c in cases)} that Slack refuses.",
        end="",
    )
print()

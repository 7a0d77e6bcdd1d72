"""The glossary's engine terms are the code's, and no home-made word is left beside a standard one."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from bot.store import tables
from tests.contract.reading import CODE, documents, identifiers, modules, prose, read, tree, words

GLOSSARY = read("docs/glossary.md")
ENGINE = ("Messages and their delivery", "Time and processes")
HOME_MADE = {
    "lane": "workspace_queue",
    "lanes": "workspace_queue",
    "fence": "send_deadline",
    "allowance": "RateBudget",
    "belated": "overdue",
    "liver": "DemoMember",
    "remembering": "playbook_versions",
    "surviving": "log_and_continue",
    "crowd": "workspace_size or population",
    "doubt": "mark_unverified",
    "patience": "timeout or lock_timeout",
    "trouble": "error or alarm",
}
"""Words that no identifier may contain, with the standard one."""
ORDINARY = {"surviving", "doubt", "remembering", "trouble"}
"""English words that a page may use."""
MEANT_LITERALLY = {"crowd"}
"""What tests and bench may say: a channel full of people; `bench.crowd`, which older versions have too."""
REPLACED = {
    "look_at": "verify_at",
    "look": "reconcile, connect, search or read",
    "looks": "verifications",
    "mine": "owned or claimed",
    "given_up": "dead or dead_letters",
    "seen_at": "processed_at",
    "late_bar": "delayed_progress",
    "carry": "send",
    "also": "sub_delivery",
    "in_two": "from_error",
}
"""Whole identifiers, as they are or with underscores around them, with what they became."""
MODULES = {
    "account": "telemetry",
    "briefing": "preflight",
    "faults": "validation, errors or fault_injection",
    "fence": "send_deadline",
    "handing_in": "hand_in",
    "history": "member",
    "lanes": "workspace_queue",
    "leftovers": "fallback",
    "look": "reconcile",
    "preferences": "settings",
    "rehearsed": "report",
    "rehearsing": "play",
    "seen": "processed_deliveries",
    "swapping": "swap",
    "trouble": "errors",
    "turn": "eligibility",
    "turning": "transitions",
    "writing": "direct_messages",
    "written": "direct_messages",
}
"""Names that no module has, with the module that took its place. One noun per feature, and no gerunds."""
MIGRATIONS = Path("bot/store/migrations/versions")
"""They name what was there before."""
MARKDOWNS_OWN = {("bot/sandbox/plain_text.py", "_FENCE")}
"""A code fence is Markdown's term."""


def terms(*headings: str) -> list[str]:
    """Return the terms of these sections' tables."""
    found = []
    for heading in headings:
        section = GLOSSARY.partition(f"## {heading}\n")[2].partition("\n## ")[0]
        found += [cell for cell in re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE) if cell != "term"]
    return found


def test_the_glossary_has_terms_and_none_twice() -> None:
    listed = terms(*re.findall(r"^## (.+)$", GLOSSARY, re.MULTILINE))
    assert len(listed) > 70
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("term", terms(*ENGINE))
def test_an_engine_term_is_the_codes_word(term: str) -> None:
    pattern = re.compile(r"[ _]?".join(term.split()), re.IGNORECASE)
    assert any(pattern.search(read(path)) for path in modules("bot"))


def home_made(identifier: str) -> set[str]:
    """Return the words in an identifier that have a standard one."""
    parts = set(words(identifier))
    return (parts & HOME_MADE.keys()) | ({identifier.lower().strip("_")} & REPLACED.keys())


def test_no_identifier_has_a_home_made_word() -> None:
    left = {
        (str(path), name)
        for path in modules(*CODE)
        if MIGRATIONS not in path.parents
        for name in identifiers(path)
        if home_made(name)
    }
    assert left - MARKDOWNS_OWN == set()
    assert left & MARKDOWNS_OWN == MARKDOWNS_OWN


def test_no_identifier_of_tests_and_bench_has_one() -> None:
    wrong = HOME_MADE.keys() - ORDINARY - MEANT_LITERALLY
    named = {(str(path), name) for path in modules("tests", "bench") for name in identifiers(path)}
    assert {each for each in named if wrong.intersection(words(each[1]))} == set()


def test_no_module_has_an_old_name() -> None:
    assert [path for path in modules(*CODE) if path.stem in MODULES] == []


def test_no_table_column_or_index_has_one() -> None:
    names = {
        name
        for table in SQLModel.metadata.tables.values()
        for name in (table.name, *table.columns.keys(), *(str(index.name) for index in table.indexes))
    }
    assert tables.Message.__tablename__ in names
    assert {name for name in names if home_made(name)} == set()


def test_no_metric_and_no_log_action_has_one() -> None:
    source = "\n".join(read(path) for path in modules(*CODE))
    actions = re.findall(r'action=f?"([^"]+)"', source)
    metrics = re.findall(r'"(pm_coach_\w+)"', source)
    assert len(actions) > 20
    assert len(metrics) > 5
    assert [name for name in (*actions, *metrics) if home_made(name.replace(".", "_"))] == []


@pytest.mark.parametrize("page", [page for page in documents() if page.name != "CHANGELOG.md"], ids=str)
def test_no_page_has_one(page: Path) -> None:
    assert set(re.findall(r"[a-z]+", prose(read(page)).lower())) & (HOME_MADE.keys() - ORDINARY) == set()


@pytest.mark.parametrize(
    ("identifier", "found"),
    [("WorkspaceLane", {"lane"}), ("_look_at", {"look_at"}), ("planet", set()), ("LANES", {"lanes"})],
)
def test_a_home_made_word_is_found_in_an_identifier(identifier: str, found: set[str]) -> None:
    assert home_made(identifier) == found


ROWS = {"Evidence", "Finding", "Mirror", "Plan", "Week", "Win"}
"""Terms with a row of a table, and the value of the same name that rules or screens take for it."""
OTHERS_WORD = {"Kind": "the programme's schema, which authors have, names kinds of evidence so"}
"""Terms that a format of ours needs a second time."""
SLACKS_SIDE = Path("bot/sandbox")
"""A Slack: it has Slack's words, and knows nothing of the product."""
PARTS = {"Piece"}
"""One thing, of which each rule takes what it needs."""


def classes() -> dict[str, list[Path]]:
    """Return the modules in which there is a class of each name."""
    found = defaultdict(list)
    for path in modules(*CODE):
        if SLACKS_SIDE not in path.parents:
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.ClassDef):
                    found[node.name].append(path)
    return found


def test_a_term_names_one_class() -> None:
    names = {
        "".join(word.capitalize() for word in term.split())
        for cell in terms(*re.findall(r"^## (.+)$", GLOSSARY, re.MULTILINE))
        for term in cell.split(", ")
    }
    twice = {name for name, paths in classes().items() if len(paths) > 1 and name in names}
    assert twice == ROWS | PARTS | OTHERS_WORD.keys()

"""Learn the weights in `bot/domain/feedback/weights` from train and development: `python -m corpus.train`.

Needs scikit-learn, which nothing else does: pip install scikit-learn. A code's threshold is the lowest at
which, on each writer whose texts it didn't learn from, precision stays at GOAL. What the weights say there is
kept in LEFT_OUT, so that a test can tell what a threshold costs without learning again.
"""

import json
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut

from bot.domain.feedback import weighing
from bot.domain.feedback.text import Text
from corpus.texts import DEVELOPMENT, LEFT_OUT, TRAIN, samples

OUT = Path(weighing.__file__).parent / "weights"
LEAST_KEPT = 0.1
"""What is less sure than this is below any threshold and isn't kept."""
GOAL = 0.975
"""Above what is wanted of new texts: the cues were written by eyes that had read these."""
LOWEST, HIGHEST = 0.5, 0.8
"""No threshold is below or above these: the last of few texts shouldn't decide."""
LOWEST_OF_BOTH = 0.4
"""Where a rule must see it too."""
LOWEST_OF_ABSENT = 0.75
"""For a page's codes that say something is absent: a list of words never holds all ways to say it."""
ABSENT = frozenset({"no_recommendation", "no_tradeoffs", "no_risk", "no_ask"})
FLOORS = {
    "leading": 0.8,
    "hypothetical": 0.8,
    "about_idea": 0.8,
    "closed": 0.8,
    "buried_recommendation": 0.6,
    "metric_without_meaning": 0.9,
    "metric_no_target": 0.9,
    "no_reason": 0.9,
    "jargon": 0.75,
    "hedging": 0.6,
    "no_alternative": 0.85,
    "no_ask": 0.5,
    "no_tradeoffs": 0.5,
    "no_recommendation": 0.6,
    "no_date": 0.85,
    "no_user": 0.85,
    "no_non_goals": 0.8,
}
"""Codes whose last few errors on writers left out are below these."""
FEWEST = 3
"""A feature that fewer texts have isn't looked at."""
SMALLEST = 0.02
"""A weight below this changes nothing and isn't kept."""
WAYS = {
    "interview_question": {
        "leading": "weights",
        "hypothetical": "weights",
        "about_idea": "weights",
        "closed": "both",
        "fishing_for_praise": "both",
        "multiple": "both",
    },
    "vp_summary": {
        "buried_recommendation": "both",
        "no_recommendation": "both",
        "no_tradeoffs": "both",
        "no_risk": "both",
        "no_ask": "both",
        "jargon": "weights",
        "metric_without_meaning": "weights",
        "hedging": "weights",
    },
    "mini_prd": {
        "solution_as_problem": "both",
        "no_user": "both",
        "no_non_goals": "weights",
        "metric_no_baseline": "both",
        "metric_no_target": "weights",
        "scope_without_cut": "both",
        "no_evidence": "weights",
    },
    "saying_no": {
        "no_reason": "both",
        "no_alternative": "both",
        "no_date": "both",
        "apology_padding": "rules",
        "not_really_a_no": "weights",
    },
}


def main() -> None:
    """Write the weights of every kind that has some."""
    left_out: dict[str, dict[str, dict[str, float]]] = {}
    for kind, ways in WAYS.items():
        rows = {}
        left_out[kind] = {}
        for code, way in ways.items():
            if way != "rules":
                rows[code], left_out[kind][code] = learn(kind, code, way)
        target = OUT / f"{kind}.json"
        target.write_text(
            json.dumps(rows, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
        )
        print(kind, {code: (row["way"], row["threshold"], len(row["weights"])) for code, row in rows.items()})
    LEFT_OUT.write_text(json.dumps(left_out, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def learn(kind: str, code: str, way: str) -> tuple[dict[str, Any], dict[str, float]]:
    """Return how a code is decided, with weights learnt and a threshold chosen, and LEFT_OUT of it."""
    table, by_rules, truth, ids = _table(kind, code)
    writers = [id_.partition("-")[0] for id_ in ids]
    names = DictVectorizer()
    matrix = names.fit_transform(table)
    sure = np.zeros(len(truth))
    for learnt, asked in LeaveOneGroupOut().split(matrix, truth, writers):
        sure[asked] = _fitted(matrix[learnt], truth[learnt]).predict_proba(matrix[asked])[:, 1]
    lowest = LOWEST_OF_ABSENT if code in ABSENT else LOWEST_OF_BOTH if way == "both" else LOWEST
    lowest = FLOORS.get(code, lowest)
    threshold = _threshold(sure if way == "weights" else np.where(by_rules, sure, -1), truth, lowest)
    threshold = max(lowest, min(HIGHEST, threshold))
    model = _fitted(matrix, truth)
    weights = {
        name: round(float(weight), 3)
        for name, weight in zip(names.get_feature_names_out(), model.coef_[0], strict=True)
        if abs(weight) >= SMALLEST
    }
    row = {
        "way": way,
        "threshold": threshold,
        "bias": round(float(model.intercept_[0]), 3),
        "weights": weights,
    }
    kept = zip(ids, sure, by_rules, strict=True)
    return row, {
        id_: round(float(known), 4)
        for id_, known, seen in kept
        if known >= LEAST_KEPT and (seen or way == "weights")
    }


def _table(kind: str, code: str) -> tuple[list[dict[str, float]], Any, Any, list[str]]:
    """Return features, what the rules say, what is true and the id, of all texts to learn from."""
    module = import_module(f"bot.domain.feedback.{kind}")
    table, by_rules, truth, ids = [], [], [], []
    for sample in samples(TRAIN, DEVELOPMENT, kind=kind):
        text = Text(sample.content["text"])
        seen = module.see(text)
        table.append(weighing.features(text, seen))
        by_rules.append(code in module.judge(seen))
        truth.append(code in sample.labels)
        ids.append(sample.id)
    how_often = Counter(name for row in table for name in row)
    kept = [{name: value for name, value in row.items() if how_often[name] >= FEWEST} for row in table]
    return kept, np.array(by_rules), np.array(truth), ids


def _fitted(matrix: Any, truth: Any) -> Any:
    return LogisticRegression(C=1.0, max_iter=2000).fit(matrix, truth)


def _threshold(sure: Any, truth: Any, lowest: float) -> float:
    """Return the lowest threshold, not below `lowest`, above which precision reaches the goal."""
    best = 0.99
    for candidate in sorted(set(sure[sure >= lowest]), reverse=True):
        said = sure >= candidate
        if truth[said].mean() >= GOAL:
            best = float(candidate)
    return round(best - 0.002, 3)


if __name__ == "__main__":
    main()

"""What each code says to a member: why in one plain line, and a direction. "Not yet", never "fail"."""

import re

from bot.domain.feedback.later import later
from bot.domain.feedback.prd_cues import CUES

MISSING = frozenset(
    [
        "no_recommendation",
        "no_tradeoffs",
        "no_risk",
        "no_ask",
        "no_user",
        "no_non_goals",
        "metric_no_baseline",
        "metric_no_target",
        "no_evidence",
        "no_reason",
        "no_alternative",
        "no_date",
        "missing_evidence",
        "missing_problem",
        "missing_research",
        "missing_solution",
        "missing_technical",
        "missing_launch",
        "missing_results",
    ]
)
"""What is missing has no words of its own to quote."""

SAID: dict[str, tuple[str, str]] = {
    "leading": (
        "This question tells them your opinion before they have said theirs.",
        'Ask what happened and let them judge it: "What did you do then?"',
    ),
    "hypothetical": (
        "People can't say well what they would do one day.",
        'Ask about the last time it really happened: "When did you last ...?"',
    ),
    "about_idea": (
        "This question is about your idea, so people are polite, and not honest.",
        "Leave your product out, and ask how they do the job today.",
    ),
    "closed": (
        "People can answer this with a yes, a no or a number, so you hear no story.",
        'Begin with what, how or when, or add "tell me about the last one".',
    ),
    "fishing_for_praise": (
        "This question asks for approval, and approval tells you nothing.",
        "Ask what they did, what they paid or what they gave up.",
    ),
    "multiple": (
        "This question asks several things at once, so they answer the easiest.",
        "Ask only the most important one, and wait for the answer.",
    ),
    "too_long": (
        "Your page has more than 300 words, and a VP stops before the end.",
        "Keep only what you recommend, what you give up, the risk and your request.",
    ),
    "buried_recommendation": (
        "What you recommend comes after two sentences or more.",
        "Move this to the first line. The story can follow.",
    ),
    "no_recommendation": (
        "Your page doesn't say yet what you would do.",
        'One sentence is enough: "I recommend ..."',
    ),
    "no_tradeoffs": (
        "Your page doesn't say yet what you give up.",
        "Name what comes later, gets worse or is lost. Or name the option you rejected, and say why.",
    ),
    "no_risk": (
        "Your page doesn't say yet what could go wrong.",
        "Name one thing that may go wrong and how you would notice.",
    ),
    "no_ask": (
        "Your page doesn't say yet what you want from the reader.",
        'Name the decision, the money or the help, and a date. If you want nothing, write "nothing needed".',
    ),
    "jargon": (
        "The message depends on a term that a VP doesn't know.",
        "Say it in plain words, or explain it right there.",
    ),
    "metric_without_meaning": (
        "A VP can't weigh this number.",
        "Say what it changes for customers, time or money.",
    ),
    "hedging": (
        "Your page has so many ifs and maybes that your own view is unclear.",
        'Say what you think, and keep one doubt: "I recommend ..., because ..."',
    ),
    "solution_as_problem": (
        "You describe the problem as a missing solution.",
        "Say what goes wrong for whom without it.",
    ),
    "no_user": (
        "Your mini-PRD doesn't say yet who has the problem.",
        'Name a role or a segment: "clinic nurses on nights", not "users".',
    ),
    "no_non_goals": (
        "Your mini-PRD doesn't say yet what the product will not do.",
        "Name one thing that people could expect, and that you leave out.",
    ),
    "metric_no_baseline": (
        "Your mini-PRD doesn't say yet what the measure is today.",
        "Write from where to where. If nobody has counted, count for one week.",
    ),
    "metric_no_target": (
        "Your mini-PRD doesn't say yet what the measure has to reach.",
        "Write the number at which you would call it done.",
    ),
    "scope_without_cut": (
        "Your scope has everything that people want, and nothing comes later.",
        "Say what comes first and what comes later or never.",
    ),
    "no_evidence": (
        "Nothing in your mini-PRD comes yet from something that you observed.",
        "Add one count or one quote, and where it is from.",
    ),
    "no_reason": (
        "Your no doesn't say why yet.",
        "Say what comes first instead, or what a yes would cost.",
    ),
    "no_alternative": (
        "Your no doesn't say yet what the person can do next.",
        "Offer one thing that the person can do or have now.",
    ),
    "same_alternative": (
        "Here you offer the same thing that you refuse.",
        "Offer something smaller or something else, or say that it is a partial yes.",
    ),
    "no_date": (
        "Your no doesn't say yet what could change it, or when.",
        "Name a date or a fact that would make you think again. If your no is final, say so, and why.",
    ),
    "apology_padding": (
        "Your no has more apology than answer.",
        "Write one short sorry, and then the reason.",
    ),
    "not_really_a_no": (
        "The person may leave and believe that you will do it.",
        "Say no in the first sentence. Then say what you haven't decided yet.",
    ),
    "missing_evidence": (
        "No number in the table comes yet from something that you observed.",
        "Give one of them a count, an estimate in days or money, or a quote.",
    ),
    "contradiction": (
        "This sentence says the opposite of the table.",
        "Change the table or the sentence, or say why you go against the order.",
    ),
    "cuts_care": (
        "You cut work that keeps the product safe, and you keep every feature.",
        "Cut a slice that a user would see, and say what they lose.",
    ),
    "nothing_lost": (
        "With every cut, a person loses something.",
        "Name who has to do without the cut part, and what they do instead.",
    ),
    "certificate_aim": (
        "A certificate shows only that you took part, and you name no gap yet.",
        "Say which piece of your own work showed the gap, and where you use it first.",
    ),
}
_PART = {
    "problem": ("what the problem is", "Say who has it, how often, and what it costs them today."),
    "research": (
        "whom you asked and what you learnt",
        "One person, one story and one surprise are enough.",
    ),
    "solution": ("what you chose", "Say what you chose, and name one thing that you left out, and why."),
    "technical": ("how it is built", "Name one technical choice, and what it brings people or costs."),
    "launch": ("who got it", "Say to whom, how and when. Or say why it isn't launched."),
    "results": (
        "what came of it",
        "Give one number then and now, and a bad one too. Or name the date on which you look.",
    ),
}
for _name, (_what, _enough) in _PART.items():
    SAID[f"missing_{_name}"] = (f"Your entry doesn't say yet {_what}.", _enough)
    SAID[f"thin_{_name}"] = (
        "These words would fit any project.",
        f"Add one name, number or reason of your own. {_enough}",
    )

FIXED: dict[str, str] = {
    "leading": "Now your questions don't tell people your opinion.",
    "hypothetical": "Now your questions ask what really happened.",
    "about_idea": "Now your questions are about their life.",
    "closed": "Now your questions leave room for a story.",
    "fishing_for_praise": "Now your questions ask for no approval.",
    "multiple": "Now you ask one thing at a time.",
    "too_long": "Now your text fits on one page.",
    "buried_recommendation": "Now your recommendation comes first.",
    "no_recommendation": "Now your page says what you would do.",
    "no_tradeoffs": "Now your page says what you give up.",
    "no_risk": "Now your page says what could go wrong.",
    "no_ask": "Now your page says what you want from the reader.",
    "jargon": "Now a VP knows every term in your page.",
    "metric_without_meaning": "Now a VP can weigh the numbers.",
    "hedging": "Now your own view is clear.",
    "solution_as_problem": "Now your mini-PRD says what goes wrong, and for whom.",
    "no_user": "Now your mini-PRD says who has the problem.",
    "no_non_goals": "Now your mini-PRD says what the product will not do.",
    "metric_no_baseline": "Now your mini-PRD says what the measure is today.",
    "metric_no_target": "Now your mini-PRD says what the measure has to reach.",
    "scope_without_cut": "Now your mini-PRD says what comes later.",
    "no_evidence": "Now something that you observed backs your mini-PRD.",
    "no_reason": "Now the person knows why.",
    "no_alternative": "Now your no says what the person can do next.",
    "same_alternative": "Now you offer something other than what you refused.",
    "numbers_disagree": "Now your numbers agree.",
    "no_date": "Now your no says what could change it, or when.",
    "apology_padding": "Now your no has more answer than apology.",
    "not_really_a_no": "Your no is clear now: nobody can think that you mean maybe.",
    "missing_evidence": "Now something that you observed backs a number in the table.",
    "contradiction": "Now your sentences and the table agree.",
    "no_questions": "Now your interview says what you asked.",
    "cuts_care": "Now you cut scope, and the care stays.",
    "nothing_lost": "Now your decision says who loses what.",
    "certificate_aim": "Now the course is for a gap of yours.",
    **{f"missing_{name}": f"Now your entry says {what}." for name, (what, _) in _PART.items()},
    **{
        f"thin_{name}": f"Now your entry says {what}, in your own words." for name, (what, _) in _PART.items()
    },
}
"""What a later version is told of a finding that it no longer has."""

PLACES: dict[str, str] = {
    "leading": "questions with an opinion in them",
    "hypothetical": "questions about an imagined future",
    "about_idea": "questions about your idea",
    "closed": "questions that a yes or no answers",
    "fishing_for_praise": "questions that ask for approval",
    "multiple": "questions that ask several things at once",
}
"""What a code of questions is about, where a piece has several of them."""

USEFUL_FIRST = [
    "cuts_care",
    "nothing_lost",
    "certificate_aim",
    "not_really_a_no",
    "no_recommendation",
    "buried_recommendation",
    "solution_as_problem",
    "hypothetical",
    "leading",
    "about_idea",
    "fishing_for_praise",
    "contradiction",
    "numbers_disagree",
    "same_alternative",
    "no_ask",
    "no_reason",
    "no_risk",
    "no_tradeoffs",
    "hedging",
    "no_evidence",
    "no_user",
    "missing_evidence",
    "missing_problem",
    "missing_research",
    "missing_results",
    "missing_launch",
    "missing_solution",
    "missing_technical",
    "metric_without_meaning",
    "jargon",
    "multiple",
    "closed",
    "no_alternative",
    "no_date",
    "metric_no_target",
    "metric_no_baseline",
    "no_non_goals",
    "scope_without_cut",
    "thin_problem",
    "thin_research",
    "thin_results",
    "thin_launch",
    "thin_solution",
    "thin_technical",
    "apology_padding",
    "too_long",
]
"""The order in which findings help most."""

GOOD: dict[str, tuple[tuple[str, str], ...]] = {
    "interview_question": (
        ("recall", "This question asks for one remembered time."),
        ("quoted", "This question goes on from their own words."),
        ("last", "This question is about something that really happened."),
        ("form:open", "This question leaves room for a story."),
    ),
    "vp_summary": (
        ("risk_strong", "You say what could go wrong, so the reader hears it from you first."),
        ("loss_strong", "You say what is given up, so the reader can weigh it."),
        ("ask_strong", "You say what you want from the reader, so they can answer."),
        ("order:early", "You begin with what to do, so a busy reader sees it first."),
        ("rec:early", "You begin with your recommendation, so a busy reader sees it first."),
    ),
    "mini_prd": (
        ("said:from_to", "Your measure says from where to where, so everybody can see when it is reached."),
        ("said:counted", "You counted this, so the reader needn't take your word for it."),
        ("said:not", "You say what the product will not do, so nobody waits for it."),
        ("role", "You name the person who has the problem, so others can go and ask."),
    ),
    "saying_no": (
        ("because_word", "Your reason fits in one sentence, so others can repeat it."),
        ("explicit_alt", "You offer something that the person can do now, so they don't leave with nothing."),
        ("said:review", "You say when the person can ask again, so they needn't ask before."),
        ("no_strong", "Your no is clear: nobody can think that you mean maybe."),
    ),
    "decision_log": (),
}
"""Strengths by cue, those first that the fewest texts of the corpus have: praise goes to the rarest."""

_COUNT = r"(?<!\w)\d(?!\d{0,3}(?:st|nd|rd|th)\b)"
"""Where a number begins that counts something, as "2nd" and "v2" don't."""
_A_NUMBER = r"(?:\d|zero|none|half|one|two|three|four|five|ten)"
_TIME = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|winter|easter|christmas|"
    r"then|yesterday|today)\b|last |this |\d)"
)
_WHY = rf"(?:because|since(?! {_TIME})|due to|otherwise|so that)"
_OURS = r"(?:we|our|us|i|first|would|won't|can't|cannot|costs?)"
_BAD_END = (
    r"(?:still |not |well |also |really ){0,2}(?:not|fail|break|miss|lose|leave|get|go|come|cost|turn|slip|"
    r"stop|happen|need|take|find|call|complain|hurt|drop|fall|rise|resist|refuse|cancel|overrun|expect|grow|"
    r"be (?:too|late|wrong|lost|slow\w*|more|less|fewer|down|full|angry|short|missed|delayed|worse))\b"
)
PRAISED: dict[str, re.Pattern[str]] = {
    "risk_strong": later(
        r"\b(?:risks?|go(?:es)? wrong|danger\w*|worr(?:y|ies)|fears?|uncertain|unsure|not sure|doubt|"
        rf"don't know|can't promise|no guarantee)\b|\b(?:may|might|could) {_BAD_END}"
    ),
    "loss_strong": later(
        r"\b(?:giv(?:e|es|en|ing) up|los(?:e|es|ing)|forgo|forego|sacrific\w+|trade-?offs?|price (?:is|for)|"
        r"waits?|postpon\w+|put off|later|worse|slower|slips?|drop(?:s|ped)?|reject\w*|decided against|"
        r"downside|drawback|leave out|stays? as)\b"
    ),
    "said:from_to": later(
        rf"{_COUNT}[\d.,]{{0,20}}(?: ?%| \w{{1,30}}){{0,3}} ?(?:->|→|=>|\b(?:to|into|down to)\b) ?"
        rf"(?:under |below |at most |about |less than )?{_A_NUMBER}|"
        rf"\b(?:today|now)\b[^.\n]{{0,30}}?{_COUNT}[\d.,]{{0,20}}(?!\w)[^.\n]{{0,60}}?{_COUNT}|"
        rf"{_COUNT}[^.\n]{{0,30}}\b(?:today|now)\b[^.\n]{{0,60}}?{_COUNT}"
    ),
    "because_word": later(
        rf"\breasons?\b|\b{_WHY}\b[^.]{{0,120}}\b{_OURS}\b|\b{_OURS}\b[^.]{{0,120}}\b{_WHY}\b"
    ),
    "said:review": later(
        r"\bask (?:me|us|again|then|in|at|after|when)\b|"
        r"\b(?:bring|raise|propose|resubmit|submit) (?:it|this|that)\b|"
        r"\b(?:again|revisit\w*|reviews?|reviewed|reconsider\w*|re-?open\w*|another look|look afresh|"
        r"come back|planning(?! to| on| for)|next (?:round|chance|window|slot|cycle|budget)|agenda|renewal|"
        r"we(?:'ll| will)? (?:plan (?:the|next|q)|decide|vote|talk|look|meet)|"
        r"change (?:the answer|my mind))\b"
    ),
    "role": CUES["role"],
}
"""What the sentence must hold that is praised for a cue; a sentence with the cue will do for the others."""

UNPRAISED: dict[str, re.Pattern[str]] = {
    "role": later(
        r"^\W*(?:solution|scope|goals?|metrics?|success|what|build|plan|features?|not doing|non-goals?)\b|"
        r"\b(?:admin\w*|manager|agent|operator|owner|guest|member|staff|host|student|driver|editor|lead|club|"
        r"fan|shift|customer) (?:console|panel|page|view|tool|area|interface|rights|mode|app|dashboard|login|"
        r"account|screen|portal|list|menu|role|time|fee|costs?|score|form)s?\b"
    ),
}
"""What it must not hold: a console is no person, and the role in a scope may be a feature's."""

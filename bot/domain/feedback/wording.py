"""What each code says to a member: why in one plain line, and a direction. "Not yet", never "fail"."""

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
        "It puts an opinion into their mouth before they have voiced one.",
        'Ask what happened and let them judge it: "What did you do then?"',
    ),
    "hypothetical": (
        "People guess badly about a future that they haven't lived.",
        'Ask about the last time it really happened: "When did you last ...?"',
    ),
    "about_idea": (
        "It is about our idea, so you hear politeness rather than their life.",
        "Leave our thing out; ask how they do the job today.",
    ),
    "closed": (
        "A yes, a no or a number answers it, and the story stays untold.",
        'Begin with what, how or when, or add "tell me about the last one".',
    ),
    "fishing_for_praise": (
        "It asks for approval, and approval tells you nothing.",
        "Ask what they did, paid or gave up; compliments are noise.",
    ),
    "multiple": (
        "It asks several things at once; they answer the easiest.",
        "Keep the one that matters and wait.",
    ),
    "too_long": (
        "It has more than 300 words; a VP stops before the end.",
        "Keep recommendation, trade-off, risk and ask.",
    ),
    "buried_recommendation": (
        "What you recommend comes after two sentences or more.",
        "Move this to the first line; the story can follow.",
    ),
    "no_recommendation": (
        "It doesn't say yet what you would do.",
        'One sentence is enough: "I recommend ..."',
    ),
    "no_tradeoffs": (
        "It doesn't say yet what is given up.",
        "Name what gets later, worse or lost, or the option you rejected and why.",
    ),
    "no_risk": (
        "It doesn't say yet what could go wrong.",
        "Name one thing that may go wrong and how you would notice.",
    ),
    "no_ask": (
        "It doesn't say yet what you want from the reader.",
        'Name the decision, the money or the help, with a date; or "nothing needed".',
    ),
    "jargon": (
        "The message rests on a term that a VP doesn't know.",
        "Say it in plain words, or explain it where it stands.",
    ),
    "metric_without_meaning": (
        "A VP can't weigh this number.",
        "Say what it changes for customers, time or money.",
    ),
    "hedging": (
        "So much is qualified that your own view is unclear.",
        'Take a stand and keep one doubt: "I recommend ..., because ..."',
    ),
    "solution_as_problem": (
        "The problem is told as the missing solution.",
        "Say what goes wrong for whom without it.",
    ),
    "no_user": (
        "It doesn't say yet whose problem it is.",
        'Name a role or a segment: "clinic nurses on nights", not "users".',
    ),
    "no_non_goals": (
        "It doesn't say yet what it will not do.",
        "Name one thing that could well have been in, and is out.",
    ),
    "metric_no_baseline": (
        "The measure has no value for today yet.",
        "Write from where to where; count one week if nobody has.",
    ),
    "metric_no_target": (
        "The measure has no value to reach yet.",
        "Write the number at which you would call it done.",
    ),
    "scope_without_cut": (
        "Everything wanted is in; nothing waits.",
        "Say what comes first and what comes later or never.",
    ),
    "no_evidence": ("Nothing observed backs it yet.", "Add one count or one quote, and where it is from."),
    "no_reason": ("They won't know why.", "Say what comes first instead, or what a yes would cost."),
    "no_alternative": (
        "Your no leaves them without a next step.",
        "Offer one thing that they can do or have now.",
    ),
    "same_alternative": (
        "This is what you have just refused.",
        "Offer something smaller or something else, or say that it is a partial yes.",
    ),
    "no_date": (
        "It doesn't say yet when or by what the answer could change.",
        "Name a date or a fact that would reopen it, or say that it is final, and why.",
    ),
    "apology_padding": ("The apologies outweigh the answer.", "One short sorry is enough; then the reason."),
    "not_really_a_no": (
        "They may leave believing that it is coming.",
        "Say no in the first sentence; what is open can follow.",
    ),
    "missing_evidence": (
        "Nothing observed backs a number in the table yet.",
        "Give one of them a count, an estimate in days or money, or a quote.",
    ),
    "contradiction": (
        "This says the opposite of the table.",
        "Change the table or the sentence, or say why you go against the order.",
    ),
}
_PART = {
    "problem": ("what the problem is", "Who has it, how often, what it costs them today."),
    "research": (
        "whom you asked and what you learnt",
        "One person, one story, one thing that you didn't expect.",
    ),
    "solution": ("what you chose", "What you chose, and one thing that you left out and why."),
    "technical": ("how it is built", "One choice, with the user's gain or the money."),
    "launch": ("who got it", "To whom, how and when; or why it isn't launched."),
    "results": ("what came of it", "One number then and now, a bad one too, or the date on which you look."),
}
for _name, (_what, _enough) in _PART.items():
    SAID[f"missing_{_name}"] = (f"It doesn't say yet {_what}.", _enough)
    SAID[f"thin_{_name}"] = (
        "This would fit any project.",
        f"Make it yours with one name, number or reason. {_enough}",
    )

FIXED: dict[str, str] = {
    "leading": "Your questions leave the opinion to them now.",
    "hypothetical": "Your questions are about what really happened now.",
    "about_idea": "Your questions are about their life now.",
    "closed": "Your questions leave room for a story now.",
    "fishing_for_praise": "Your questions ask for no approval now.",
    "multiple": "Your questions ask one thing at a time now.",
    "too_long": "It fits on one page now.",
    "buried_recommendation": "What you recommend comes first now.",
    "no_recommendation": "It says now what you would do.",
    "no_tradeoffs": "It says now what is given up.",
    "no_risk": "It says now what could go wrong.",
    "no_ask": "It says now what you want from the reader.",
    "jargon": "A VP knows every term in it now.",
    "metric_without_meaning": "A VP can weigh the numbers now.",
    "hedging": "Your own view is clear now.",
    "solution_as_problem": "It says now what goes wrong, and for whom.",
    "no_user": "It says now whose problem it is.",
    "no_non_goals": "It says now what it will not do.",
    "metric_no_baseline": "The measure has a value for today now.",
    "metric_no_target": "The measure has a value to reach now.",
    "scope_without_cut": "It says now what waits.",
    "no_evidence": "Something observed backs it now.",
    "no_reason": "They know why now.",
    "no_alternative": "They leave with something in hand now.",
    "same_alternative": "What you offer is something else than what you refused now.",
    "numbers_disagree": "Your numbers agree now.",
    "no_date": "It says now when or by what the answer could change.",
    "apology_padding": "The answer outweighs the apology now.",
    "not_really_a_no": "It is heard as a no now.",
    "missing_evidence": "Something observed backs a number in the table now.",
    "contradiction": "Your sentences and the table agree now.",
    "no_questions": "What you asked is there now.",
    **{f"missing_{name}": f"It says now {what}." for name, (what, _) in _PART.items()},
    **{f"thin_{name}": f"It says now {what}, in words of your own." for name, (what, _) in _PART.items()},
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
        ("recall", "It asks for one remembered time."),
        ("quoted", "It goes on from their own words."),
        ("last", "It asks about something that really happened."),
        ("form:open", "It leaves room for a story."),
    ),
    "vp_summary": (
        ("risk_strong", "You say what could go wrong."),
        ("loss_strong", "You say what is given up."),
        ("ask_strong", "The ask is clear."),
        ("order:early", "What to do comes first; a reader could stop there."),
        ("rec:early", "Your recommendation comes first; a reader could stop there."),
    ),
    "mini_prd": (
        ("said:from_to", "The measure has a from and a to."),
        ("said:counted", "An observation with a count backs it."),
        ("said:not", "You say what it will not do."),
        ("role", "It names whose problem it is."),
    ),
    "saying_no": (
        ("because_word", "They can repeat your reason to others."),
        ("explicit_alt", "They get something that they can do now."),
        ("said:review", "They know when to ask again."),
        ("no_strong", "It is heard as a no."),
    ),
    "decision_log": (),
}
"""Strengths by cue, those first that the fewest texts of the corpus have: praise goes to the rarest."""

"""What a rationale says against its table: no evidence, or the opposite of a score or of the order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.feedback.cues import pattern
from bot.domain.feedback.later import later
from bot.domain.feedback.prioritisation import DIMENSIONS, EQUAL, Option, Table
from bot.domain.feedback.text import Span, Text

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATES = later(
    rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}}(?:st|"
    rf"nd|rd|th)?|20\d\d|\d{{1,2}}[./]\d{{1,2}}[./](?:20)?\d\d|"
    r"(?:v|ver|version|ver\.|round|sheet|option|week|q|iteration|draft|sprint|workshop|"
    r"meeting)\.? ?\d+(?:\.\d+)*|week \d+|q[1-4])(?!\w)"
)
_SCORES = later(
    r"(?<!\w)(?:(?:an?|the|gets?|got|with|at|as|score[sd]?|scores of|of|by|is|are|all|to|"
    r"between|its|their|from|and|for|or|was|were|only|our|my|straight) (?:an? |"
    r"the )?[1-5](?:\.0)?s?(?![.,]\d)(?= ?(?:on|for|in|at|and|because|,|\.|;|$|out of|points?|of 5|is|"
    r"was|to|or|so|but|by|as|each|overall|across|both|everywhere|since|and|\))|$)|[1-5]s\b|"
    r"[1-5]/5|\d+ of 5\b|out of (?:5|five|10|ten)|\d+ out of 5|"
    r"\d+(?:[.,]\d+)? (?:points?|pts?)|\d+(?:\.\d+)? (?:to|against|vs\.?|versus|and|"
    r"over) \d+(?:\.\d+)?(?! (?:of|days|weeks|calls))|weights? (?:of |is |are |were )?\d+|"
    r"\d+ (?:per ?cent|%) (?:of the )?weights?|(?:score|rank|place|number|no\.) \d+)"
)
_NUMBER = later(r"(?<![\w.])[€$£]?\d[\d.,]*(?:k|m|%|x)?(?!\w)")
_COUNTED = pattern(
    "(?:two|three|four|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|"
    "forty|fifty|hundreds?|thousands?|dozens?) (?!points?|options?|ones|fives|things|"
    "dimensions|scores|first|columns|rows|of us|years of|to|and|is|are)\\w+|(?:one|two|three|four|five|six|"
    "seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty|"
    "sixty|hundred|half an?|half|a dozen|a quarter) (?:of|out of|in) (?:the )?(?:\\w+|#)|"
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|half a|"
    "half an?|half|a|an) "
    "(?:\\w+ )?(?:days?|weeks?|months?|hours?|years?|quarters?|evenings?|minutes?|sprints?|"
    "customers?|clients?|calls?|tickets?|users?|interviews?|nurses|teachers|shops|stores|"
    "people|schools|deals|branches|times|complaints?|accounts?|cases?|cities|towns|banks|"
    "vendors|farmers|drivers|pilots?|studies|incidents?|bookings?|visits?|sessions)"
)
_SOURCED = pattern(
    "survey|surveyed|interview\\w*|tickets?|logs?|log|counted|measured|timed|according to|"
    "estimate[sd]?|estimates|quote of|quoted|offer(?:ed)? (?:by|of|from|is)|the (?:offer|"
    "quote)|report|audit|exit survey|crm|analytics|data from|study|statistics|figures from|"
    "told (?:me|us)|said (?:mr|mrs|ms|dr)|"
    "in the \\w+ plan with|asked (?:at|us|for it)|asked for by|as we saw|in the plan|"
    "priced|vendor's|finance did|did the sum|booked|register|records?|observed|watched|"
    "tested|trial|pilot|experiment|case study|support tag|petition|mailed us|complained|"
    "per the|figures?|time ?sheets?|invoices?|quotations?|tenders?|wrote to (?:us|me)|written to|letters?|"
    "inspections?|census|tally|tallied|feedback forms?|requested by|transcripts?|recordings?|dashboard|"
    "telemetry|usage data|ledger|diary|emailed|phoned|rang|showed that|shown that|found that|"
    "prototype|benchmark|supplier|spreadsheet|spoke (?:to|with)|spoken to|complaints?|helpdesk|help desk|"
    "service desk|support desk|(?:he|she|they) (?:says?|said|reckons?)"
)
_QUOTE = later(r"[\"“][^\"”\n]{12,200}[\"”]")
_OWN_TALK = pattern(
    "experience|gut|feels right|kickoff|years in the trade|dinner|scale|in per cent|weighted|"
    "scored|competitors|the head|surely|meeting|offsite|workshop|discussion|discussed|"
    "we all agreed|planning poker|long talk|session|poker|brainstorm|we talked|"
    "talked about it"
)
_NO_SOURCE = pattern(
    "nobody doubts|everybody|everyone|we all|obviously|the boss|founders|the head|gut|"
    "we feel|i feel|we like|convinced|keen|favorite|favourite|board likes|love it|"
    "common sense"
)

_ENDS = (
    r"(?=\s?(?:[,.;:!)]|$|(?:and|but|with|on|at|because|since|as|so|by|overall|here|for|despite|"
    r"of (?:all|the))\b))"
)
"""What follows a place in the order, but not "in the third quarter"."""

RANKED_FIRST = pattern(
    "wins?(?! (?:us|back|new|over|#|\\d))|winner|won(?! (?:us|back|new|over|#|\\d))|"
    "leads?(?! (?:to|time|times|per|from|a))|leading(?! (?:to|cause))|comes? (?:out )?(?:first|on top)|"
    "came (?:out )?(?:first|on top)|on top(?! of)|first place|(?:is|are) first(?! (?:to|of))|ranks? first|"
    f"in first{_ENDS}|at the top|(?:stands?|placed|as clear|put|goes) first|clear first|"
    "top of the (?:list|ranking|table|order)|ahead of (?:all|the rest|everything)|"
    "clear winner|scores? (?:the )?highest|highest total|number one|tops|comes out ahead|"
    "out in front|front runner|takes first|beats? (?:all|everything|the rest|the others|both)"
)
RANKED_LAST = pattern(
    "(?:is|are|comes?|came|ranks?|ranked|finishes|ends up|in|be|stands?|placed|goes|"
    f"at) (?:the )?(?:very )?(?:last|bottom){_ENDS}|last place|at the bottom|brings up the rear|"
    "scores? (?:the )?lowest|lowest total|at last|comes in last|loses to (?:all|everything|"
    "both)|bottom of the"
)
RANKED_SECOND = pattern(
    "(?:is|are|was|came|comes?|ranks?|ranked|in|takes|be) (?:a close |the |in )?(?:second|"
    f"2nd|runner-up)(?: place| best| option)?{_ENDS}|second place|second best|2nd best|runner-up|"
    "ranks second"
)
RANKED_THIRD = pattern(
    f"(?:is|are|was|came|comes?|ranks?|ranked|in|takes) (?:the )?(?:third|3rd)(?: place)?{_ENDS}|third place"
)
ABOVE = pattern(
    "beats?|outscores?|over|ahead of|has the edge (?:on|over)|wins? (?:over|against)|above|"
    "narrowly beats?|better than|outranks?|comes before|before|tops|higher than|in front of|"
    "edges out|edges"
)
BELOW = pattern(
    "below|behind|loses to|lower than|trails|worse than|ends \\w+ points? below|comes after|after"
)
_PLACED = pattern(
    "beats?|outscores?|edges?|tops|trails|loses|wins?|outranks?|edge|better|worse|higher|lower|points?"
)
_NEEDS = pattern(
    "needs?|needed|must|depends?|until|once|ready|done|finish\\w*|built|build|start(?:s|ed)?|launch\\w*|"
    "ship(?:s|ped)?|#|calls?|tickets?|asked|per|hours?|days?|weeks?|months?"
)
"""Between two options, what makes "before" one of time, and "over" one of numbers."""
_TALLY = pattern(
    "points?|sum|total|totals|numbers|table|ranking|rank|order|score|scores|overall|math|"
    "sheet|matrix|calculation|by far"
)
_AGAINST = pattern(
    "nothing|all the same|however|although|though|against the order|despite|even though|"
    "even if|nevertheless|regardless|would|could|if|instead of|i'd go|we'd go|still propose|"
    "still pick|nonetheless|overrule|in spite|but we|wanted|likes?|favorite|favourite|"
    "first thought|asked|expected|hoped|used to|at first|before the|not"
)


@dataclass(frozen=True, slots=True)
class Sense:
    """How a dimension is praised and blamed, at the extreme and plainly."""

    best: re.Pattern[str]
    worst: re.Pattern[str]
    high: re.Pattern[str]
    low: re.Pattern[str]
    more: re.Pattern[str]
    less: re.Pattern[str]


SENSES = {
    "user_impact": Sense(
        pattern(
            "(?:most|strongest|biggest|highest|largest|greatest|top) (?:user )?impact|"
            "helps? (?:users|people|customers|players|patients|\\w+) (?:the )?most|(?:most|"
            "best) (?:helpful|useful|important) for (?:users|families|customers|people|players|"
            "the users)|means the most to|users would notice most|greatest (?:benefit|effect) (?:for|"
            "on)|top user impact"
        ),
        pattern(
            "(?:least|lowest|smallest|weakest) (?:user )?impact|help(?:s)? (?:users|people|customers|"
            "\\w+) (?:the )?least|please \\w+ least|least (?:useful|helpful|important) (?:for|to)|"
            "users would notice least|matters? least to"
        ),
        pattern(
            "(?:huge|big|strong|great|massive|enormous|high) (?:user )?impact|users will love|"
            "really matters to users|makes a huge difference|"
            "of (?:very )?(?:considerable|substantial|enormous|great|huge) (?:benefit|help|use) (?:to|for)"
        ),
        pattern(
            "(?:hardly|barely|little|no|low|small|weak|minimal|not much) (?:any )?(?:user )?impact|"
            "(?:doesn't|does not|don't|won't|wouldn't|hardly|barely) help(?:s)? (?:\\w+ )?(?:much|"
            "anyone|anybody|at all|users|players|people|\\w+ much)|nobody would notice|"
            "hardly anyone (?:would|will) notice|no use to|makes no difference|"
            "(?:hardly|barely|scarcely) (?:feel|notice|see) (?:any |a |the |much )?(?:difference|change)"
        ),
        pattern("more (?:user )?impact|bigger impact|stronger impact|helps (?:users )?more|with more impact"),
        pattern("less (?:user )?impact|weaker impact|smaller impact|helps (?:users )?less"),
    ),
    "business_value": Sense(
        pattern(
            "most valuable (?:for|to) (?:the )?business|(?:most|highest|biggest|best|"
            "greatest) (?:business )?value|best for (?:the )?business|"
            "brings? (?:in )?(?:the )?most (?:money|revenue)|earns? (?:us )?(?:the )?most|"
            "most (?:lucrative|profitable)|worth most to the business"
        ),
        pattern(
            "least valuable|(?:least|lowest|smallest) (?:business )?value|"
            "brings? (?:in )?(?:the )?least|earns? (?:us )?(?:the )?least|least (?:lucrative|"
            "profitable)|worst for (?:the )?business"
        ),
        pattern(
            "(?:huge|high|big|great|strong|enormous) business value|pays? (?:very )?well|"
            "very lucrative|a gold ?mine|valuable for the business"
        ),
        pattern(
            "(?:barely|hardly|little|no|low|small|almost no|next to no) (?:any )?(?:business )?value|"
            "worth nothing to the business|(?:brings|earns) (?:us )?(?:nothing|hardly anything|"
            "no money|next to nothing)|no money in it|doesn't pay|makes no money|"
            "not worth much to (?:us|the business)"
        ),
        pattern("more valuable|more business value|worth more|brings more|earns more|more lucrative"),
        pattern("less valuable|less business value|worth less|brings less|earns less|less lucrative"),
    ),
    "engineering_cost": Sense(
        pattern(
            "cheapest|least (?:expensive|costly|work|effort)|lowest (?:engineering )?(?:cost|effort)|"
            "easiest to build|least engineering|smallest (?:effort|job)|simplest to build|"
            "costs? (?:us )?(?:the )?least|cheapest by far"
        ),
        pattern(
            "most (?:expensive|costly|work|effort)|highest (?:engineering )?(?:cost|effort)|"
            "hardest to build|dearest|costs? (?:us )?(?:the )?most|biggest (?:effort|job)|"
            "most engineering"
        ),
        pattern(
            "(?:is|are|is quite|is very|be|it's|they're|was|comes) (?:really |very |quite |rather |"
            "fairly |so )?(?:cheap|inexpensive|easy to build|simple to build)|dirt cheap|"
            "costs? (?:us )?(?:next to nothing|almost nothing|hardly anything|nothing)|small job|"
            "trivial to build|an easy build|little effort|hardly any work"
        ),
        pattern(
            "(?:is|are|is quite|be|it's|they're|was|would be|too) (?:really |very |quite |rather |"
            "so |horribly |terribly )?(?:expensive|costly|dear|pricey|hard to build)|"
            "costs? (?:us )?(?:a fortune|a lot|too much)|huge (?:effort|project|job)|"
            "enormous (?:effort|cost)|eats up|budget killer|swallows?"
        ),
        pattern("cheaper|less expensive|less work|less effort|easier to build|costs? (?:us )?less"),
        pattern(
            "more expensive|dearer|costlier|more costly|more work|more effort|harder to build|"
            "costs? (?:us )?more"
        ),
    ),
    "strategic_alignment": Sense(
        pattern(
            "most strategic|(?:best|closest|strongest) (?:strategic )?(?:fit|alignment|aligned)|"
            "fits? (?:our |the )?strategy best|closest to (?:our|the) strategy|"
            "strategically (?:the )?(?:strongest|best)|best fit (?:with|to) (?:our|the) strategy"
        ),
        pattern(
            "least strategic|(?:weakest|worst|poorest|lowest) (?:strategic )?(?:fit|alignment)|"
            "farthest from (?:our|the) strategy|furthest from (?:our|the) strategy|"
            "strategically (?:the )?(?:weakest|worst)"
        ),
        pattern(
            "(?:at|is) the (?:heart|core|centre|center) of (?:our|the) strategy|"
            "strategically our heart|(?:very|highly|deeply) strategic|fits our strategy perfectly|"
            "exactly our strategy"
        ),
        pattern(
            "off-strategy|off strategy|not strategic|isn't (?:very |that |at all )?strategic|"
            "nothing to do with (?:our|the) strategy|against (?:our|the) strategy|no strategic|"
            "outside (?:our|the) strategy|(?:doesn't|does not) fit (?:our |the )?strategy|"
            "a distraction from|far from (?:our|the) strategy|strategically irrelevant|"
            "hardly strategic|barely strategic"
        ),
        pattern("more strategic|closer to (?:our|the) strategy|fits (?:our|the) strategy better"),
        pattern("less strategic|farther from (?:our|the) strategy|further from (?:our|the) strategy"),
    ),
    "time_to_market": Sense(
        pattern(
            "(?:quickest|fastest|soonest)(?: to (?:ship|market|deliver|launch|bring out|reach))?|"
            "quickest|shipped? (?:the )?(?:soonest|fastest|first)|out (?:the )?(?:soonest|fastest)|"
            "faster than (?:any|all)|shortest (?:wait|time|path)|earliest (?:to|out)"
        ),
        pattern(
            "slowest|takes? (?:the )?longest|longest (?:to|time|wait)|latest to|"
            "latest of all|(?:start|ship|come|arrive|finish)s? latest|last to (?:ship|"
            "market|be out|arrive|reach)|farthest (?:away|off)|furthest (?:away|off)"
        ),
        pattern(
            "(?:start|ship|have it|live|out|done|launch) (?:it |them )?(?:tomorrow|next week|in days|"
            "in a day|within days|overnight|in no time|right away|immediately)|(?:is|are|be|it's|"
            "they're) (?:really |very |quite |so )?(?:quick|fast)(?: to (?:ship|build|do|market|"
            "deliver|launch))?|in no time"
        ),
        pattern(
            "(?:is|are|be|it's) (?:really |very |quite |so |too |painfully )?slow|takes? (?:ages|"
            "forever|years|far too long|very long|a long time)|years away|long way off|"
            "won't be (?:out|ready|live) (?:for|before|until)|(?:not|nowhere) (?:out )?(?:soon|near)|"
            "slow to"
        ),
        pattern("faster|quicker|sooner|earlier"),
        pattern("slower|takes? longer|later than|takes more time"),
    ),
}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A clause that says the opposite of the table."""

    span: Span
    option: str | None
    about: str
    """A dimension, or "order"."""


def missing_evidence(text: Text, table: Table) -> bool:
    """Say whether no score is backed by an observation, count, estimate, quotation or named source."""
    return not any(backs(text, table, span) for span in text.sentences)


def backs(text: Text, table: Table, span: Span) -> bool:
    """Say whether one sentence brings evidence."""
    sentence = _DATES.sub(" ", _without_names(text.low[span[0] : span[1]], table))
    own_talk = _OWN_TALK.search(sentence) is not None
    rest = _SCORES.sub(" ", sentence)
    whole = sum(table.weights.values()) or 1
    totals = {f"{table.total(option) / by:.4g}" for option in table.options for by in (1, 10, 100, whole)}
    weights = {f"{table.weights[name]:g}" for name in DIMENSIONS}
    left = [hit[0].rstrip(".,") for hit in _NUMBER.finditer(rest)]
    counts = [
        number for number in left if number not in totals and not (number in weights and "weight" in rest)
    ]
    if any(_is_a_count(number) for number in counts) and not own_talk:
        return True
    if _QUOTE.search(sentence):
        return True
    if own_talk or _NO_SOURCE.search(sentence):
        return False
    return _COUNTED.search(rest) is not None or _SOURCED.search(rest) is not None


def _without_names(sentence: str, table: Table) -> str:
    """Return a sentence without what the options are called: "Audit trail" is no audit."""
    for name in sorted((option.name.lower() for option in table.options), key=len, reverse=True):
        sentence = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", sentence)
    return sentence


def _is_a_count(number: str) -> bool:
    """Say whether a number can be a count, a share or money; a bare 1 to 5 is a score as a rule."""
    return not re.fullmatch(r"[1-5]", number)


def contradictions(text: Text, table: Table) -> list[Contradiction]:
    """Return the clauses that say the opposite of a score or of the order."""
    names = _aliases(table)
    found: list[Contradiction] = []
    for span in text.sentences:
        subject: Option | None = None
        for clause in _clauses(text, span):
            mentioned = _mentioned(text, names, clause)
            if not mentioned and subject is not None and _refers_back(text, clause):
                mentioned = [(clause[0], subject)]
            if mentioned:
                subject = mentioned[0][1]
            found.extend(_against_order(text, table, clause, span, mentioned))
            found.extend(_against_scores(text, table, clause, mentioned))
    return found


_BACK = later(
    r"\W{0,3}(?:and |but |so |which |because |as |since |although |though |while |whereas |that )?(?:it|"
    r"it's|they|"
    r"they're|is|are|which|has|takes|would|also|needs|although)\b"
)


def _refers_back(text: Text, clause: Span) -> bool:
    """Say whether a clause without an option goes on about the one before."""
    return _BACK.match(text.low, *clause) is not None


_CUTS = later(r"[,;:](?=\s)|\s(?:but|while|whereas|although|because|since|so)\s|\s[–—-]\s")


def _clauses(text: Text, span: Span) -> Iterator[Span]:
    """Yield the clauses of a sentence."""
    start = span[0]
    for cut in _CUTS.finditer(text.low, *span):
        if cut.start() > start:
            yield (start, cut.start())
        start = cut.end() if text.low[cut.start()] in ",;:" else cut.start()
    if start < span[1]:
        yield (start, span[1])


_LITTLE = frozenset(
    (
        "the",
        "and",
        "for",
        "with",
        "from",
        "into",
        "per",
        "not",
        "all",
        "new",
        "our",
        "via",
        "app",
        "page",
        "tool",
        "data",
    )
)


def _aliases(table: Table) -> list[tuple[re.Pattern[str], Option]]:
    """Return what each option may be called: its name, or a word of it that no other has."""
    words = {
        option.name: [w for w in re.findall(r"[\w'-]{3,}", option.name.lower()) if w not in _LITTLE]
        for option in table.options
    }
    found = []
    for option in table.options:
        others = {word for name, theirs in words.items() if name != option.name for word in theirs}
        own = [word for word in words[option.name] if not any(word[:5] == other[:5] for other in others)]
        calls = [re.escape(option.name.lower())] + [
            re.escape(word.rstrip("s")) + r"(?:s|'s|es)?" for word in own
        ]
        head = re.match(r"([a-z]):", option.name.lower())
        if head:
            calls.append(head[1])
        found.append((re.compile(rf"(?<!\w)(?:{'|'.join(calls)})(?!\w)"), option))
    return found


def _mentioned(
    text: Text, names: list[tuple[re.Pattern[str], Option]], clause: Span
) -> list[tuple[int, Option]]:
    """Return the options that a clause names, in the order of the text."""
    found = []
    for name, option in names:
        hit = name.search(text.low, *clause)
        if hit:
            found.append((hit.start(), option))
    return sorted(found, key=lambda pair: pair[0])


def _against_order(
    text: Text, table: Table, clause: Span, span: Span, mentioned: list[tuple[int, Option]]
) -> Iterator[Contradiction]:
    """Yield a contradiction where a clause gives an option the wrong place."""
    if not mentioned or _AGAINST.search(text.low, *span):
        return
    if len(mentioned) == 2 and _wrong_pair(text, table, clause, mentioned):
        yield Contradiction(clause, mentioned[0][1].name, "order")
        return
    if len(mentioned) == 1 and _wrong_place(text, table, clause, mentioned[0][1]):
        yield Contradiction(clause, mentioned[0][1].name, "order")


def _places(table: Table, option: Option) -> tuple[int, int]:
    """Return the best and the worst place that an option can be said to have, from 0."""
    total = table.total(option)
    better = sum(table.total(other) > total + EQUAL for other in table.options)
    level = sum(abs(table.total(other) - total) <= EQUAL for other in table.options)
    return better, better + level - 1


def _wrong_place(text: Text, table: Table, clause: Span, option: Option) -> bool:
    """Say whether a clause gives the option a place that it hasn't."""
    best, worst = _places(table, option)
    dimensional = any(
        sense.best.search(text.low, *clause) or sense.worst.search(text.low, *clause)
        for sense in SENSES.values()
    )
    counted = _SOURCED.search(text.low, *clause) or _COUNTED.search(text.low, *clause)
    if dimensional or (counted and not _TALLY.search(text.low, *clause)):
        return False
    if RANKED_LAST.search(text.low, *clause):
        return worst != len(table.options) - 1
    if RANKED_SECOND.search(text.low, *clause):
        return not best <= 1 <= worst
    if RANKED_THIRD.search(text.low, *clause):
        return not best <= 2 <= worst
    return RANKED_FIRST.search(text.low, *clause) is not None and best != 0


def _wrong_pair(text: Text, table: Table, clause: Span, mentioned: list[tuple[int, Option]]) -> bool:
    """Say whether a clause puts two options in the wrong order."""
    (start, first), (end, second) = mentioned
    if _any_comparison(text, clause):
        return False
    if _PLACED.search(text.low, start, end) is None and _NEEDS.search(text.low, start, end):
        return False
    apart = table.total(first) - table.total(second)
    if ABOVE.search(text.low, start, end):
        return apart < -EQUAL or (abs(apart) <= EQUAL and _TALLY.search(text.low, *clause) is not None)
    return BELOW.search(text.low, start, end) is not None and apart > -EQUAL


def _any_comparison(text: Text, clause: Span) -> bool:
    """Say whether a clause compares on one dimension."""
    return any(
        sense.more.search(text.low, *clause) or sense.less.search(text.low, *clause)
        for sense in SENSES.values()
    )


def _against_scores(
    text: Text, table: Table, clause: Span, mentioned: list[tuple[int, Option]]
) -> Iterator[Contradiction]:
    """Yield a contradiction where a clause says the opposite of a score."""
    if not mentioned or _HEDGED.search(text.low, *clause):
        return
    for name, sense in SENSES.items():
        option = mentioned[0][1]
        if len(mentioned) == 2:
            wrong = _wrong_comparison(text, clause, name, sense, mentioned)
        else:
            wrong = len(mentioned) == 1 and _wrong_score(text, table, clause, name, sense, option)
        if wrong:
            yield Contradiction(clause, option.name, name)


_HEDGED = pattern(
    "today|currently|at present|these days|so far|"
    "nothing|if|would have|could have|not the|isn't the|second|after|than last|used to|"
    "not as|at first|thought|expected|almost|nearly|one of"
)


def _wrong_comparison(
    text: Text, clause: Span, name: str, sense: Sense, mentioned: list[tuple[int, Option]]
) -> bool:
    """Say whether two options are compared the wrong way round on a dimension."""
    (start, first), (end, second) = mentioned
    apart = first.scores[name] - second.scores[name]
    if sense.more.search(text.low, start, end):
        return apart < 0
    return sense.less.search(text.low, start, end) is not None and apart > 0


def _wrong_score(text: Text, table: Table, clause: Span, name: str, sense: Sense, option: Option) -> bool:
    """Say whether an option is said to be the opposite of what its score says."""
    scores = [other.scores[name] for other in table.options]
    score = option.scores[name]
    if sense.worst.search(text.low, *clause):
        return score > min(scores)
    if sense.best.search(text.low, *clause):
        return score < max(scores)
    if name in _OF_TODAY and not _is_about_work(text, clause, option):
        return False
    if sense.low.search(text.low, *clause):
        return score >= 4
    return sense.high.search(text.low, *clause) is not None and score <= 2


_OF_TODAY = frozenset({"engineering_cost", "time_to_market"})
"""What is slow or dear may be the matter that an option is about: "orders take ages"."""
_WORK = pattern(
    "would|will|could|can|build\\w*|ship\\w*|launch\\w*|deliver\\w*|develop\\w*|ready|out|live|project|"
    "effort|to (?:make|do|bring)"
)


def _is_about_work(text: Text, clause: Span, option: Option) -> bool:
    """Say whether a clause tells of doing an option: it has the whole name, goes on about it, or says so."""
    whole = option.name.lower() in text.low[slice(*clause)]
    return whole or _refers_back(text, clause) or _WORK.search(text.low, *clause) is not None

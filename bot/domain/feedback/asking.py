"""One question about the member's own words, where the rules find nothing that could land better.

A question is computed from what stands there: it quotes, and names the number, the role or the claim it is
about. It accuses of nothing, so it may follow a reading that is less than certain.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from textwrap import shorten
from typing import NamedTuple

from bot.domain.feedback.across import value
from bot.domain.feedback.later import later
from bot.domain.feedback.text import Text
from bot.domain.numerals import in_words

MOST_READ = 12_000
"""Characters of a field."""
_WHOLE = 140
"""Characters of a field that is quoted in full."""
A_PAGE = 40
"""Words."""
MOST_OPTIONS = 20
"""Lines."""
_SHORT = 90
"""Characters of the member's words inside a question."""


class Question(NamedTuple):
    """One thing to find out."""

    code: str
    quote: str
    """The member's own words."""
    asks: str


class Written(NamedTuple):
    """What there is to ask about."""

    fields: Mapping[str, str]
    launch: str = ""
    """For results in a decision log: what the member wrote about the launch."""

    def of(self, name: str) -> str:
        return self.fields.get(name, "").strip()[:MOST_READ]

    def whole(self, name: str) -> bool:
        """Return whether a field holds so much that it may answer what other fields ask for."""
        return Text(self.of(name)).words >= A_PAGE

    def text(self, *names: str) -> Text:
        return Text("\n\n".join(filter(None, map(self.of, names)))[:MOST_READ])


_Asked = Iterator[Question]


def questions(kind: str, written: Written) -> Iterator[Question]:
    """Yield what can be asked about a piece, the most telling first; nothing for a kind that isn't asked."""
    own, names = _ASKED.get(kind, (_nothing, ()))
    yield from own(written)
    text = written.text(*names)  # one for all: it finds its sentences once
    for check in _OTHER_CHECKS.get(kind, _OF_A_CLAIM):
        yield from check(text)


def _nothing(_: Written) -> _Asked:
    yield from ()


def _first(text: str) -> str:
    """Return a text that is short, or of a longer one the first sentence that says something, or ""."""
    if len(text) <= _WHOLE and "\n" not in text:
        return text
    sentences = Text(text).sentences
    return text[slice(*sentences[0])] if sentences else ""


def _inside(text: str) -> str:
    """Return words for the inside of a question: one line, no quotation marks, no full stop at its end."""
    return shorten(text.translate(_NO_MARKS), _SHORT, placeholder=" …").rstrip(" .!?,;:")


_NO_MARKS = str.maketrans({'"': "'", "“": "'", "”": "'"})


def _sentence(text: Text, wanted: re.Pattern[str], unwanted: re.Pattern[str] | None = None) -> str:
    """Return the first sentence that has the one and not the other; "" where none is."""
    for start, end in text.sentences:
        if wanted.search(text.low, start, end) and not (unwanted and unwanted.search(text.low, start, end)):
            return text.raw[start:end]
    return ""


_IN_MARKS = later(r"(?<!\w)'[^']*$")


def _somebody_elses(text: Text, start: int, at: int) -> bool:
    """Return whether a place of a sentence is between quotation marks."""
    before = text.low[start:at]
    return before.count('"') % 2 == 1 or _IN_MARKS.search(before) is not None


_COMMON_WORDS = """
about after again against all also always and any are around because been before being but can cannot
could did does doing done down each even ever every few first for from get gets give goes had has have her
here him his how into its just last less like made make many may more most much must need never next not
now off one only onto other our out over own per same say says see she should since some still such take
than that the their them then there these they thing things this those three through too two under until
upon use very want was way week were what when where whether which while who whom whose why will with
without would yes yet you your recommend month year decide decided decision
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words that carry what a text is about, and its numbers."""
    words = re.findall(r"[^\W\d_]{3,40}|\d{1,9}", text.lower())
    return frozenset(word[:4] for word in words if word not in _COMMON)


def _apart(one: str, other: str) -> bool:
    """Return whether two texts, of two words at least each, have none in common that carries anything."""
    first, second = stems(one), stems(other)
    return len(first) > 1 and len(second) > 1 and not first & second


# Any text: a claim with a number, some of many, what is true of all, what is only believed.

_COUNT = (
    r"\d{1,6}(?:[.,]\d{1,3})?|an?|half an?|a quarter of an?|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|"
    r"twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|a hundred"
)
_PER = (
    r"(?: (?:a|an|per|each|every) "
    r"(?:day|week|month|quarter|year|case|person|shift|call|letter|order|morning))"
)
_MEASURE = rf"(?:{_COUNT}) (?:minutes?|hours?|days?|kilos?|evenings?|times)"
_CLAIM = later(
    r"\b(?:saves?|saved|saving|costs?|loses?|lost|wastes?|wasted|spends?|spent|gains?|faster|slower|"
    r"fewer|sooner)"
    rf"\b[^.;:!?\n]{{0,40}}?\b(?P<a>(?:{_MEASURE}|\d{{1,3}} ?(?:%|percent)){_PER}?)(?!\w)|"
    rf"(?<!\w)(?P<b>(?:{_MEASURE}){_PER}|"
    r"\d{1,3} ?(?:%|percent)(?= (?:faster|slower|fewer|less|more|cheaper)\b))(?!\w)"
)
_SOURCE = later(
    r"\b(?:measured|counted|timed|stopwatch|watch\w*|logs?|tickets?|interview\w*|told|asked|said|"
    r"says|survey\w*|"
    r"report\w*|invoice|price list|by the same|i read|wrote|records?|when i began|tried|of (?:\d+|"
    r"two|three|four|"
    r"five|six|seven|eight|nine|ten)|goal|target|from|until|within|no more than|at most|tests?|"
    r"every second)\b"
)
_OWN_TIME = later(r"\b(?:i|we) (?:spent|talked|sat|spoke|met|took|need|needed)\b")
"""How long the member's own talk or work took needs no source."""
_SOME = later(
    r"(?<![\w.,:/€$£-])(?P<part>\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) of "
    r"(?:the |our |my )?(?P<whole>\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?![\w.,:/%-]*[\d%])(?= (?:[a-z]+ )?(?P<verb>told|said|say|came(?! out)|stopped|do|did|use|"
    r"used|asked|wanted|want|knew|"
    r"know|gave|called|call|went|go|copy|copied|keep|kept|people|practices|users|customers|nurses|"
    r"colleagues|"
    r"drivers|doctors|teachers|sellers|readers|agents))"
)
_OTHERS_SAID = later(
    r"\b(?:not true|except|the others?|the rest|the fifth|the fourth|the last one|all but|"
    r"only \w+ didn't)\b"
)
_CONDITION = later(r"\b(?:if|when|unless|until|once|goal|target|at least)\b")
_ALL = later(
    r"(?<!\bto )\b(?P<word>everybody|everyone|nobody|no one|all (?:the |our )?(?:users|customers|teams|"
    r"practices|people))\b"
)
_NOT_OF_PEOPLE = later(
    r"\b(?:should|must|may|will|would|can|could|shall|rule|if|when|goal|until|unless|whether|"
    r"(?:has|have|had) to)\b|\?|"
    r"\b(?:nobody|no one) (?:at \w+ \w+ |had |has |have )?"
    r"(?:asked|called|complained|told|answered|wrote)\b|"
    r"\b(?:everybody|everyone) (?:sees|gets|has|can)\b"
)
"""A rule, a plan, or what is a count already: those who asked were none."""
_BELIEF = later(
    r"\b(?P<word>i (?:think|believe|assume|expect|hope|guess)|we (?:think|believe|assume|expect|"
    r"hope|guess)|"
    r"probably|most likely|presumably)\b"
)
_DEADLINE = later(
    r"\b(?P<when>(?:by|before|until) (?:(?:next |this |the end of )?(?:mon|tues|wednes|thurs|fri|"
    r"satur|sun)day|"
    r"\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"tomorrow|noon|tonight))\b"
)
_OVER = later(r"\b(?:nothing|objections?|refused|they|had|was|were|got|gave|came|answered)\b")
_WANTED = later(r"\b(?:yes|approv\w+|decision|answer|sign|ask|need|please|confirm)\b")
_ESTIMATE = later(
    r"\b(?:takes?|needs?|would take|will take|costs? us)\b[^.;:!?\n]{0,20}?\b(?P<time>"
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:days|weeks|months))\b"
)


def _measured(text: Text) -> _Asked:
    for start, end in text.sentences:
        claim = _CLAIM.search(text.low, start, end)
        if claim and not _SOURCE.search(text.low, start, end) and not _OWN_TIME.search(text.low, start, end):
            said = text.raw[slice(*claim.span("a" if claim["a"] else "b"))]
            asks = f'Did somebody measure "{_inside(said)}", or is it a guess?'
            yield Question("ask_measured", text.raw[start:end], asks)
            return


def _seen_or_told(text: Text) -> _Asked:
    for each in _measured(text):
        said = each.asks.split('"')[1]
        yield each._replace(asks=f'Did you see "{said}" yourself, or were you told?')


def _others(text: Text) -> _Asked:
    if _OTHERS_SAID.search(text.low):
        return
    for some in _SOME.finditer(text.low):
        left = value(some["whole"]) - value(some["part"])
        start, end = text.sentence_at(some.start())
        if left > 0 and not _CONDITION.search(text.low, start, some.start()):
            others = "one" if left == 1 else in_words(int(left))
            said = text.raw[some.start() : some.end()]
            asks = f'You write "{said}". What was different with the other {others}?'
            yield Question("ask_others", text.raw[start:end], asks)
            return


def _estimated(text: Text) -> _Asked:
    for start, end in text.sentences:
        if (hit := _ESTIMATE.search(text.low, start, end)) and not _SOURCE.search(text.low, start, end):
            said = text.raw[slice(*hit.span("time"))]
            asks = f'Whose estimate is "{said}", and which piece of it is the riskiest?'
            yield Question("ask_estimate", text.raw[start:end], asks)
            return


def _believed(text: Text) -> _Asked:
    for start, end in text.sentences:
        hit = _BELIEF.search(text.low, start, end)
        if hit and not _somebody_elses(text, start, hit.start()):
            said = text.raw[slice(*hit.span("word"))]
            asks = f'You write "{said}". What would you see in the first week if it is not so?'
            yield Question("ask_belief", text.raw[start:end], asks)
            return


def _of_all(text: Text) -> _Asked:
    for start, end in text.sentences:
        hit = _ALL.search(text.low, start, end)
        if (
            hit
            and not _NOT_OF_PEOPLE.search(text.low, start, end)
            and not _somebody_elses(text, start, hit.start())
        ):
            said = text.raw[slice(*hit.span("word"))]
            none = hit["word"] in ("nobody", "no one")
            asks = "What have you seen that shows it?" if none else "When did you last see it otherwise?"
            yield Question("ask_all", text.raw[start:end], f'You write "{said}". {asks}')
            return


def _by_when(text: Text) -> _Asked:
    for start, end in text.sentences:
        hit = _DEADLINE.search(text.low, start, end)
        if hit and _WANTED.search(text.low, start, end) and not _OVER.search(text.low, start, end):
            said = text.raw[slice(*hit.span("when"))]
            asks = f'What do you do if you hear nothing "{said}"?'
            yield Question("ask_deadline", text.raw[start:end], asks)
            return


_OF_A_CLAIM = (_measured, _others, _estimated, _believed, _of_all, _by_when)
_OTHER_CHECKS: Mapping[str, tuple[Callable[[Text], _Asked], ...]] = {
    "interview": (_seen_or_told, _others),
    "course": (_measured,),
    "no": (_measured, _others, _estimated, _believed, _of_all),
}
"""What somebody else believes or says of all is their own, and how long a course takes is no estimate."""


# A no: does what reopens it touch the reason, and does the offer touch what they needed?

_REOPENS = later(
    r"\b(?:reopens?|re-opens?|trigger|look at it again|ask again|think again)\b(?: is)?:? ?(?:if|"
    r"when|once|as soon as)?"
)
_COMES_FIRST = later(
    r"\bfirst\b|\b(?:time|capacity|busy|priorit\w+|quarter|roadmap|plan|instead|goes before|comes before)\b"
)
"""The reason is what else is done: one of principle isn't counted in days."""
_A_COST = later(r"\b(?:days?|weeks?|months?|hours?|euros?|cost\w*)\b|\d")


def _no(written: Written) -> _Asked:
    reason, interest, alternative = written.of("reason"), written.of("interest"), written.of("alternative")
    outcome = written.of("outcome")
    text = written.text("outcome", "refused", "alternative")
    trigger = _sentence(text, _REOPENS)
    condition = _REOPENS.sub("", trigger.lower())
    if reason and trigger and _apart(reason, condition):
        asks = f'Your reason was "{_inside(_first(reason))}". Does that reason still hold when this happens?'
        yield Question("ask_reopens", trigger, asks)
    if interest and alternative and written.of("role") and _apart(interest, alternative):
        asks = (
            f'You heard this need: "{_inside(_first(interest))}". How much of that does your offer give them?'
        )
        yield Question("ask_offer", _first(alternative), asks)
    if reason and _COMES_FIRST.search(reason.lower()) and not _A_COST.search(reason.lower()):
        asks = "How many days would a yes have cost, and who would have waited for them?"
        yield Question("ask_cost_of_yes", _first(reason), asks)
    if outcome and not written.of("later"):
        yield Question(
            "ask_week_later", _first(outcome), "What does the person say about your no a week later?"
        )
    if written.of("refused") and not outcome and not written.whole("refused"):
        who = f'this person: "{_inside(written.of("role"))}". What' if written.of("role") else ""
        asks = f"You said no to {who} did they say?" if who else "What did they say when they heard your no?"
        yield Question("ask_heard", _first(written.of("refused")), asks)


# A page for a VP: who looks for the first sign, who waits?

_SIGN = later(
    r"\b(?:signs?|signal|see it|notic\w+|"
    r"shows? (?:when|if|in|by)|alert|alarm|would tell)\b"
)
_NAMED = later(r"\b(?:i|we|our|team|lead|owner|support|every|each|daily|weekly)\b")
_RETURNS = later(
    r"\b(?:back to|(?:we|i) (?:stop|count|watch|switch)|stops? (?:if|when|at)|off (?:if|when|at))\b"
)
"""It is said when the choice is undone, or who looks."""
_OWN_RISK = later(r"\bi\b")
_LOSS = later(
    r"\b(?:give up|gives up|lose|loses|until|later|slower|waits?|without|drop|drops|postpone\w*|"
    r"delay\w*|stays)\b"
)


def _page(written: Written) -> _Asked:
    if risk := written.of("risk"):
        sign = _sentence(Text(risk), _SIGN)
        if not sign and not _RETURNS.search(written.text("risk", "recommendation").low):
            yield Question(
                "ask_sign",
                _first(risk),
                "What would be the first sign of this risk, and who would see that sign?",
            )
        elif sign and not _NAMED.search(sign.lower()) and not _OWN_RISK.search(risk.lower()):
            yield Question("ask_who_looks", sign, "Who looks for this sign, and how often?")
    if loss := _sentence(written.text("trade-offs"), _LOSS):
        yield Question("ask_who_waits", loss, "Do those who feel this first know it yet? What do they say?")


# A mini-PRD: what may get worse, who was watched, who waits for what is out.

_GUARD = later(
    r"\b(?:must not|mustn't|not get worse|guardrail|without losing|no worse|stays? (?:at|under|below))\b"
)
_ANY_NUMBER = later(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|none|zero|half)\b")
_WATCHED = later(r"\b(?:watch\w*|sat|saw|screen|beside|shadow\w*)\b")
_WISHED = later(r"\b(?:waits?|asked|love|want\w*|wish\w*|told|heard)\b")


def _prd(written: Written) -> _Asked:
    metric, user = written.of("metric"), written.of("user")
    if (
        metric
        and _ANY_NUMBER.search(metric.lower())
        and not _GUARD.search(written.text("metric", "goals").low)
    ):
        yield Question("ask_guardrail", _first(metric), "What could get worse while this number moves?")
    if user and not _WATCHED.search(written.text("problem", "evidence").low):
        asks = "When did you last watch one of them at work, and where did they get stuck?"
        yield Question("ask_watched", _first(user), asks)
    if (out := written.of("non-goals")) and not _WISHED.search(out.lower()):
        yield Question(
            "ask_who_wanted", _first(out), "Who wanted this, and do they know that you leave it out?"
        )


# A decision log: what became of the launch's own rule, what else moved the number, who looks at the trigger.

_RULE = later(
    r"\b(?:goes on|go on|off when|off if|stop\w*|goal|target|success|succeeds?|works if|go when|"
    r"come back|comes back)\b"
)
_NOW = later(r"\b(?:now|today|after|went|fell|rose|from)\b")


def _log(written: Written) -> _Asked:
    part, decided, would_change = written.of("part"), written.of("decided"), written.of("changed-mind")
    rule = _sentence(Text(written.launch[:MOST_READ]), _RULE) if part == "Results" else ""
    if rule and not (stems(rule) - _SAID_ANYWAY) & stems(decided):
        yield Question("ask_launch_rule", rule, "You wrote this rule at launch. What became of the rule?")
    if part == "Results":
        text = Text(decided)
        for start, end in text.sentences:
            if len(re.findall(r"\d+|\bforty|\bfifty", text.low[start:end])) > 1 and _NOW.search(
                text.low, start, end
            ):
                asks = "What else changed in that time and could have moved this number?"
                yield Question("ask_what_else", text.raw[start:end], asks)
                break
    if would_change:
        yield Question("ask_who_tells", _first(would_change), "How will you hear of this, and from whom?")


_SAID_ANYWAY = stems("people back come goes stop goal target user works success")


# A prioritisation: a choice against the table, the belief about what flips it, who is disappointed.


class Decided(NamedTuple):
    """What the table of a prioritisation says."""

    options: tuple[str, ...]
    winner: str
    flip: str = ""
    """The option whose single score decides."""
    dimension: str = ""
    before: str = ""
    after: str = ""


def about_table(written: Written, decided: Decided) -> _Asked:
    """Yield what can be asked where a table can be read, the most telling first."""
    choice, flips = written.of("choice"), written.of("flips")
    chosen = [name for name in decided.options if name and name.lower() in choice.lower()]
    if decided.winner and len(chosen) == 1 and chosen[0] != decided.winner:
        asks = f'The table puts "{_inside(decided.winner)}" first. What does the table not know?'
        yield Question("ask_against_table", _first(choice), asks)
    if decided.flip:
        number = f'{decided.dimension} of "{_inside(decided.flip)}"'
        if flips and not stems(flips) & (stems(decided.flip) | stems(decided.dimension)):
            either = f"{decided.before} or {decided.after}"
            asks = (
                f"By your numbers {number} flips the order, {either}. Which of the two do you find out first?"
            )
            yield Question("ask_other_flip", _first(flips), asks)
        line = next((row for row in written.of("options").splitlines() if decided.flip in row), "")
        if line:
            asks = f"Who could tell you this week whether {number} is {decided.before} or {decided.after}?"
            yield Question("ask_flip", line.strip(), asks)


_HEARD = later(r"\b(?:told|knows?|heard|spoke|talked|said|agreed)\b")


def _prioritisation(written: Written) -> _Asked:
    who = written.of("disappointed")
    if who and not _HEARD.search(who.lower()):
        yield Question("ask_disappointed", _first(who), "Who tells them, and what do they get to hear?")


# Kinds that no rule judges: what they have handed in is asked about all the same.


_ACTS = later(
    r"\b(?:cop(?:y|ied|ying)|refus\w+|stop\w*|drop\w*|t(?:ake|ook)|leave|steal\w*|skip\w*|keep|kill\w*|"
    r"cut|(?:differ|differs|differently)|rival|wins|instead|rather|(?:we|i)'(?:ll|d)|(?:we|"
    r"i) (?:will|build|sell|begin|"
    r"move|change|help|do)|goes?|go|first)\b"
)
"""Something is done because of it, or the rival is named."""
_OF_AI = later(r"\b(?:ai|bots?|chatbots?|assistants?|models?|prompts?|gpt\w*|copilot|agents?)\b")
"""What answers otherwise each time."""


def _alternatives(written: Written) -> _Asked:
    tried, so_what = written.of("tried"), written.of("so-what")
    if written.of("alternatives") and not tried and not written.whole("so-what"):
        line = _first(written.of("alternatives"))
        yield Question("ask_tried", line, "When did you last try one of these yourself?")
    if so_what and not written.of("changes") and not _ACTS.search(so_what.lower()):
        asks = "Which one thing do you copy, and which do you refuse, because of this?"
        yield Question("ask_so_what", _first(so_what), asks)
    elif so_what and not written.of("changes") and not written.whole("so-what"):
        yield Question("ask_changes", _first(so_what), "Which decision of this month does this change?")
    if (
        tried
        and _ANY_NUMBER.search(tried.lower())
        and _OF_AI.search(written.text("tried", "alternatives").low)
    ):
        yield Question(
            "ask_again", _first(tried), "How often did you try this, and how much did the result vary?"
        )


_OWNED = later(r"\b(?:owns?|owner|own it|responsible|lead|by (?:\w+ ){0,2}(?:\d|mon|tues|wednes|thurs|fri))")


_NOT_DECIDED = later(r"\b(?:nothing|not decided|undecided|no decision|missing|open)\b")
_NO_ASK = later(
    r"\W*(?:just |only |general |some |any |an? |to |get |give |i (?:wanted|asked for) ){0,5}"
    r"(?:feedback|thoughts|comments|opinions|ideas|overview|walk-?through|status|information|inform|"
    r"questions and comments|nothing|present(?:ed|ing|ation)?|i (?:presented|showed)|show(?:ed|"
    r"ing)?|demo(?:ed)?|"
    r"(?:make \w+|raise) aware(?:ness)?)\b"
)
_ASKS = later(
    r"\b(?:whether|if|or|which|who|approv\w+|permission|decide\w*|decision|choose\w*|yes|no|go|may|can|could|"
    r"how|blessing|should|that we|money|budget|accept\w*|delay|stop|switch|buy|by|but|name|"
    r"price|date|agree\w*|sign\w*)\b|"
    r"\d|\?|:"
)
_A_LINE = 16
"""Words: a longer ask holds more than these."""


def _design(written: Written) -> _Asked:
    asked, decided, heard = written.of("asked"), written.of("decided"), written.of("heard")
    options = written.of("options")
    ask = Text(asked)
    if ask.words <= _A_LINE and not decided and _NO_ASK.match(ask.low) and not _ASKS.search(ask.low):
        yield Question("ask_which_decision", asked, "Who decides what after this, and by which day?")
    if asked and decided and _apart(f"{asked} {options}", decided):
        asks = f'You asked: "{_inside(_first(asked))}". Does this decision answer that?'
        yield Question("ask_decided", _first(decided), asks)
    if decided and not _OWNED.search(decided.lower()) and not _NOT_DECIDED.search(decided.lower()):
        yield Question("ask_owner", _first(decided), "Who does this now, and by which day?")
    audience = stems(written.of("audience"))
    if heard and not (stems(heard) - audience) & stems(f"{options} {decided}"):
        yield Question(
            "ask_heard_before", _first(heard), "What did you change in your presentation because of this?"
        )
    if option := _taken(options, decided):
        yield Question(
            "ask_first_day", option, "What would a customer notice on the first day of this option?"
        )


def _taken(options: str, decided: str) -> str:
    """Return the line of the option that was taken; the first where nothing is decided; "" if unclear."""
    lines = [line.strip() for line in options.splitlines()[:MOST_OPTIONS] if line.strip()]
    if decided:
        wanted = stems(decided)
        lines = [line for line in lines if stems(line.split(";")[0]) & wanted]
        return lines[0] if len(lines) == 1 else ""
    return _first(lines[0]) if lines else ""


_ANSWERED = later(
    r"[\"]|(?<!\w)'|\b(?:said|asked|answered|replied|agreed|wasn't|was|were|knows?|nodded|fine)\b"
)


def _scope(written: Written) -> _Asked:
    cut, why, revives, told = (written.of(name) for name in ("cut", "why", "revives", "told"))
    short = not written.whole("cut")
    if why and revives and _apart(why, revives):
        asks = f'You cut this for a reason: "{_inside(_first(why))}". Does that reason still hold then?'
        yield Question("ask_revives", _first(revives), asks)
    if cut and short and not written.of("loses"):
        asks = "What can people no longer do without this part, and how often did they do it before?"
        yield Question("ask_loses", _first(cut), asks)
    if cut and short and not revives:
        yield Question("ask_back", _first(cut), "Which number or event would bring this part back?")
    if told and not _ANSWERED.search(told.lower().replace("’", "'")):
        yield Question("ask_told", _first(told), "What did they answer?")


_BY_LINE = later(
    r"(?:^|[\n.;] ?)(?P<number>\d{1,4}) (?P<name>[^\n.;]{3,120})|"
    r"(?P<named>[^\n;.]{3,80}); ?(?P<count>\d{1,4})"
)
_BUCKET = later(
    r"\b(?:hallucinat\w*|errors?|wrong|bad|mixed|correct|accura\w+|failures?|quality|(?:pass|"
    r"success) rate)\b|%"
)
_UNNAMED = later(
    r"\b(?:hallucinat\w*|errors?|wrong|bad|mixed|correct|(?:in)?accura\w+|failures?|failed|"
    r"quality|pass|success|"
    r"rate|others?|right|good|answers?|outputs?|results?|questions?|fine|issues?|some|most\w*|"
    r"percent|total|misc\w*|"
    r"\d+|test\w*|model|version|cases?|had)\b"
)
_HELD_BACK = later(
    r"\b(?:holds?|held|keeps?) (?:\w+ ){0,3}back\b|\b(?:block|blocks|not launch|no launch|not ship)\b"
)
_PASS = later(r"\b(?:pass\w*|right|correct|good|photos|answers|messages|questions)\b")


def _failures(written: Written) -> _Asked:
    decision, surprise = written.of("decision"), written.of("surprise")
    counted = [
        (int(hit["number"] or hit["count"]), (hit["name"] or hit["named"]).strip())
        for hit in _BY_LINE.finditer(written.of("counts"))
    ]
    counts = Text(written.of("counts"))
    if counts.words and (bucket := _BUCKET.search(counts.low)) and not stems(_UNNAMED.sub(" ", counts.low)):
        asks = "What exactly went wrong in one of them? Give it a name that somebody could mend."
        start, end = counts.sentence_at(bucket.start())
        yield Question("ask_name_of_it", counts.raw[start:end], asks)
    failures = [each for each in counted if not _PASS.search(each[1].lower())]
    if decision and len(failures) > 1:
        number, name = max(failures, key=lambda each: each[0])
        alone = [each[0] for each in failures].count(number) == 1
        if alone and stems(name) and not stems(name) & stems(f"{decision} {written.of('rules')}"):
            asks = (
                f"This failure is the most frequent one, {number} times. Does your decision let it through?"
            )
            yield Question("ask_biggest", name, asks)
    if decision and not written.of("rules"):
        asks = "At which number do you switch the feature off, and who does that?"
        if _HELD_BACK.search(decision.lower()):
            asks = "At which number does the feature go out, and who decides that?"
        yield Question("ask_stop_rule", _first(decision), asks)
    if surprise:
        yield Question(
            "ask_would_show", _first(surprise), "Which case in your tests would show this failure next time?"
        )


_NEVER = later(r"\b(?:never|must not|not allowed)\b")
_ALONE = later(
    r"(?:^|\n)\W*alone\b|\b(?:alone|by itself|on its own) ?[:;]|: ?(?:alone|by itself|on its own)\b|"
    r"\b(?:acts?|goes|go|sends?|answers?|sorts?|shows?|routes?|decides?) (?:\w+ ){0,4}"
    r"(?:alone|by itself|on its own)\b"
)
"""What the machine does alone; a person may be alone too."""


_SOMEBODY = (
    r"(?:humans?|persons?|people|someone|somebody|employees?|clerks?|curators?|guards?|nurses?|"
    r"teachers?|editors?|"
    r"agents?|experts?|colleagues?)"
)
_REVIEWED = later(
    r"\bin[- ]the[- ]loop\b|\bhuman oversight\b|"
    r"\b(?:all|every|each)\b(?: \w+){1,4} (?:is|are) (?:always )?(?:reviewed|checked|approved|verified) by "
    rf"(?:an? |the )?{_SOMEBODY}\b|"
    rf"\b(?:a|an|the) {_SOMEBODY} (?:always )?(?:looks at|checks|reviews|approves|decides)\b"
    r"(?! (?:on|about) \w+\.)"
)
_SIZED = later(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty|"
    r"hundred|half|tenth|fifth|third|minutes?|hours?|daily|weekly|"
    r"every (?:day|week|morning|evening|monday|friday)|"
    r"each (?:day|week|morning|evening|monday|friday))\b"
)
_PROMPT = later(
    r"\bprompt (?:forbids|instructs|prevents|prohibits)\b|"
    r"\bprompt says:? (?:not|never|ignore|do not|don't)\b|"
    r"\b(?:tell|say|write|instruct)(?: \w+){0,2} in the (?:system )?prompt (?:not|never|that it must not)\b|"
    r"\bin the (?:system )?prompt we (?:say|write|tell it) (?:not|never)\b|"
    r"\b(?:wrote|put|said|told it|told the model)(?: \w+){0,2} (?:in|into) the (?:system )?prompt\b|"
    r"\bprompt (?:tells|told) (?:it|the model) (?:not|never)\b|"
    r"\binstructions (?:to|given to) (?:it|the model) (?:\w+ )?(?:forbid|prohibit)\b"
)
_GUARDED = later(
    r"\b(?:filter\w*|account|access|permissions?|rights|cut|block\w*|list of|check\w*|clerk|nurse|"
    r"person|human|review\w*|approv\w*|read-only|no guard|not enough|besides|in addition|also|switch\w*)\b|\d"
)


_TRIED_OUT = later(r"\b(?:tested|tests?|tried|checked)\b")


def _policy(written: Written) -> _Asked:
    metric, floor, rules = written.of("metric"), written.of("floor"), Text(written.of("rules"))
    if not _SIZED.search(rules.low) and (reviewed := _sentence(rules, _REVIEWED)):
        asks = "How many does one person read in an hour, and how often do they say no?"
        yield Question("ask_review_size", reviewed, asks)
    if not _GUARDED.search(rules.low) and (prompted := _sentence(rules, _PROMPT)):
        asks = "What stops the AI when a text talks it out of its prompt?"
        yield Question("ask_prompt", prompted, asks)
    if metric and floor and stems(metric) == stems(floor):
        yield Question(
            "ask_floor",
            _first(floor),
            "This is the number that should move, too. Which number does nobody watch then?",
        )
    if not written.of("untested") and not _TRIED_OUT.search(rules.low):
        if never := _sentence(rules, _NEVER):
            yield Question("ask_broken", never, "How did you try to make the AI do this all the same?")
        if alone := _sentence(rules, _ALONE):
            yield Question(
                "ask_alone", alone, "Who would notice on the same day that this went wrong, and how?"
            )
    if floor and not re.search(r"\b(?:switch\w*|off|stop\w*|who|by)\b", floor.lower()):
        yield Question(
            "ask_floor_first", _first(floor), "Who would be the first to notice that this gets worse?"
        )


_MY_WORK = later(
    r"\bmy (?:\w+ )?(?:pages?|plans?|notes?|papers?|mails?|emails?|interviews?|talks?|summar\w+|"
    r"no's|noes|prds?|specs?|one-pagers?|slides?|roadmaps?|documents?|updates?)\b"
)
_CAME_OUT = later(
    r"\b(?:old|new|came|turned out|instead|before|now|fewer|less|more|dropped|changed|accept\w*|"
    r"because|result\w*|signed|signature|wrong|right|told|said|answered)\b|\d.*\d"
)
"""What came of it is said already."""
_USED = later(r"\b(?:used|taught|showed|wrote|drew|listed|ran|tested|applied|rewrote|write)\b")


def _course(written: Written) -> _Asked:
    gap, used, step = written.of("gap"), written.of("used"), written.of("step")
    if gap and not _ANY_NUMBER.search(gap.lower()) and not _MY_WORK.search(gap.lower()):
        yield Question("ask_gap", _first(gap), "Which piece of your own work shows this gap?")
    if used and not _CAME_OUT.search(used.lower()):
        yield Question("ask_otherwise", _first(used), "What came out differently because of this?")
    elif step and not used and not written.whole("step") and not _USED.search(step.lower()):
        yield Question(
            "ask_first_use", _first(step), "Where at work do you use this first, and on which day?"
        )


# An interview: a workaround without its cost, a wish without today's way, a surprise without an effect.

_WORKAROUND = later(
    r"\b(?:paper|spreadsheets?|excel|second window|two windows|by hand|copies|copy|"
    r"types? (?:it )?again|re-?types?|"
    r"sticky notes?|workaround|phones?|calls? the|screenshots?|notebook)\b"
)
_COSTS = later(r"\b(?:minutes?|hours?|evenings?|euros?|dollars?|times (?:a|each) (?:day|week|month))\b")
"""What the detour costs is said already."""
_GONE = later(r"\d|\b(?:moved|came|switched|changed) (?:\w+ ){0,3}from\b|\bused to\b|\bno longer\b")
"""It is counted, or it is over."""
_WISH = later(
    r"\b(?:he|she|they|who|nurse|manager|owner|agent|\w+ist|\w+er) "
    r"(?:wants?|would like|wishes for|would love) (?!to\b|no\b|less\b|more\b|it\b)"
)
"""A thing that somebody wants."""
_NO_WISH = later(r"\?|\b(?:belie\w+|differ\w*|what (?:\w+ ){1,2}want)\b")


_DONE_ABOUT = later(
    r"\b(?:proposed|told|i would|i will|i'll|we will|we'll|so (?:i|we)|dropped|changed|stands)\b"
)
"""What follows from it is said already."""


def _interview(written: Written) -> _Asked:
    text = written.text("learnt", "quote")
    surprise, quote, role = written.of("surprise"), written.of("quote"), written.of("role")
    around = "" if _COSTS.search(text.low) else _sentence(text, _WORKAROUND, _GONE)
    if around:
        yield Question("ask_workaround", around, "What does this detour cost them in a week?")
    if wish := _sentence(text, _WISH, _NO_WISH):
        yield Question("ask_today", wish, "What do they do today instead?")
    if surprise and not _DONE_ABOUT.search(surprise.lower()):
        yield Question(
            "ask_belief_changed", _first(surprise), "What will you do differently because of this surprise?"
        )
    if quote and not stems(quote) & stems(written.of("learnt")):
        yield Question("ask_before_quote", _first(quote), "What had just happened when they said this?")
    if role and written.of("learnt"):
        asks = "Who else does this work, and does it another way?"
        yield Question("ask_another_way", _first(role), asks)


_ASKED: Mapping[str, tuple[Callable[[Written], _Asked], tuple[str, ...]]] = {
    "interview": (_interview, ("learnt",)),
    "vp-page": (_page, ("recommendation", "trade-offs", "risk", "page")),
    "mini-prd": (_prd, ("problem", "evidence", "goals", "scope")),
    "no": (_no, ("refused", "reason")),
    "decision-log": (_log, ("decided",)),
    "prioritisation": (_prioritisation, ("why",)),
    "competitive-analysis": (_alternatives, ("so-what", "tried")),
    "design-presentation": (_design, ("asked", "options", "decided")),
    "scope-decision": (_scope, ("cut", "why", "loses")),
    "failure-review": (_failures, ("decision",)),
    "ai-policy": (_policy, ("rules",)),
    "course": (_course, ("gap", "used", "step")),
    "free-text": (_nothing, ("text",)),
}
"""What is asked about each kind, and the fields whose claims are."""

_OWN_CODES: Mapping[str, str] = {
    "interview": "ask_workaround ask_today ask_belief_changed ask_before_quote ask_another_way",
    "vp-page": "ask_sign ask_who_looks ask_who_waits",
    "mini-prd": "ask_guardrail ask_watched ask_who_wanted",
    "no": "ask_reopens ask_offer ask_cost_of_yes ask_week_later ask_heard",
    "decision-log": "ask_launch_rule ask_what_else ask_who_tells",
    "prioritisation": "ask_disappointed ask_against_table ask_other_flip ask_flip",
    "competitive-analysis": "ask_tried ask_so_what ask_changes ask_again",
    "design-presentation": "ask_which_decision ask_decided ask_owner ask_heard_before ask_first_day",
    "scope-decision": "ask_revives ask_loses ask_back ask_told",
    "failure-review": "ask_name_of_it ask_biggest ask_stop_rule ask_would_show",
    "ai-policy": "ask_review_size ask_prompt ask_floor ask_broken ask_alone ask_floor_first",
    "course": "ask_gap ask_otherwise ask_first_use",
    "free-text": "",
}
_CODES_OF_A_CLAIM = "ask_measured ask_others ask_estimate ask_belief ask_all ask_deadline"
_CODES_IN_A_STORY = "ask_measured ask_others"
CODES: Mapping[str, frozenset[str]] = {
    kind: frozenset(f"{own} {_CODES_IN_A_STORY if kind == 'interview' else _CODES_OF_A_CLAIM}".split())
    for kind, own in _OWN_CODES.items()
}
"""What each kind can be asked, by code."""

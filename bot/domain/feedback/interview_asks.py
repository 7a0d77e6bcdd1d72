"""How many things a turn asks, and in which form: openly, for yes or no, or by choosing from a list."""

from dataclasses import dataclass

from bot.domain.feedback.cues import pattern
from bot.domain.feedback.interview_cues import ASK, AUX, POLITE, WH
from bot.domain.feedback.later import later
from bot.domain.feedback.text import Span, Text

_FILLER = (
    "and|so|but|or|ok|okay|well|hi|hey|hello|now|then|also|um|uh|hmm|thanks|thank you|great|"
    "honestly|actually|just|please|kindly|"
    "sorry|one question|one silly question|quick one|quick question|question|next|finally|"
    "first|second|third|alright|right|look|listen|lemme|let me|"
    "yes|no|perfect|cool|oh|sure|be honest|overall|in general|generally|in short|tell me"
)
_LEAD = later(rf"(?:(?:{_FILLER})[\s,.:;!-]{{1,3}}){{0,4}}".replace(" ", r"\s"))
_OPENS = pattern(f"(?:{POLITE}) (?:just |also |please |maybe |quickly |briefly )?(?:\\w+ly )?(?:{ASK})|{ASK}")
_STARTS_WH = pattern(
    WH + "|at what|in what|in which|on what|on which|for what|for whom|with whom|from whom|"
    "to whom|around what|by when|since when|until when|of the|out of"
)
_STARTS_AUX = pattern(AUX)
_STARTS_POLITE = pattern(
    POLITE.replace("can you|could you|would you|", "").replace("will you|", "")
    + "|(?:can|could) you (?!see yourself|imagine|picture|live|afford|do without|work without|"
    "trust|use|ever|rely|say you)\\w+|do you (?:still )?(?:remember|recall)|"
    "can you (?:remember|recall)|do you have any idea|do you know (?:what|how|who|when|where|"
    "why)"
)
_JOIN = (
    r"(?:[,:;–—…-]|\.\.|\b(?:and|so|then|but|or|if so|if not|also))[\"']? (?:and |then |also |"
    r"so |finally |or |by the way,? |now |in |on |for |at |with |from |by |to )?"
)
_WH_INSIDE = pattern(
    f"{_JOIN}(?:{WH}|{ASK})|\\b(?:tell|show|describe|explain|tell to) (?:me|us|it)|"
    f"walk me|talk me|what for|how so|how come|why not|what about|"
    "\\b(?:in|by|with|from|to|on|for|at) (?:what|whom|which)",
    after_words=True,
)
_AUX_INSIDE = pattern(
    f"{_JOIN}(?:{AUX}) (?:you|your|the|it|they|he|she|there|that|i|we|u|people|any\\w*)", after_words=True
)
_ANYWHERE = pattern(
    "tell me|tell us|show me|walk me|talk me|walk us|talk us|describe (?:it|that|the|how|"
    "what)|curious (?:how|what|why|about)|thoughts on|and you|say more|i'd (?:like|"
    "love) to (?:hear|know|understand|learn)|"
    "i(?:'d| would)(?: \\w+){0,2} (?:glad|happy|grateful|curious|interested)|"
    "i(?:'d| would) (?:like|love) to (?:see|watch|read|follow)|"
    "i want(?:ed)? to (?:hear|know|understand)|wanna hear|interested in|i wonder (?:how|what|"
    "why)|for what reason|give me an example|for example"
)
_RATING = pattern(
    "how would you rate|how do you rate|how satisfied|how likely|on a scale|from (?:one|1|"
    "zero|0) to|out of (?:ten|10|five)|scale of|stars|yes or no|what rating|what mark"
)
_PROMPT = later(
    r"\W{0,3}(?:(?:right|ok|okay|so|yes|mm|ah|oh|i see)\W{1,3})?(?:and|but|so|because|such as|"
    r"meaning|like|for example|since|until|after|before|in which|then|e\.g\.)(?: (?!(?:do|"
    r"does|did|is|are|was|were|has|have|had|can|could|would|will|should|you|it|that|this|they|"
    r"your|the|he|she|we)\b)[\w']{1,20}){0,6}\W{0,3}\?|"
    r"\W{0,3}(?:(?:right|ok|okay|so|yes)\W{1,3})?and (?:after|before) (?:the|that|this)"
    r"(?: [\w']{1,20}){1,4}\?"
)
_PICK = pattern(
    "which of (?:these|the|those|them|our|this)|which (?:is|was|would be) (?:\\w+er|more|"
    "better|worse|less)|which one (?:is|do|would|of)|"
    "which do you (?:prefer|find|like)|which (?:of|one)|do you prefer|"
    "which would you (?:rather|prefer|choose|pick)|which (?:\\w+ ){1,3}do you (?:prefer|like)|which should"
)


@dataclass(frozen=True, slots=True)
class Ask:
    """One sentence that asks: where it is, and what an answer may be."""

    span: Span
    is_open: bool
    is_closed: bool
    parts: int
    """How many things it asks."""


MOST_PARTS = 4
"""Nothing asks whether a turn has more parts."""


def asks(text: Text) -> list[Ask]:
    """Return what a turn asks, sentence by sentence; statements are left out."""
    found: list[Ask] = []
    parts = 0
    for span in text.sentences:
        ask = _ask(text, span, counts=parts < MOST_PARTS)
        if ask.is_open or ask.is_closed:
            found.append(ask)
            parts += ask.parts
    return found


def _ask(text: Text, span: Span, *, counts: bool) -> Ask:
    """Read one sentence. Its parts are one where they needn't be counted."""
    sentence = text.low[span[0] : span[1]]
    lead = _LEAD.match(sentence)
    body = sentence[lead.end() if lead else 0 :]
    asked = "?" in sentence
    polite = _STARTS_POLITE.match(body) is not None
    starts_wh = _STARTS_WH.match(body) is not None
    starts_ask = (
        _OPENS.match(body) is not None
        or _ANYWHERE.search(sentence) is not None
        or (polite and _OPENS.search(body) is not None)
    )
    inside = _WH_INSIDE.search(sentence) is not None
    starts_aux = not polite and _STARTS_AUX.match(body) is not None
    if starts_aux and _NO_COUNTED_WH.search(sentence):
        inside = False
    rates = _RATING.search(sentence) is not None
    picks = rates or _PICK.match(body) is not None
    follows = inside and not rates
    is_open = (
        starts_ask
        or polite
        or follows
        or ((starts_wh or (asked and _wh_anywhere(body) and not starts_aux)) and not picks)
    )
    if _PROMPT.match(sentence):
        is_open, picks, starts_aux = True, False, False
    is_closed = picks or (not is_open and (starts_aux or (asked and _asks_yes_or_no(body))))
    parts = int(starts_wh or starts_ask or starts_aux or polite)
    if counts:
        parts += len(_WH_INSIDE.findall(sentence)) + len(_AUX_INSIDE.findall(body))
    return Ask(span, is_open, is_closed, max(parts, 1))


def _asks_yes_or_no(body: str) -> bool:
    """Say whether a question that begins with no verb has the form of one for yes or no.

    It has an inverted verb or a choice inside, a tag at its end, or it states something of somebody.
    A name or a phrase alone ("The invoice that bounced: your first thought?") asks for a story.
    """
    cut_off = body.rstrip(" ?!\"')").endswith(("..", "…"))
    return not cut_off and bool(_INVERTED.search(body) or _TAG.search(body) or _STATES.match(body))


_SUBJECT = "you|it|that|this|there|we|they|he|she|i"
_INVERTED = pattern(f"(?:{AUX}) (?:{_SUBJECT}|your|our|the|a|an|my|any\\w*|some\\w*|people)|or")
_TAG = later(
    r"\b(?:no|not|yes|yeah|right|correct|huh|eh|ok|okay|true|agreed?|fair|innit|hm+)\W{0,3}\?|"
    r"n't \w{1,6}\W{0,3}\?"
)
_STATES = later(
    rf"(?:[\w' ]{{1,40}}[,:] ?)?(?:\w+ly |basically |if |because )?"
    rf"(?:you(?:'\w{{1,2}})? \w|(?:{_SUBJECT})(?:'\w{{1,2}})? \w+ [\w']+ \w|"
    r"(?:the|our|your|this|that|my)(?: [\w-]+){1,2} (?:is|was|are|were|has|had) (?!for\b)\w)"
)


_NO_COUNTED_WH = pattern("would you say|do you agree|yes or no")


def _wh_anywhere(body: str) -> bool:
    """Say whether an interrogative stands anywhere, as in "the CSV, how is it made"."""
    return _ANY_WH.search(body) is not None


_ANY_WH = pattern("what|what's|how|why|where|who|whose|which|when did|when do|when was")

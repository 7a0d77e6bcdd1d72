"""What the words of a refusal give away: word lists, each with one sense."""

from bot.domain.feedback.cues import pattern
from bot.domain.feedback.later import later

MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"

CUES = {
    "sorry": pattern(
        "sorry|soz|apolog\\w+|forgive me|my fault|i feel (?:terrible|awful|so bad|bad|really bad|"
        "like a jerk|guilty|horrible)|feel terrible|feel awful|feel bad|regret\\w*|i'm the worst|"
        "i am the worst|ashamed|"
        "hate (?:being|to|saying|having)|let you down|terrible coworker|mad at me|cross with me|"
        "angry with me|hope you (?:aren't|can forgive|understand)|please don't be|pardon|"
        "embarrass\\w*|wish i (?:were|was|could)|"
        "blow|how sorry|mea culpa|unworthy|useless person|failed you|disappoint\\w* you|begging|"
        "beg your|unforgivable|i know it sucks"
    ),
    "no": pattern(
        "no|nope|nah|not|won't|can't|cannot|can not|isn't|aren't|don't|doesn't|unable|"
        "decline[ds]?|declining|refuse[ds]?|refusing|reject\\w*|decided against|wontfix|"
        "won't fix|impossible|never|nein|negative|rather not|keeping|stays|"
        "not going to|aint|ain't|wont|cant|dont|nothing doing|turn(?:ing)? down|pass on|"
        "not possible|will not|shall not|pulling|withdraw\\w*|arent"
    ),
    "no_strong": pattern(
        "it's a no|is a no|a no|answer is no|answer: no|no:|no\\.|no,|saying no|say no|said no|"
        "we won't|i won't|won't be|will not|not going to|aren't going to|isn't going to|"
        "won't happen|isn't happening|not happening|decline[ds]?|declining|refuse[ds]?|"
        "we can't|i can't|cannot|can't do|we're not|we are not|i'm not|not adding|"
        "decided against|decided not|wontfix|no for|no to|no from|no on|still no|nah|nope|never|"
        "unable|not able|impossible|must answer no|rather not|won't|refusing|shall not|"
        "not be pursued|will get no|no can do|not supported|"
        "we don't do|don't want|not possible|reject\\w*|turned? down|stays|keeping|no,? thanks|"
        "short answer: no|i must say no|out of the question|negative answer|we cannot|can not"
    ),
    "maybe": pattern(
        "backlog|on our list|on the list|on my list|our radar|radar|stay tuned|we'll see|"
        "we will see|see what we can do|keep it in mind|keep in mind|look into it|looking into|"
        "let's see|let me see|let me talk|get back to you|actively thinking|thinking about|maybe|"
        "perhaps|"
        "probably|at some point|some day|someday|eventually|in the future|find a solution|"
        "find a way|fit it in|squeeze|optimistic|will try|we'll try|i'll try|hopefully|hope to|"
        "should be|most likely|likely|when it's ready|noted your|soon|if you insist|"
        "leave it with me|where there's a will|neither yes nor no|can't give you a yes|"
        "stay in touch|nothing is excluded|not excluded|you'll get it|plan with it|hang in there|"
        "bear with us|for now|at the moment|right now|not yet|a lighter version|let's revisit|"
        "wait a (?:little|bit)|under consideration|being considered|"
        "considering|we'd love to|love to do|great idea|happy to explore|explore|when they can|"
        "as soon as|put it on|passed it on|forward(?:ed)? it|pencil\\w*|keep my fingers|"
        "do our best|do my best|"
        "don't worry|give us until|give me until|we might|might be able|could be possible|"
        "sure we'll|surely|in due course|watch this space|not against|open to"
    ),
    "because": pattern(
        "because|bc|since|as (?:the|it|we|they|a|our|that|from|two|most|this|somebody|anyone|"
        "each|carriers)|the reason|reason|reasons|why|due to|so that|that's why|cause|hence|"
        "therefore|otherwise|for that we would|would have to|means (?:that|a|an|the|keeping|one|"
        "two)|would mean|would cost|costs?|cost us|"
        "takes?|took|comes? first|first|instead we|before|until|till|law|legal|lawyers?|contract|"
        "licen[sc]e|rule|rules|policy|regulat\\w+|privacy|gdpr|security|audit\\w*|compliance|"
        "works council|judge|board|committee|budget|money|price|"
        "tried it|we tried|in the pilot|in testing|in the test|last year|in 20\\d\\d|last time|"
        "broke|failed|leak\\w*|lost|fell|went down|dropped|breach|wrong|error|errors|double|"
        "manual|only # of|# of the|#%|# %|of our|nobody|few|too late|in late|aren't ready|"
        "isn't ready|doesn't fit|"
        "outage|incident|deadline|penalty|promised|release|migration|busy|deep in|leave|away|"
        "trial|exam\\w*|season|conflict|depends|not allowed|forbids?|forbade|forbidden|"
        "doesn't exist|no (?:certified|clock|mast)|weeks|days|months|hours"
    ),
    "number": pattern(
        "#|\\$#k?|€#k?|£#k?|#%|# %|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
        "twelve|half|third|quarter|dozen"
    ),
    "bare": pattern(
        "capacity|bandwidth|priority|priorities|roadmap|resources|resource|busy|slammed|swamped|"
        "up to our necks|strategic direction|strategy|not the right time|bad time|"
        "other commitments|after careful consideration|alignment|internal|at this point in time|"
        "small team|many requests|full|no time|doesn't fit|our focus|went through all|"
        "this is how it came out|concluded"
    ),
    "offer": pattern(
        "you can|you could|you may|you might|u can|you're welcome to|you are welcome to|"
        "feel free|please use|use the|use our|use a|use last|please (?:download|take|use|attach|"
        "continue|rotate|go|try|send|put|file|see)|instead|in the meantime|meanwhile|until then|"
        "for now|till then|workaround|alternative|"
        "i can|i could|we can|we could|i'll|we'll (?:give|send|do|set|put|add|make|show)|"
        "i've (?:made|set|put|attached|added|sent|unlocked|cleared|asked|just)|i just|i set|"
        "i did|my offer|what i can|what we can|can offer|i offer|offer|there's a|there is (?:a|"
        "the)|you get|you'll get|you'll find|"
        "yours to use|take (?:the|it|a|one|inês|this|six|mine|that)|try|put (?:the|it|your|them)|"
        "ask (?:ines|them|the|her|him|ben|for|hannah|teo|tom)|export|template|download|"
        "one command|saved view|form|link|attached|below|borrow|they can|those (?:three|users)|"
        "customers can|parents can|"
        "teams can|people can|folks|families can|stores can|walk to|print|here's|here is|"
        "the (?:kiosk|coupon|export|form|desk|table|machine|audio|counselor|paper|"
        "bar association|minute averages)|does the (?:job|same|trick)|does most|is still valid|"
        "works as|does it|is free|is public|remains? available|go straight|for those|"
        "on your desk|on its way|from monday|starting|partial no|can get|gets you|would get you|"
        "what you can do|do this|do instead|use it|what works|fork|write the|cancel and|rather|"
        "self-host|host it|swap|combine|resets|tag it"
    ),
    "offer_chat": pattern(
        "happy to (?:chat|talk|discuss|jump|hop)|let's (?:chat|talk|discuss|stay in touch)|"
        "call me|my door|reach out|any questions|let me know if|talk it over|discuss the topic|"
        "hear more"
    ),
    "when": pattern(
        f"(?:in|by|on|until|till|after|before|from|of|early|late|mid|next|this|the|end of|for|at|"
        f"come|since|each|every|to|around|is|are|–|-) (?:the )?(?:first |second |third |"
        f"last )?(?:week of |weeks of |start of |beginning of |end of )?(?:{MONTHS}|{DAYS}|spring|"
        f"summer|autumn|fall|winter|q[1-4]|h[12])|(?:{MONTHS}) #|# (?:of )?(?:{MONTHS})|#/#|"
        "next (?:year|month|quarter|week|planning|round|cycle|release|half|season|term|sprint|"
        "review|budget|time|price|spring)|planning|review|reviews|revisit\\w*|quarterly|"
        "each quarter|each january|every quarter|every jan|every year|half-year|"
        "the \\d{1,2}(?:st|nd|rd|th)|when (?:the|we|it|one|you|they|i|their|our|that|legal|"
        "sales)|q[1-4]|"
        "look again|look at (?:it|this) again|ask (?:me )?again|again in|back on|reopen\\w*|"
        "re-open\\w*|come back to|i'll be back|renewal|renew|budget round|season|after (?:the|"
        "peak|that|easter|christmas|exams)|school year|in # (?:weeks|months|days)|in (?:two|"
        "three|six|four) (?:weeks|months)|agenda|another look|look afresh|on #|the #"
    ),
    "cond": pattern(
        "if|unless|once|as soon as|should (?:you|the|it|that|they)|when (?:the|we|it|one|you|"
        "they|that|two)|trigger|would change|change my mind|depends on|until|door stays open|"
        "reopens?|think again|reconsider|i'd bring|it'd be|would look different|different if|"
        "only (?:change|come back|if)|provided|the day|over \\d+"
    ),
    "final": pattern(
        "will not change|won't change|not change|never again|never|for good|closed for|permanent|"
        "final|is final|stays like this|matter is closed|won't come back|will not come back|"
        "no plan to change|no plans|as long as|not planning to|decision stands|this won't|"
        "isn't going to change|definitive|full stop|once and for all|end of story|not now, not|"
        "out of the business|ever|settled|can alter|not (?:as )?deferred|stays a no|it stays that way"
    ),
    "later": pattern(
        "later|some day|someday|one day|at some point|in the future|eventually|sometime|for now|"
        "at the moment|at this point|as of now|currently|this year|this time|right now"
    ),
    "thanks": pattern(
        "thanks|thank you|appreciate|great suggestion|love (?:the|this|your)|cool idea|value your"
    ),
    "because_word": pattern(
        "because|bc|since (?:the|we|it|our|this|they|there|a|moving|all|every|its|their)|"
        "the reason|reason is|reasons?:|that's why|grounds|as (?:the|it|we|they|nobody|from|two|"
        "some|this|anyone|each|carriers|you know our)|due to|why:|cause the|for that we|"
        "otherwise|cost:"
    ),
    "authority": pattern(
        "law|legal|lawyers?|contracts?|licen[sc]es?|rules?|regulat\\w+|privacy|gdpr|security|"
        "auditors?|compliance|works council|judge|council|forbids?|forbidden|forbade|not allowed|"
        "agency|landlord|ministry|standard|data protection"
    ),
    "cost_of_yes": pattern(
        "costs?|would (?:mean|cost|take|need|have to|require|break)|means|takes?|drop the|"
        "instead we|comes? first|first|pays?|expensive|weeks of|per (?:seat|bus|store|shop)|"
        "out of business|losing|lose|worth|budget went|money's|money is|spent"
    ),
    "tried": pattern(
        "we tried|tried it|i tried|tested|in the (?:pilot|test)|last (?:year|time|month|summer)|"
        "in 20\\d\\d|when we had it|ran it|we had|we did|broke|fell|went down|turned into|lost|"
        "happened|slip|sent one|paired"
    ),
    "explicit_alt": pattern(
        "instead|meanwhile|in the meantime|until then|workaround|alternative|for now|my offer|"
        "offered|what you can|you can|you could|you may|u can|can i offer|we can offer|"
        "i can offer|what works|for the time being|in between|do this"
    ),
    "nothing_else": pattern("nothing else|no substitute|nothing to offer|no alternative|nothing i can"),
    "busy": pattern(
        "capacity|bandwidth|priority|roadmap|busy|packed|slammed|swamped|strategic direction|"
        "other commitments|lots going on|a lot going on|no room|don't have room|no time|"
        "many requests|short list|keeping the list|not the right time|being studied|confidential"
    ),
}

SMALL_TALK = pattern(
    "(?:i|we)(?:'ve| have)?(?: \\w+ly)? (?:understand|hear|discussed|talked)|"
    "have a (?:\\w+ )?(?:day|week|weekend)|"
    "(?:a|an|your|the) (?:\\w+ ){0,2}(?:idea|suggestion|proposal|request)|we're always"
)
"""What a sentence of courtesy says of the request itself."""
REVIEW = pattern(
    "come round|comes round|starts?|ends?|begins?|over|due|deadline|submit|send it|try again|"
    "write to|write again|let me know|tell me|remind|put it (?:to|on|back)|on the table|"
    "next chance|window|slot|expires?|runs? (?:out|until)|is up|vote|votes|conference|retro|"
    "summit|quarterly|annual|each (?:year|quarter|month)|every (?:year|quarter|month)|"
    "will be|we'll see|then we|then i|look|talk|speak|answer|return|resume|change|again|"
    "revisit\\w*|review\\w*|planning|look at|look on|reopen\\w*|ask me|ask again|bring it|"
    "bring (?:it )?back|bring that|come back to|back on|reconsider|renew\\w*|next round|"
    "pick it up|come up|list closes|discuss|the agenda|decide|decides|check|meet|meets|"
    "i'm in|i'll do it|we do it|i do it|resubmit|raise it|file it|hears?|heard|re-?open|"
    "afresh|think about|talk about|talk again|sit down|close[sd]?|the next (?:one|list|cycle|"
    "budget|price)|changes? my mind|change the answer|would change|go over|i'll know|"
    "take (?:it|this) up|opens|plan the next|examine|it gets|trigger|another look|ask then|"
    "propose it"
)
TIME = pattern(
    f"(?:{MONTHS})|(?:{DAYS})|spring|summer|autumn|fall|winter|q[1-4]|h[12]|next (?:\\w+)|"
    f"quarter|half-year|the \\d{{1,2}}(?:st|nd|rd|th)|#/#|in # (?:weeks|months|days)|renewal|"
    f"budget|season|year|planning|meeting|after|when|once|committee|week of|release"
)
CONDITION = pattern(
    "should|were|the day|the moment|as long as|the minute|after (?:the|that|we)|by then|"
    "until|till|if|unless|once|as soon as|trigger|when (?:the|we|one|two|they|that|legal|it)|"
    "only if|should (?:the|it|that|they)|depends on|provided|until (?:the|they|that|it)|"
    "while the"
)
NAMED_CONDITION = later(
    r"\b(?:trigger|reopens?|re-opens?|would (?:change|reopen) (?:it|this|that|the answer|my mind))"
    r"(?: is)?(?::| if) *\w+(?: \w+){2}"
)
"""A condition under its own name: "Trigger: a third practice asks"."""
US = pattern("i|we|i'll|we'll|i'd|we'd|i'm|me|the answer|it|they|that|this|nothing|again|us|different|back")
OFFER_INSIDE = pattern(
    "(?:can|may|could) still|still (?:works?|open|free|available|valid)|"
    "(?:is|are|stays?|remains?) (?:open|available|free|to be had|yours)|"
    "can be (?:had|drawn|downloaded|supplied|printed|ordered)|(?:will|can|i'll|we'll) (?:show|send|give) you"
)
"""Something that is there, said in passing."""
OFFER_VERBS = later(
    r"(?:[-*#•>\d.) ]{0,6})?(?:instead,? |meanwhile,? |in the meantime,? |until then,? |"
    r"please |kindly |but |so |for (?:\w+ ){0,4}\w+, ?|what works: |instead: |workaround: |or |"
    r"do this now:\W{0,4}|what you can do[^:.]{0,20}:? ?)?"
    r"(?:use|take|try|put|send|ask (?!me)|export|download|print|walk|point|keep (?:it|using|"
    r"the)|read|paste|write|fork|host|offer|tag|rotate|cancel|go to|file (?:a|the)|attach|"
    r"copy|let's use|do this|call|text|run|give|grab|set|switch|borrow|share|hit|tell them|"
    r"tell those|reply|add (?:a|the|it|your)|open (?:a|the)|fill|filter)(?!\w)"
)

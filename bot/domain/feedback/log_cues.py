"""What a decision log's six parts are called, platitudes, and what betrays a part elsewhere."""

from bot.domain.feedback.cues import pattern
from bot.domain.feedback.later import later

PARTS = ("problem", "research", "solution", "technical", "launch", "results")

NAMES = {
    "problem": "problem(?: identification| statement)?|the problem(?: that i(?:'ve)? (?:chose|picked))?|"
    "why|pain|what & why|situation|issue|pain point|what was wrong",
    "research": "(?:user |market )?research|user interviews|interviews|who i asked|learned|learnt|"
    "what we found|what i (?:learnt|learned|found)|who else|for research|discovery|findings|"
    "asked|user needs",
    "solution": "solution(?: design)?|my solution|design|idea|what we built|what i (?:made|built)|made|"
    "how it works|so|concept|chosen|the idea|decision|what",
    "technical": "technical(?: approach)?|technically|tech(?: stack)?|technology|built with|"
    "how(?: it's built| i built it)?|stack|implementation|architecture|under the hood|built",
    "launch": "launch(?:ed)?|released?|roll-?out|go-live|out there|who got it|where|shipped|released|"
    "start|going live|to whom",
    "results": "results?|outcomes?|what came of it|numbers|impact|then|result|what happened|learnings|"
    "effect|so far|after",
}
HEADING = later(
    r"(?:^|\n|//|(?<=[.;!?/])\s|\s[-–]\s)[ \t#*>•\-(]{0,8}(?:\d[.):]{1,2}\s?)?[\s*]{0,3}(?:"
    + "|".join(f"(?P<{part}>{names})" for part, names in NAMES.items())
    + r")(?:\s?\([^)\n]{0,30}\)|, [a-z]{3,9})?[\s*]{0,3}(?::|\.(?=[\s*])|=|—|–| -|,|\n|\*\*|$)[*]{0,2}"
)
CAPITALS = later(
    r"(?<![A-Za-z])(PROBLEM|RESEARCH|USER RESEARCH|SOLUTION|TECHNICAL(?: APPROACH)?|LAUNCH|"
    r"RESULTS)(?![A-Za-z])[ .:\n]*"
)
NUMBERED = later(r"(?:^|\n|//)\s{0,3}([1-6])[.)]\s")
EMPTY = later(
    r"[\s\W]*(?:n/?a|tbd|tba|todo|to do|to be (?:filled in|filled|done|added|defined|written|"
    r"determined|continued|confirmed|announced|decided|completed)|tbc|none yet|not yet|pending|"
    r"see (?:the )?(?:slides|above|below|deck|"
    r"wiki|separate \w+|appendix|doc|document)|coming soon|will (?:follow|come|come soon)|"
    r"in progress|"
    r"(?:results|it|this|details|more) (?:will follow|to follow|follows)|later|open|"
    r"still open|unknown|empty|nothing yet|soon|-+|\?+|\.+|x+|wip|not applicable|fill in|"
    r"to follow|\(empty\)|\(to come\)|will be added|will come soon|skipped|missing|"
    r"not done yet|not started|planned)?(?: yet| later| soon| in due course)?[\s\W]*$"
)
PLATITUDES = {
    "problem": "many challenges|communication is hard|need for better|there's a need|there is a need|"
    "big demand|lot of demand|everyone struggles|everybody struggles|is inefficient|"
    "are inefficient|overloaded with information|needs? a better way|"
    "communication (?:in companies )?is bad|better way to|is broken|lose much time|"
    "time is precious|modern life|in today's world|fast-paced|digital age|many people|"
    "nowadays|productivity|waste|inefficien\\w+|problem with \\w+|want convenience|"
    "not efficient|not always meet|"
    "pain points|lots of problems|suboptimal|life is (?:busy|hard|stressful)|is important",
    "research": "some (?:user |desk |market )?research|did (?:some|a few|market|user|our) (?:user |desk |"
    "market )?(?:research|chats|interviews|conversations)|market research|extensive research|"
    "in-depth|looked into it|valuable insights|insights|talked to (?:some|many|several|a few|"
    "various|a lot of|lots of)? ?(?:people|users|customers|stakeholders|friends)|spoke (?:to|"
    "with) (?:the |some |many |various )?(?:people|users|stakeholders|customers)|"
    "surveyed the market|interviews were conducted|research was (?:conducted|done)|"
    "asked (?:some |my |a few )?(?:friends|people|around)|complain about it|user needs|"
    "needs were|did my homework|desk research|googled|read the literature|interviews|"
    "read a lot|analy[sz]ed the market|identified the needs|users were consulted|"
    "feedback was collected",
    "solution": "seamless|smart solution|streamlines?|innovative|intuitive|user-friendly|easy-to-use|"
    "easy to use|disruptive|platform for|a modern|better communication by a tool|"
    "state-of-the-art|state of the art|holistic|one-stop|elegant solution|all-in-one|"
    "end-to-end|cutting-edge|designed a solution|user-centric|game-changing|simple and|"
    "powerful tool|a solution that|next-generation|best-in-class|great solution|ai-powered|"
    "helps (?:users|people|everyone)|makes (?:life|it|things) easier|a nice app|an app",
    "technical": "state of the art|state-of-the-art|modern (?:stack|technolog\\w+|tech|tools|framework)|"
    "best practices|latest (?:technolog\\w+|llm|ai|tools|tech)|cutting-edge|leading-edge|"
    "robust|scalable|best tools|powerful ai|ai pipeline|clean code|used ai|uses ai|with ai|"
    "in the cloud|industry standards?|an api|standard (?:tools|stack|technolog\\w+)|"
    "high-quality code|proven technolog\\w+|ai-powered|flexible|microservices|advanced (?:ai|"
    "algorithms)|powered by ai|well-architected|light stack|easy to maintain|maintainable|"
    "implemented it|next-gen|solid architecture|"
    "good architecture|secure and|and reliable|elegant",
    "launch": "launched it (?:online|for users|to users|publicly|successfully)?|"
    "was carried out successfully|successful(?:ly)?|well organi[sz]ed|communicated to all|"
    "put it into production|into production|went live|go live|released it|it's live|"
    "it is live|in the app ?store|app ?store|published|on the web|is online|deployed|"
    "to the public|for everyone|everybody who's interested|linked ?in post|we launched|"
    "launched|launched on \\w+|on github|social media|posted online|rolled out|online|"
    "is available|can be used by|marketing|got the word out|product hunt",
    "results": "people (?:liked|loved|like|were happy)|(?:very |great |good |positive |overall |all |"
    "mostly )?feedback|overwhelmingly positive|positive (?:response|feedback|reception)|"
    "good reception|went well|worked well|success|users are (?:satisfied|happy)|satisfied|"
    "(?:super |very )?happy|right way|learnt (?:much|a lot)|learned a lot|saw an improvement|"
    "improvement|great|good|it works|promising|a big success|encouraging|well received|"
    "people seem to like|everyone was|nice results|fine|exceeded expectations|"
    "met expectations|helped people|impact",
}
PLATITUDE = {part: pattern(words) for part, words in PLATITUDES.items()}
NUMBER_WORD = pattern(
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half|twice|once|"
    "none|nobody|everyone voted|zero|first|second|third|both|all of them|each"
)
REASON = pattern(
    "because|since|so that|as it|as i|as the|as they|therefore|why|thus|hence|rejected|"
    "dropped|instead|left out|rather than|not an|due to|otherwise|but|except|only|until|unless|by hand|"
    "whose|than"
)
AUDIENCE = later(
    r"\b(?:to|for|with|among) (?:the |my |our |his |her |their )?"
    r"(?!(?:the |all |any |every |end ){0,3}(?:users?|customers?|clients?|public|everyone|everybody|every|"
    r"people|all|anyone|world|market|web|internet|production|use|live|testing|feedback|download|free|now|launch|release|"
    r"app|store|cloud|server)\b)[a-z]{3,}"
)
"""Who got it, other than everybody."""
NAMED = {
    "problem": pattern("problem|need|demand|struggle|challenges?|everyone|everybody|people|overloaded"),
    "research": pattern("research|interviews?|insights|market|asked|talked|spoke|desk|literature|needs"),
    "solution": pattern("solution|tool|platform|app|designed"),
    "technical": pattern(
        "tech|stack|architecture|implemented|pipeline|technolog\\w+|practices|code|scalable|"
        "built|robust|tools"
    ),
    "launch": pattern("launch\\w*|released?|live|published|store|production"),
    "results": pattern(
        "feedback|response|results?|reception|liked|loved|happy|satisfied|improvement|went well|worked well"
    ),
}
FIRM = {
    "problem": pattern(
        "problem|can't|cannot|nobody|lose|loses|lost|wanted to know|quarrel\\w*|regretted|wait|"
        "hard|wrong|trouble|forget\\w*|ask every"
    ),
    "research": pattern(
        "asked|ask(?:ed)? (?:four|five|six)|talked to|interview\\w*|spoke (?:to|with)|watched|"
        "i counted|visited|observed|shadowed|sat with|survey\\w*|phoned|rang|wrote to|told me|"
        "kept a (?:diary|list|log)|"
        "noted|went through|timed|tickets|# (?:people|colleagues|of)"
    ),
    "solution": pattern("solution|i built|we built|i made|i chose|chosen|rejected|decided against|instead"),
    "technical": pattern(
        "script|spreadsheet|model|python|api|server|offline|lines of|sqlite|browser|notion|paper|"
        "no app|hosted|excel|sheets?|formulas?|macro|database|written in|built (?:in|with|on)|runs on|"
        "cron|bot|llm|"
        "gpt\\w*|prompts?|html|javascript|typescript|raspberry|arduino|shortcut|plug-?in|webhook"
    ),
    "launch": pattern(
        "launch\\w*|gave it|sent to|posted|since (?:\\d|january|easter)|announced|in use|"
        "went live|published|put up|mailed|handed|shared|installed|first (?:used|user|users)|live|opened|"
        "switched on|hung|pinned|rolled out|e-mailed|emailed|released|(?:has|have) been (?:running|in)"
    ),
    "results": pattern(
        "results? (?:is|are|was|were|yet)|went from|→|->|after (?:three|two|four|five|six) weeks|"
        "signed up|used it|still use|fell|rose|stopped|dropped|saved|from # to #|down to|up to|"
        "# of (?:#|the)|"
        "so far|now (?:takes?|costs?)|nobody (?:uses|used)|no longer"
    ),
}

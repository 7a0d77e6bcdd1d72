"""What the words of a mini-PRD give away: word lists, each with one sense."""

from bot.domain.feedback.cues import pattern
from bot.domain.feedback.later import later

CUES = {
    "solution_problem": pattern(
        "needs? a|need an|we need|we want to have|we don't have|does not have|doesn't have|"
        "don't have|there's no|there is no|no \\w+ exists|isn't on|are not on|lacks?|lacking|"
        "missing|is missing|not yet (?:have|using)|without a|absence of|we have no|has no|"
        "have no|want a|want an|not available|nothing like|doesn't support|does not support|"
        "doesn't exist|don't exist|isn't any|old technology|outdated|legacy|technical debt|"
        "competitors? (?:have|has)"
    ),
    "tech_noun": pattern(
        "ai|chatbot|assistant|dashboard|blockchain|app|api|microservices?|platform|twin|graphql|"
        "event sourcing|integration|feature|function|module|dark mode|widget|portal|bot|"
        "machine learning|llm|vr|push|notifications?|export|search|system|database|tool|"
        "architecture|kubernetes|mobile|sso"
    ),
    "harm": pattern(
        "so (?:they|he|she|it|we|the|kids|that|folks|people|nothing|who|claims|errors|one|a|some|"
        "counts|pre-|\\w+)|then|therefore|because|and (?:the|then|pay|a|leave|lose|miss|so|get|"
        "has|have|they|people|some|customers)|"
        "lose|loses|lost|losing|miss|misses|missed|wrong|wait|waits|waiting|give up|gives up|"
        "cancel\\w*|leave|leaves|left|complain\\w*|call(?:s|ed)?|ring|pay|pays|paid|costs?|"
        "cost us|error|errors|mistakes?|late|too late|hours|minutes|overlook\\w*|"
        "angry|stand|stands|sent back|thrown away|discard\\w*|skip|skipped|dispute|refund|fine|"
        "closed|closes|empty|twice|by hand|retype|type|copy|paper|doesn't know|don't know|"
        "can't tell|can't find|cannot|can't|couldn't|confus\\w+|forgot|forget|hang up|drop out|"
        "unhappy|unpaid|slept|spoil\\w*|died|dead|hurt|injur\\w+|hospital"
    ),
    "generic_user": pattern(
        "users?|customers?|people|everyone|everybody|all users|teams?|persons?|folks|clients?|"
        "consumers?|the business|the company|audience"
    ),
    "role": later(
        r"(?<!\w)(?:farmers?|nurses?|teachers?|drivers?|clerks?|parents?|patients?|doctors?|vets?|"
        r"lawyers?|engineers?|developers?|devs?|analysts?|adjusters?|accountants?|bookkeepers?|"
        r"managers?|"
        r"owners?|operators?|technicians?|students?|pupils?|kids|children|guests?|travell?ers?|"
        r"players?|volunteers?|couriers?|brokers?|underwriters?|recruiters?|applicants?|citizens|"
        r"residents?|tenants?|landlords?|"
        r"receptionists?|chefs?|cooks?|agents?|dispatchers?|pickers?|packers?|installers?|"
        r"electricians?|plumbers?|mechanics?|pilots?|guides?|coaches?|referees?|librarians?|"
        r"editors?|journalists?|reporters?|writers?|"
        r"translators?|interpreters?|judges?|notar(?:y|ies)|mayors?|inspectors?|auditors?|"
        r"advis[eo]rs?|agronomists?|shepherds?|beekeepers?|growers?|fishermen|anglers?|"
        r"pharmacists?|carers?|caregivers?|midwives|surgeons?|"
        r"principals?|secretar(?:y|ies)|cashiers?|shoppers|sellers?|merchants?|vendors?|"
        r"suppliers?|buyers?|apprentices?|trainees?|interns?|freelancers?|fundraisers?|donors?|"
        r"members?|subscribers?|readers?|listeners?|viewers?|streamers?|"
        r"gamers?|mods|moderators?|speedrunners?|dads?|moms?|mothers?|fathers?|grandparents?|"
        r"seniors?|pensioners?|retirees?|veterans?|refugees?|immigrants?|voters?|taxpayers?|"
        r"commuters?|cyclists?|hikers?|campers?|tourists?|visitors?|"
        r"passengers?|riders?|crews?|captains?|wardens?|caretakers?|janitors?|cleaners?|guards?|"
        r"officers?|firefighters?|paramedics?|police|soldiers?|bakers?|butchers?|restaurateurs?|"
        r"waiters?|bartenders?|hairdressers?|caterers?|"
        r"planners?|architects?|builders?|carpenters?|roofers?|painters?|welders?|machinists?|"
        r"foremen|qa|reps|supervisors?|leads?|founders?|executives?|designers?|researchers?|scientists?|"
        r"professors?|tutors?|singers?|musicians?|artists?|"
        r"photographers?|podcasters?|bloggers?|creators?|curators?|auctioneers?|jurists?|"
        r"paralegals?|solicitors?|barristers?|counsel|controllers?|treasurers?|bankers?|tellers?|"
        r"traders?|investors?|borrowers|lenders|policyholders?|claimants?|claims handlers?|"
        r"handlers?|"
        r"assistants?|schedulers?|coordinators?|administrators?|admins?|registrars?|roommates?|"
        r"families|households|small \w+|jobseekers?|candidates?|employees?|workers?|staff|shift|"
        r"night-shift|over 70|over 80|wheelchair|deaf|blind|first-time|new hires?|advisors|"
        r"hunters?|climbers?|skippers?|sailors?|attendants?|marshals?|conductors?|porters?|"
        r"stewards?|"
        r"hosts?|landladies|homeowners?|renters?|lessees?|fans?|organi[sz]ers?|choirs?|clubs?|"
        r"congregations?|priests?|imams?|rabbis?|\w+(?:ists|icians|ologists|keepers|makers|"
        r"masters|workers|holders|people|men|women|mongers|smiths|wrights))(?!\w)"
    ),
    "who_head": pattern(
        "users?:|user\\.|who:|who\\.|for whom|who for|for:|whose problem|who has it|who's hurt|"
        "persona|segment|audience:|it's for|is for|for them|who it|for (?:the )?\\w+ (?:in|on|of|"
        "with|who)",
        after_words=False,
    ),
    "non_goal": pattern(
        "non-goals?|non goals?|nongoals?|not in scope|out of scope|out:|out of it|not doing|not:|"
        "won't|will not|we don't|we do not|don't do|do not do|no \\w+[.,]|no \\w+ \\w+[.,]|isn't|"
        "aren't (?:included|in|part)|not included|excluded|exclude|never|left out|leave out|"
        "not part|no part|later|next (?:year|season|release)|deferred|stays?|untouched|not touch|"
        "don't touch|not (?:sell|supported|scanned|going to|bookkeeping|tax|planning|judg\\w+|"
        "fines|now|before|yet|telling|on)|decided against|dropped|cut:|cut|can wait|the rest|"
        "not our job|limits|what it isn't|is no subject|nothing about|no (?:video|training|"
        "tracking|billing|voice|chat|alarms|crypto|lending)|we give no|remain|instead of|"
        "on purpose|only"
    ),
    "non_goal_strong": pattern(
        "non-goals?|non goals?|not in scope|out of scope|not doing|out:|won't|will not|we don't|"
        "we do not|we aren't|we're not|no \\w+\\.|no \\w+ \\w+\\.|not included|excluded|left out|"
        "leave out|not part|no part|untouched|don't touch|decided against|not our job|later|"
        "follows|can wait|dropped|next (?:year|season|release|semester)|never|not (?:touch|for|"
        "to|on|yet)|v2|isn't part|cut"
    ),
    "cut": pattern(
        "only|first|at first|later|v1|v2|v0|version one|version 1|version two|version 2|phase|"
        "phase 1|mvp|to begin with|begin with|to start|start with|starts? with|for now|"
        "for the start|then|next (?:year|season|semester|release|term)|follows?|following|"
        "afterwards|after that|"
        "deferred|dropped|drop|cut|cut:|cut line|can wait|waits?|the rest|held over|as yet|"
        "as soon as|if there's time|if time|pilot|step one|step two|second half|second year|"
        "first year|first season|first release|first month|just|at most|in one|in two|"
        "one \\w+ only|now;|in order of|"
        "other \\w+ (?:stay|not|remain|later|follow|go on)|not before|not yet|went out|"
        "took them out|taken out|left out|leave out|in:|maybe never|beginning|weekends only|"
        "for (?:two|one|three)|in the (?:two|three|four|biggest)|the \\d+ best|two routes|"
        "limited|limit|postponed|priority|must|nice to have|should|could|below|above|"
        "no more than|isn't needed|too much|e-mail later|web later"
    ),
    "metric_head": pattern(
        "metrics?|success|measure[sd]?|kpi|goal|goals|target|we'll know|we count|what counts|"
        "from # _ to|to #|how we know it|aim|aiming|numbers|to reach|we want|we'd like|"
        "by how much|must not|guardrail"
    ),
    "from_to": later(
        r"\d(?!\d{0,3}(?:st|nd|rd|th)\b)[^.\n]{0,40}?(?:->|→|=>|\bto\b|\binto\b|\bdown to\b|"
        r"\bunder\b|\bbelow\b|\bagainst\b|\bvs\b|, we (?:want|aim)|; we|\btoday\b|\bnow\b)"
        r"[^.\n]{0,30}?(?:\d|zero|half|none|"
        r"nobody|one|two|three|four|five|ten|under)"
    ),
    "baseline": pattern(
        "from #|today|now|currently|at the moment|right now|#% now|is at|it's #|it takes|"
        "at present|against #|vs #|was #|were #|baseline|# -> |# → |so far|as of|on a normal day|"
        "this year|last year|in the last|# of #|# in #|out of|per week|a week|counted|average|"
        "# today|# now|stands? at|before|had|percent of|%|(?:one|two|three|four|five|six|seven|"
        "eight|nine) (?:of|in|out of) (?:two|three|four|five|six|seven|eight|nine|ten|#|\\w+)"
    ),
    "no_baseline_said": pattern(
        "not measured|nobody has timed|unknown|we don't know|don't know (?:yet|how)|not known|"
        "no baseline|haven't measured|not counted|we'll find out|find out what it is|we'll learn|"
        "to be measured|isn't measured|never measured|no idea|hasn't been measured|nobody knows|"
        "nobody counts|nobody has counted|first month will|will show"
    ),
    "target": pattern(
        "to #|under #|below #|at most #|at least #|less than #|fewer than #|more than #|over #|"
        "no more than #|→ #|-> #|to (?:zero|half|nil|none|one|two|three|four|five|ten)|by #|"
        "up to #|down to|aim (?:for|at)|aiming (?:for|at)|target|#% by|we want #|we'd like #|"
        "we want at most|want fewer than|in half|half of|half as|halve|double|zero|nobody|"
        "\\d+%? (?:in|by|at|within|of) |within (?:one|a|#)|minutes?\\.|to be #|should (?:take|"
        "be)|we'd accept|wanted|wanting|goal|reach|# in #|no one|never"
    ),
    "vague_target": pattern(
        "increase|improve|improved|reduce|lower|higher|better|faster|quicker|more engagement|"
        "engagement|as (?:low|high|few|many|fast|good|much|little) as possible|should go down|"
        "go down|goes? up|drop significantly|significantly|far fewer|fewer|far more|less of|"
        "adoption|happier|satisfaction|success:|growth|decrease|rise|grow|be lower|make it|"
        "the aim is|more often|a lot|noticeably|clearly|shorter|minimi[sz]e|maximi[sz]e|"
        "optimi[sz]e|substantial\\w*"
    ),
    "evidence": pattern(
        "interview\\w*|tickets?|logs?|survey\\w*|audit|report|reports|counted|we counted|"
        "count of|asked|talked to|spoke|shadowed|watched|observed|sat with|listened|calls?|"
        "called|phoned|quotes?|said|says|told|showed|wrote|wrote on|complain\\w*|complaints?|"
        "analytics|funnel|data|records?|notes?|test|tests|trial|timed|petition|appeals|"
        "source:|sources?|evidence|appendix|p\\. \\d|# of (?:the )?#|# out of|# in #|of # \\w+|"
        "#/#|n ?= ?#|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|#) (?:of|"
        "out of|in) (?:the )?(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|#)|"
        "stood|walked|visited|measured|list|register|export|feedback|study|statistics|"
        'claims data|forum|thread|post|posts|reviews?|incident|photos? of|looked at|"[^"]{8,120}"'
    ),
    "weak_evidence": pattern(
        "everyone says|everybody says|says everybody|everyone knows|sales feels|is convinced|"
        "as many talks|we believe|we think|we feel|obviously|it's known|well known|"
        "common knowledge|everyone will|would like it|it's strategic|the boss|ceo|board wants|"
        "management|gut|experience shows|clearly|strategic"
    ),
    "number": pattern("#"),
    "scope_head": pattern(
        "scope|in:|build|we build|solution|what:|what we|plan:|to build|idea|proposal|do:|we'll|"
        "we will|it shows|features"
    ),
    "list_many": later(r"(?<=[\w' -]{3}), (?:[\w' -]{3,30}, ){2,}(?:and )?[\w' -]{3,30}"),
    "cut_strong": pattern(
        "only|first|at first|later|v1|v2|v0|version (?:one|two|1|2)|phase|mvp|begin|to start|"
        "for now|next (?:year|season|semester|release|term)|follows?|afterwards|deferred|"
        "cut line|can wait|the rest|held over|second (?:step|half|year)|step (?:one|two)|"
        "to begin|start:|start with|starts with|in a second|after the summer|in 20\\d\\d|"
        "in order of|not before|as yet|postponed|goes last|isn't needed|maybe never|nothing else|"
        "it's gone|low voltage"
    ),
    "brought_down": pattern(
        "bring it down|bring (?:it|them|that|this) down|lower it|as low as|as high as|as few as|"
        "as fast as|go down|goes down|far fewer|far more|drop significantly|be lower|be higher|"
        "be faster|less stressed|quicker|make it better|more engagement|engagement|adoption|"
        "we'll see it in|satisfied|happier|rise|grow"
    ),
}

NOT_SENTENCE = later(
    r"(?:[-*#>•\d.() ]{0,6})?(?:\*{0,2})(?:no |not |not:|never|out:|out |non-?goals?|"
    r"non goals|nothing|we (?:won't|don't|do not|will not|shan't|aren't|neither|leave|give no|"
    r"are not|also don't)|what (?:not|it isn't|we won't|we leave|we don't|we decided against)|"
    r"doesn't include|does not include|excluded|not included|left out|won't|cut:|cut |"
    r"won't do|limits|off the table|beyond|on purpose|dropped)|(?:[^.?!\n]{1,60}: no\b)|"
    r"(?:[^.?!\n]{1,80}\? no\b)"
)
NOT_INSIDE = pattern(
    "won't|will not|shan't|aren't part|isn't part|not part|out of scope|isn't supported|"
    "aren't synchronised|aren't included|isn't included|not planned|is no subject|is out|"
    "are out|out for now|left out|leave out|not (?:for|our) \\w+|remain as they are|"
    "waits for|not touch|neither|decided against|not going to|are not|don't want|no longer|"
    "not replacing|no part|stays?|untouched|never",
)
WANTS = pattern(
    "metrics?|success|measure|kpi|goals?|goal's|target|aim|aiming|we want|want|we'd like|"
    "should|to reach|objective|number:|we count|so that|we'll know|what counts|we'd accept|"
    "wanted"
)
TARGET_IN_WORDS = pattern(
    "(?:at most|no more than|fewer than|less than|at least|more than|under|below|within|to) "
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|zero|none)"
)
EVIDENCE = pattern(
    "interview\\w*|interviewed|tickets?|logs?|survey\\w*|audit|reports?|counted|count of|"
    "count by|tally|asked|talked to|spoke|shadowed|watched|observed|sat with|listened|"
    "i stood|walked along|visited|timed|screenshot|petition|appeals|"
    "source|sources|evidence|proof|complaints?|complaints book|claims (?:data|log|list)|"
    "records?|register|notes|note|call sheet|job sheets|rota book|list of|crash data|"
    "support (?:tool|log|got)|chat export|export|mail log|funnel|in the logs|returns list|"
    "return notes|call notes|by the helpdesk|helpdesk's|"
    'sent us|gave us|showed (?:me|us)|told (?:me|us)|said (?:so|no|they|that|\\"|on)|wrote|'
    "written|wrote on|quote|quotes|forum|thread|posts?|incidents?|letters from|requests|"
    "came up in|named|tagged|with the tag|looked at|looked over|we sorted|rung up|test calls|"
    "in the test|happened to|statistics|study|figures?|tests?|had to be corrected|happened"
)

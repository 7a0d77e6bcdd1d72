"""What the words of an interview question give away: word lists, each with one sense."""

from bot.domain.feedback.cues import pattern

POLITE = (
    "can you|could you|would you|can i|could i|may i|might i|shall we|will you|mind if i|"
    "mind if we|would you mind|any chance (?:you|i|we)|"
    "would you be able to|do you mind"
)
ASK = (
    "tell|tell me|show|show me|walk|walk me|talk me|talk us|take me|take us|describe|explain|"
    "give me|read me|say more|"
    "open|pick|think|think back|think about|share|let me see|help me understand|"
    "run me through|go through|guide me|"
    "step me|paint me|list|bring me back|recall|remind me|reconstruct|lead me|start from|"
    "start with|let us go|"
    "let's go|let's stay|play it back|narrate|touch|name one|name a|draw|sketch|say as much|say what|tell us"
)
WH = (
    "what|what's|whats|how|how's|how'd|hows|why|why's|when|when's|where|where's|who|who's|"
    "whos|whose|whom|which|what're"
)
AUX = (
    "do|does|did|is|are|was|were|am|has|have|had|can|could|would|will|should|shall|may|might|"
    "must|don't|doesn't|"
    "didn't|isn't|aren't|wasn't|weren't|hasn't|haven't|hadn't|can't|couldn't|wouldn't|won't|"
    "shouldn't|ain't|u|"
    "ever|any|anything"
)

HEARD = "noticed|hear|heard|found|saw|see that|seen|met|talked|spoke|spoken|know|learnt|learned"
"""What we may have done without a thing of ours."""

CUES = {
    "tag": pattern(
        "(?:right|no|yes|correct|huh|eh|agreed|true|ok)\\s?\\?|huh|eh|innit|is it\\s?\\?|"
        "are you not|isn't he|would you not|hey\\s?\\?|isn't it|isn't that|doesn't it|don't you|"
        "aren't you|wouldn't you|"
        "aren't they|don't they|didn't you|didn't it|wasn't it|weren't they|hasn't it|"
        "haven't you|won't you|won't it|"
        "wouldn't it|was it not|is it not|isn't it so|am i right|do you agree|don't you think|"
        "don't you agree|"
        "wouldn't you say|wouldn't you agree|can't you|couldn't you|isn't he|isn't she|"
        "doesn't he|doesn't she|"
        "you'd agree|would you agree|is that fair|is it fair to say|you agree"
    ),
    "so_states": pattern(
        "so (?:you|the|it|they|this|that|basically|obviously|your|he|she|we|u)|you (?:have|gave|"
        "are|were|had|switched|always|never|must|look|hate|find)"
    ),
    "cause": pattern(
        "because|since|due to|the reason|comes from|thanks to|caused by|led to|makes? you|"
        "made you|makes? your|made your"
    ),
    "glad": pattern(
        "glad|great that|good that|kind that|happy that|sorry that|must have been|"
        "it was a relief|relief when|nice that|pity that|shame that"
    ),
    "hearsay": pattern(
        "we've (?:heard|noticed|seen|learnt|learned)|we (?:hear|noticed|heard|know|see that)|"
        "many \\w+ (?:say|tell|don't|hate|find|complain|struggle)|"
        "everyone i|everybody i|every \\w+ i|most \\w+ (?:i|we|tell|say|hate|"
        "find|think|agree)|other \\w+ (?:tell|say|told|find)|everybody (?:says|knows|hates)|"
        "everyone (?:says|knows|hates)|you'll be no different|hate"
    ),
    "bad_super": pattern(
        "(?:most|so|such a|such|the|that|a bit|really|very|pretty|how|too|"
        "this) (?:\\w+ )?(?:annoying|frustrating|painful|confusing|terrible|horrible|awful|"
        "nightmare|stressful|tedious|clunky|slow|broken|mess|chaos|unfair|useless|ugly|pain|"
        "waste|exhausting|complicated|poor|bad|trouble|hassle|headache|expensive|lack|lousy|"
        "silly|ridiculous|struggle|misery|burden|delays?|disaster)"
    ),
    "gain_verb": pattern(
        "(?:made|makes|make|making) (?:your|the|it|you|things) _ (?:easier|better|faster|simpler|"
        "happier)|saves? (?:you|time|your|money)|saved (?:you|your|time)|improved?|"
        "takes the \\w+ out|helps? (?:you|your|with)|helped (?:you|your)|speeds? up|"
        "what else improved|solves?|solved|fixes|fixed"
    ),
    "else": pattern("what else|how else|even more|still|already"),
    "negated": pattern(
        "isn't _ (?:\\w+) |doesn't the|doesn't that|don't you (?:find|feel|hate|love|want|need|"
        "wish|get)|wouldn't (?:a|an|it|you|that|the|your|one)|"
        "isn't (?:it|that|the|this|your|there)|aren't (?:the|you|these|those|they|your)|"
        "wasn't (?:it|that|the)|"
        "weren't (?:you|they|the)|shouldn't (?:the|it|we|they|there)|haven't you|hasn't (?:the|"
        "it|that)|couldn't _ be|won't _"
    ),
    "presume": pattern(
        "surely|obviously|clearly|of course|no doubt|must be|must have been|must feel|must get|"
        "must hate|must drive|i bet|"
        "i'm sure|i am sure|i guess|i imagine|i assume|i suppose|i'm guessing|i'd guess|"
        "as we all know|everybody knows|"
        "everyone knows|we all know|naturally|undoubtedly|certainly|admit it|let's be honest|"
        "you look|you seem|so basically|"
        "the reason is|is it because|because of|have to do with|had to do with|"
        "something to do with|blame|thanks to|"
        "i'm so glad|it's great that|the thing is|let me put it|i think that|i know that|"
        "we know that|we know|we've heard|"
        "we hear|everyone i|every \\w+ i|like everyone|like everybody|most people|most of our|"
        "you'll be no different|"
        "since the|given how|given that|considering how|you must|you'd"
    ),
    "bad": pattern(
        "\\w{0,12}(?:frustrat\\w+|annoy\\w*|painful|exhaust\\w*|confus\\w+|terribl[ey]|"
        "horribl[ey]|nightmare\\w*|awful|"
        "stressful|tedious|clunky|slow|slower|slows|broken|messy|mess|chaos|chaotic|unfair|"
        "useless|ugly|outdated|hate|hates|"
        "pain|pains|waste|wastes|wasted|wasting|hurt|hurts|drown\\w*|suffer\\w*|struggl\\w+|"
        "fed up|sick of|tired of|bother\\w*|"
        "worr(?:y|ies|ied)|afraid|scared|angry|upset|overwhelm\\w*|bad|badly|poor|poorly|"
        "wrong with|trouble|hassle|headache|"
        "burden\\w*|cumbersome|complicated|inconvenien\\w+|unreliable|ridiculous|left out|ruin\\w*|wreck\\w*|"
        "disappoint\\w*|neglect\\w*|ignor\\w+|hide|hides|disorgani[sz]ed|expensive|overpriced|"
        "boring|fail\\w*|lack|lacking|"
        "dread\\w*|stuck with|put up with|sloppy|lazy|stupid|unhappy|miserable|torture|killing|"
        "damage\\w*|cripple\\w*)"
    ),
    "benefit": pattern(
        "easier|faster|better|saves? you|saved you|save you|saving you|helps? you|helped you|"
        "made your life|improv\\w+|relief|"
        "smoothly|smoother|happier|more productive|simpler|takes the stress|how much time|"
        "benefit\\w*|cut down|so much|"
        "love most|how much happier|appreciate\\w*"
    ),
    "how_adj": pattern(
        "how (?:frustrat\\w+|annoy\\w+|painful|hard|difficult|bad|upset|angry|tired|stress\\w+|"
        "exhaust\\w+|confus\\w+|slow|"
        "happy|relieved|glad|unhappy|disappoint\\w+|terrible|awful|useful|helpful|great|good|"
        "easy|nice|worried|unfair|"
        "tedious|boring|badly|dissatisfied|satisfied|proud|scared|lost|nervous|embarrass\\w+|"
        "clumsy|impressed|wonderful|much better|much easier|much faster)"
    ),
    "why": pattern(
        "why|what makes|what made|how come|how has|how have|what's wrong|what is wrong|how badly|"
        "how much does"
    ),
    "quoted": pattern(
        "you said|you called|you mentioned|you told|you wrote|you say|you described|your words|"
        "you talked|you told me|"
        "earlier you|you used the word|you just said|as you said|as you put|you put it|u said|"
        "you noted|you complained"
    ),
    "if": pattern("if|in case|provided|assuming|unless|supposing|whether"),
    "if_would": pattern(
        "if (?:we|you|it|they|there|your|the|a|an|i|someone|somebody|our|this|that|money|nothing|"
        "everything|all|tomorrow|price|"
        "\\w+) _ (?:would|could|'d|will|might|were|was|had|gave|made|built|offered|could|doubled|"
        "got|came|cost|took|worked)|"
        "would _ if|what if|even if|if only|were to|say we|say a|say you|say the|say there"
    ),
    "imagine": pattern(
        "imagine|picture|suppose|supposing|let's say|lets say|let us say|let's assume|"
        "let us assume|assume|assuming|"
        "pretend|magic wand|ideal world|ideally|in an ideal|in a perfect|perfect world|dream|"
        "dreams|wish|wishes|"
        "wishlist|wish list|three wishes|genie|fantasy|hypothetically|blank cheque|blank check|"
        "unlimited|no limits|fast-forward|"
        "fast forward|one day|in the future|money weren't|money wasn't|money was no|"
        "money no object|let's pretend|envision"
    ),
    "future": pattern(
        "next year|next season|next month|next quarter|next summer|next winter|next spring|"
        "next time|tomorrow|this winter|"
        "this summer|this year|in five years|in ten years|in # years|in two years|in three years|"
        "by 20\\d\\d|the year 20\\d\\d|in 20\\d\\d|"
        "going to|gonna|will|you'll|won't|from now|some day|someday|ever going|in the coming|"
        "next release|next version|soon|"
        "how likely|likely to|likely would|do you expect|do you think you|do you see yourself|"
        "see yourself|plan to|planning to|do you intend"
    ),
    "would": pattern("would|wouldn't|you'd|they'd|it'd|would've|what'd it|'d you|'d your|could|might|should"),
    "would_you": pattern(
        "would you|would ur|would your|would it|would a|would an|would the|would that|would they|"
        "would people|would this|"
        "would these|would anyone|would there|would any|would be|you'd|how would|what would|"
        "which would|where would|when would|who would|"
        "how much would|would have|would need|would want|would make|would have to|would rather|"
        "would like|could you see|"
        "could imagine|could you imagine|should it|should we|what should|how can we|how could we|"
        "how should|will you|will your|will the|who will|how will|what will"
    ),
    "polite_would": pattern(
        "would you mind|would you be able|would you show|would you walk|would you tell|"
        "would you say|would you describe|"
        "would you explain|would you be so kind|would you share|would you read|would you call|"
        "would you please|how would you explain|"
        "how would you describe|could you tell|could you show|could you give|could you walk|"
        "could you describe|could you explain|"
        "i'd like to|i'd love to|i would like to|i would love to|if you think back|"
        "if you don't mind|if you remember|if i may|"
        "if any|if anything|if so|if not|if i had|if i'd|if you can|if you like|if it's ok|"
        "if that's ok|if you look back|what, if|if at all|if someone looked|if i had been|"
        "would be great if you"
    ),
    "past_would": pattern(
        "used to|back when|back then|in those days|in those|in the old|the old|former|"
        "previous owner|would usually|"
        "would typically|would normally|in that job|as a child|when you were|when you started|"
        "in your first|before the new"
    ),
    "pay": pattern(
        "pay|paid for|spend|price|cost you|sign up|subscribe|buy|switch|willing|worth it|"
        "be prepared to|budget for|recommend\\w*|"
        "trust|use it|adopt|download|install|upgrade|sign|try it|try this|give it a try|join"
    ),
    "ours": pattern(f"our|ours|we(?!(?:'ve)? (?:{HEARD}))|my|i've made|i made|i built|us"),
    "we_build": pattern(
        "we (?:built|build|made|make|are building|are making|are planning|are thinking|want to|"
        "plan to|have built|have made|"
        "designed|created|added|add|launched|shipped|released|developed|worked|'re)|"
        "we're (?:building|making|planning|thinking|"
        "working|developing|designing|adding|launching|considering)|we've (?:built|made|added|"
        "designed|created|been working|been building|got this)|"
        "we'd (?:build|add|make|like to|love to)|we could (?:build|add|make|offer)|we (?:added|"
        "offered|gave|could|put|launched|removed)|"
        "i (?:built|made|designed|am building|drew|put together|sketched|did|wrote|have built|"
        "am working|invented)|i'm (?:building|making|working on)|"
        "my team made|my team built|i have brought|i brought|we did|someone here|some folks here|our team"
    ),
    "our_thing": pattern(
        "our (?:\\w+ ){0,3}(?:app|idea|product|feature|prototype|mock-?up|tool|design|redesign|"
        "page|portal|screen|dashboard|plan|"
        "version|release|update|system|bot|chatbot|assistant|planner|button|roadmap|onboarding|"
        "service|platform|solution|concept|"
        "demo|draft|sketch|widget|export|import|reader|kiosk|lockers|tracker|alerts|answers?|"
        "wizard|hints?|model|api|map|game|"
        "builder|calculator|scheduler|checkout|website|site|beta|pilot|package|offer|pricing|"
        "price|rule|report|editor|view|"
        "thing|build|quality|notifications?|program|programme|subscription|form|card|scanner|"
        "trial|proposal|layout|auto-\\w+)|"
        "our new \\w+|our \\w+"
    ),
    "artefact": pattern(
        "prototype|mock|mockup|mock-up|mockups|wireframe|sketch|sketches|demo|test build|beta|"
        "concept|this design|this screen|"
        "this button|this version|this idea|this feature|this update|this redesign|these screens|"
        "three screens|screens a|the idea of|"
        "our idea|this app|this tool|this draft|the new design|new layout|new design|redesign|"
        "summary view|this page|"
        "this prototype|this build|next version|this concept|paper prototype|blue badge|this map|"
        "this chart|this report|this thing|our thing"
    ),
    "solution": pattern(
        "(?:a|an|one|some) (?:\\w+ ){0,2}(?:app|bot|chatbot|tool|feature|button|dashboard|"
        "service|assistant|widget|plugin|portal|"
        "system|platform|device|map|alert|reminder|inbox|login|search|search function|score|"
        "screen|planner|subscription|pet|model|machine|integration|filter|"
        "notification|marketplace|kiosk|ai|gadget|sensor|drone|calculator|tracker|shortcut|"
        "template)|add a|added a|an ai|ai|automatic \\w+|automated \\w+|"
        "something that|single inbox|with a \\w+ that|which automatically|that automatically"
    ),
    "opinion": pattern(
        "what do you think|thoughts on|how do you feel|your opinion|your view|do you prefer|"
        "prefer|what do you make of|your impression|"
        "what speaks against|how does this look|how does it look|looks to you|"
        "what would you change|make sense|feedback|your reaction|"
        "first reaction|do you find|does it|is it|should come first|what do you see|say aloud|"
        "where should|how satisfied|understand what"
    ),
    "like": pattern(
        "like|likes|love|loved|loving|enjoy\\w*|favou?rite|favorite|useful|helpful|good|great|"
        "valuable|impress\\w*|nice|cool|amazing|"
        "awesome|excit\\w+|interesting|wonderful|fantastic|handy|better|best|happy with|pleased|"
        "intuitive|terrible|terribl\\w+|convinc\\w+|"
        "beautiful|brilliant|perfect|kind word|delight\\w*|thrilled|fan|fans|appeal\\w*|"
        "appreciate|value most|worth|compliment|praise|"
        "proud|fun|easy to use|crazy about|clever|pretty good|improvement|awful|not too bad|good enough"
    ),
    "like_ask": pattern(
        "do you like|did you like|like it|like most|like best|like about|love it|love about|"
        "loved most|you enjoy|do you love|"
        "is it (?:good|useful|nice|helpful|valuable|great|cool|any good|interesting|worth)|"
        "how (?:useful|good|great|helpful|valuable|cool|wonderful|nice|"
        "impressive|easy|happy|much do you like|much do you love|much would you love)|"
        "what's good|what is good|good about|useful for you|valuable for|valuable to|"
        "helpful for you|helpful to you|good enough|happy with|good idea|great idea|impresse[sd]|"
        "impress|favou?rite|kind word|great about|"
        "works well|you appreciate|what delights|interesting for|interesting to you|"
        "isn't terrible|not terrible|appeals|intuitive|"
        "stand out|stands out|blown away|wow|be nice|say something nice|nice about|best thing|"
        "best part|best feature|great, right|any good|is this good|what do you value|proud of"
    ),
    "pity": pattern(
        "worked (?:really |so |very )?hard|put (?:six|\\w+) months|all weekend|over the weekend|"
        "be nice|be honest|i'm (?:new|no|terrible|nervous|only)|proud|"
        "put a lot|put so much|a lot of love|blood|sweat|heart into|months of work|years of|"
        "nights|sleepless|my boss thinks|only one who|our ambition|"
        "super cool|don't be too hard|crazy about|everybody loves|everyone loves|people love|"
        "so much good feedback|award\\w*|really excited|"
        "honestly i'm|spent (?:\\w+ ){1,3}(?:months|weeks|weekend|nights|year|years)|"
        "please tell me|we're so|we are so|my baby|first ever"
    ),
    "scale": pattern(
        "on a scale|from (?:one|1|0|zero) to|scale of|rate|rating|how satisfied|stars|"
        "out of (?:ten|10|five|5)|points out|score it|"
        "yes or no|true or false|agree or disagree|love it or hate it"
    ),
    "choice": pattern(
        "which of (?:these|the|those|them)|better or worse|easy or hard|or not|before or after|"
        "do you prefer|rather|which is (?:worse|better|more)|"
        "a or b|a, b or c|more or less|which one|which do you|or \\w+ \\?|which would you"
    ),
    "or": pattern("or"),
    "multi": pattern(
        "two things|three things|a few things|couple of things|several things|different topic|"
        "another topic|other topic|by the way|also, |"
        "and also|also curious|i'm also|before i forget|unrelated|one more thing|"
        "while we're at it|while i'm at it|separately|"
        "finally|secondly|second,|third,|and then also|on another note|on a different|"
        "next to that|also totally|as well as|last but|changing subject|plus,|first the|then the|"
        "then how|then your"
    ),
    "asks_and": pattern(
        "(?:\\band|,|&) (?:and )?(?:"
        + WH
        + ")|(?:\\band|,) (?:do|does|did|is|are|was|have|has) (?:you|your|the|it|they)",
        after_words=True,
    ),
    "wh": pattern(WH),
    "last": pattern(
        "last|yesterday|this morning|most recent|recently|last time|last week|last month|ago|"
        "on monday|on tuesday|on wednesday|on thursday|"
        "on friday|in january|in february|in march|in april|in may|in june|in july|in august|"
        "in september|in october|in november|in december|that day|did you|was it|the other day|"
        "tonight"
    ),
    "recall": pattern(
        "do you (?:remember|recall)|can you (?:remember|recall)|do you have any idea|"
        "do you know how|do you happen to remember|any idea (?:how|why|what|who)"
    ),
    "count": pattern("how many|how often|how long|how much time|what time|how old|how far|what date"),
}

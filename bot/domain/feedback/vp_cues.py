"""What the words of a page for a VP give away: word lists, each with one sense."""

from bot.domain.feedback.cues import pattern

VERBS = (
    "buy|sell|keep|stop|start|launch|ship|move|use|drop|cut|hold|take|let|let's|put|turn|sign|hire|end|close|open|rent|lease|give|go|"
    "switch|replace|roll|renew|cancel|merge|freeze|postpone|delay|expand|extend|approve|accept|reject|refuse|raise|lower|pay|build|"
    "train|test|try|pilot|invest|introduce|adopt|retire|sunset|outsource|charge|publish|remove|add|allow|make|offer|fund|leave|bring|split|"
    "migrate|rewrite|reduce|increase|limit|ban|skip|pause|kill|run|fix|deploy|double|halve|continue|stay|say|don't|do not|no to|yes to|send|change|print|insure|back|pick|choose|adopt|consolidate|shut"
)

REC = pattern(
    "recommend|recommending|i would|i'd (?!lose|be |have |then|see|know|notice|miss)|we'd (?:switch|like|rather|ship|go|do|want|end|stop|close|start|keep|move|buy|sell|replace|drop|hold|put|take)|would like|"
    "we stay|we shelve|we keep|we stop|we close|we take|we switch|we drop|we want|we go ahead|we start|i believe|i think|worth considering|my advice|advice is|we propose|propose|permission to|we might want|could be argued that|"
    "lean|leaning towards|tend to|could be a thing|asking for|should|i ask for|the answer is|is what i'd|next step is to|we hold|i want|i plan|i'm going to|decision on|stay with|i vote|in favor|i urge|we advise|"
    "i recommend|we recommend|i'd recommend|we'd recommend|i would recommend|we would recommend|recommendation|recommended|recommending|"
    "i suggest|we suggest|i'd suggest|we'd suggest|i would suggest|suggestion is|i propose|we propose|proposal|proposed|proposing|i'd propose|"
    "we should|should (?:not )?(?:go|move|be|take|stop|start|keep|buy|use|get|wait|stay|happen)|i'd (?:stop|keep|drop|close|go|do|take|rather|start|like|bring|wait|put|say|move|not|end|cut|hold|leave|use|give|switch|buy|have|sell|pick|choose)|"
    "we'd (?:like to|rather|ship|go|do|want)|we want to|i want to|i'd like us|i'm for it|i'm for|i'm against|my advice|my view|my pick|my vote|my choice|let's|let us|"
    "i ask you to|we ask you|please (?:let me|approve|fund|sign|give|buy)|go with|we're going to|we are going to|we will|we'll|i say|it's my intention|my intention|i plan to|we plan to|"
    "we intend|the plan is|tl;dr|rec|for decision|i advise|in favou?r of|yes to|no to|we carry on|carry on as planned|as planned|"
    "we're asking for|asking for|i'm asking|can i get your|i think we|i believe we|we need to|we need a|we need|we must|i lean|i'm inclined|my preference|i prefer|the best (?:option|way|choice) is|what i recommend|i'd still|we ought"
)
CUES = {
    "loss": pattern(
        "put _ aside|let go|put _ off|takes? _ off|taken? _ off|leave _ out|leaving _ out|hides?|buy _ back|go(?:es)? back to|other work|take the budget|takes? (?:two|three|four|one|\\w+) (?:people|engineers|developers|weeks) |off the|leaves? the|without|"
        "give up|gives up|giving up|gave up|give away|giving away|give back|we lose|we'd lose|we'll lose|i lose|you lose|they lose|lose|loses|losing|lost|"
        "forgo|forgoes|forego|sacrific\\w+|trade-off|tradeoff|trade-offs|tradeoffs|the trade|the price is|the price for|price of it|in exchange|in return|at the expense|"
        "comes? off|comes? out of|taken from|take it out of|takes? the money|takes the|walking away|leave on the table|on the table|don't get|do not get|won't get|wouldn't get|won't have|wouldn't have|"
        "miss out|we miss|misses|missing out|goes away|go away|gone|gets? worse|get worse|worse|worsens|less|fewer|slower|later|delay\\w*|postpone\\w*|slips? to|slip|push(?:ed|es)? (?:back|out|to)|"
        "waits?|have to wait|must wait|put off|on hold|stops?|pause\\w*|paused|cancel\\w*|drop the|dropped|drops|skip\\w*|we leave|leave out|leave the|leaves out|without the|"
        "instead of|rather than|instead|not (?:the|five|have|be able)|no longer|can't|cannot|not be able|unable|has to|have to|will have to|would have to|must|"
        "reject\\w*|decided against|considered|alternative|the other option|other options|ruled out|compared with|looked at|dearer|more expensive|cheaper|"
        "cost us|costs us|costs|downside|drawback|catch|disadvantage|on the other side|on the other hand|what gets worse|unhappy|angry|upset|grumpy|disappoint\\w*|let down|won't like|not like it|"
        "stays as|stay as|foregone|turn down|turn away|cuts? into|reassign\\w*|taken off|taken from|pulled|free up|frees|frees up|loss|losses|moves? to|stuck with|forfeit\\w*|backlog|don't do|do not do|we don't|won't be|not the|out of scope|limited to"
    ),
    "loss_strong": pattern(
        "give up|gives up|giving up|give away|we lose|we'd lose|we'll lose|lose the|lose|loses|forgo|forego|sacrific\\w+|trade-off|trade-offs|tradeoff|the trade is|the price is|price for that|in exchange|in return|"
        "comes? off|walking away|leave on the table|gets? worse|slips? to|waits? (?:for|until|till)|have to wait|put off|postpone\\w*|leave out|leaves? the|we drop|we'd drop|rather than|instead of|"
        "reject\\w*|decided against|alternative|downside|drawback|the catch|what we lose|goes away|stops|will have to|would have to|the other|pushed|push (?:the|back)|turn down|at the expense|dearer|slower|delayed?|worse|fewer|no longer"
    ),
    "risk": pattern(
        "flop|turn out|turns out|stuck|destroy\\w*|coin toss|can be|can't be|can go|uncovered|silly|surprises?|should (?:that|it|one|they|this) happen|should one|should it|on a bad|never handled|cure for|touts|or it doesn't|something can always|negative|risk|risks|risky|might|may|could|if (?:it|they|the|we|that|this|a|an|he|she|more|fewer|less|one|traffic|orders|volume|customers|users|people|teachers|nobody|not|honest|there|our|in|rooms|something|students|families|drivers|over|under|\\w+)|in case|danger|"
        "dangerous|worry|worries|worried|fear|afraid|uncertain\\w*|unsure|not sure|unclear|unknown|don't know|do not know|can't say|cannot say|doubt|doubts|hard to say|no guarantee|can't promise|may not|"
        "go wrong|goes wrong|went wrong|fail|fails|failure|break|breaks|backfire|bug|breach|leak|overrun|slip|late|doesn't cope|does not cope|can't be excluded|possible|possibly|perhaps|maybe|"
        "chance|probability|likely|unlikely|one in|coin toss|fallback|plan b|roll back|rollback|go back|turn (?:it )?off|switch off|we'd see it|we'd notice|first sign|early sign|watch|exposed|expose|liability|lawsuit|sue|fine|penalty|"
        "what i don't know|assum\\w+|depends|never (?:been|seen|handled)|untested|not tested|too weak|bankrupt|threat|hope|bet|novelty|mistake|mistakes|wrong|drag on|drags|suspect|expect some|trouble"
    ),
    "risk_strong": pattern(
        "risk is|risks|the risk|risk|might|may|could (?:be|go|break|turn|slip|cost|lose|leave|happen|make|hurt|start|get|fail|come|still)|go wrong|danger|worry|worries|fear|uncertain|unsure|not sure|doubt|don't know|"
        "if (?:it|they|the|that|traffic|orders|we|more|he|she|\\w+) _ (?:fails?|breaks?|slips?|drops?|doubles?|doesn't|don't|isn't|aren't|leaves?|refuses?|comes?|goes|turns?|ends?|overruns?|falls?|rises?)|can't promise|may not|what bugs me|i can't say|not certain|no guarantee"
    ),
    "no_risk_said": pattern("no risk|no risks|without risk|risk-free|riskless|nothing can go wrong|can't go wrong|risk is zero|zero risk|not risky|risks: none|risk: none"),
    "inaction": pattern("if we (?:don't|do not|wait|do nothing|stay)|doing nothing|do nothing|inaction|not acting|without it|waiting|if we didn't|otherwise|unless we"),
    "ask": pattern(
        "please (?:approve|confirm|decide|sign|let|give|agree|release|countersign|pick|say|tell|back|reply|choose|send|fund|ok|okay|authori[sz]e|accept|allow|grant|answer|take|make|return|buy|put|write|get|order|assign|speak|call|talk|ask|share|nominate|name|book|sponsor|clear|support)|kindly (?:approve|confirm|decide|sign|grant|give|accord|release|sanction)|"
        "approve|approval|approved|your (?:ok|okay|go|yes|approval|signature|decision|agreement|backing|consent|permission|sign-off|blessing|answer|support|word|green light|go-ahead|vote)|need (?:your|a|the|an|you|from you|it|to know|by|£|\\$|€|ur)|needed from you|i need|we need (?:your|a|you|from you)|needs your|"
        "sign-off|sign off|go/no-go|go ahead|go-ahead|green light|say yes or no|yes or no|is it a yes|a yes|ok\\?|ok for you|ok to|okay to|ok from you|okay from you|can i|can we|could you|can you|could we|may i|may we|would you|will you back|"
        "decision (?:wanted|needed|by|required|from)|need a decision|for decision|i ask (?:you|for)|we ask (?:you|for)|asking (?:you|for)|the ask|ask:|request\\w*|authority to|authori[sz]e|signature|sign (?:the|off|both|by)|"
        "nothing (?:needed|is needed|you need|for you|to do|from you|to decide|required)|nothing's needed|no action|no approval|no decision|you don't (?:have|need)|need nothing|don't need anything|no need to|for your information|fyi|"
        "solicited|be grateful for|count on|i'd like (?:your|to have|a|you)|let me know (?:if i may|by)|tell me if|confirm|give me|grant|budget of|release (?:the|of)|headcount|pls|let me|one-word reply|unless you disagree|unless you object|objections by|veto|by (?:monday|tuesday|wednesday|thursday|friday)"
    ),
    "ask_strong": pattern(
        "please (?:approve|confirm|decide|sign|countersign|agree|pick)|kindly approve|approve|your approval|your ok|your okay|your yes|your go|your decision|your signature|i need|need your|need a decision|decision needed|decision wanted|"
        "sign off|sign-off|go/no-go|yes or no|nothing needed|nothing is needed|no action|ok\\?|can i|could you|can you|approval|confirm|a yes|need from you|needed from you|i ask you|i ask for|we ask for"
    ),
    "vague_ask": pattern("thoughts|what do you think|looking forward|kindly revert|let me know what|keep you posted|happy to discuss|your thoughts|feedback welcome|comments|discuss|at some point|keep you informed|curious what"),
    "rec": REC,
    "no_pick": pattern(
        "two options|three options|options|option a|option b|three ways|two ways|several ways|both (?:have|would|are|came)|each has|pick one|on the one hand|finalist\\w*|either way|vendor a|vendor b|pros and cons|"
        "leaning to|is leaning|prefers|decide for one|which one|you decide|up to you|the committee|they recommend|consultants?|finance wants|sales wants|weekly update|update on|status|look back|highlights|report|"
        "all is on track|on track|attached|read the|reading|as outlined|it has been|it was decided"
    ),
    "rec_reading": pattern("recommend (?:that you )?(?:read|reading|taking a look|a look|looking|to read|the attached|you read|having)|recommend you read"),
    "hedge": pattern(
        "perhaps|maybe|possibly|presumably|arguably|somewhat|might|may|could|it seems|seems|it may be|or not|or maybe|more or less|in a way|sort of|kind of|i guess|i suppose|one could|one might|could be argued|"
        "not entirely|not necessarily|i could be wrong|inclined|lean|leaning|lean towards|to some extent|in principle|can't be excluded|cannot be excluded|without wanting|without excluding|it depends|on balance|"
        "appetite|not sure|i'm not sure|who knows|if you felt|some kind|at some point|worth considering|worth thinking|consider|hard to say|either way|equally|then again|both ways|tend to|apparently|potentially|conceivabl\\w+|don't want to overstate|wouldn't say|be that as it may"
    ),
    "tech": pattern(
        "p50|p90|p95|p99|latency|throughput|rps|qps|auc|roc|f1|recall|precision|ndcg(?:@\\d+)?|bleu|rouge|perplexity|wer|cer|mape|rmse|mae|false positive rate|fpr|tpr|hit rate|cache hit|error budget|burn rate|embedding\\w*|vector db|"
        "vector database|idempotent|idempotency|grpc|mtls|soap|dags?|orchestrator|airflow|kafka|kubernetes|k8s|helm|terraform|sharding|shard|shards|backfill|lineage|executor\\w*|lora|fine-tun\\w+|rag|retrieval-augmented|retriever|"
        "reranker|tokens?|quanti[sz]\\w+|distill\\w+|inference|gpu|gpus|microservices?|monolith|etl|cdc|schema|schemas|ci/cd|canary|blue-green|feature stores?|feature flag|middleware|oauth|saml|sso|jwt|webhooks?|graphql|redis|postgres|"
        "elasticsearch|lambda|serverless|cold starts?|n\\+1|refactor\\w*|tech debt|async|event sourcing|event bus|queue|dedup\\w*|deduplication|replica\\w*|replication|failover|load balancer|cdn|ttl|mutex|deadlock|garbage collection|heap|"
        "memory leak|wms|asn|d7|d30|p =|p-value|confidence interval|lift|uplift|dau|mau|arpu|ltv|cac|gmv|nps|cohort\\w*|hallucination\\w*|guardrails?|ground truth|eval|evals|classifier|regression|overfitting|drift|gradient|transformer|"
        "context window|prompt injection|zero-shot|few-shot|logits|softmax|beam search|tf-idf|bm25|cosine|ann index|hnsw|x-?rays?|acid|cap theorem|raft|paxos|crdt|grafana|prometheus|slo|slos|sli|mttr|rto|rpo|e2e|regex|compiler|linter|"
        "orm|vpc|iam|siem|edr|waf|ddos|bgp|mtu|tls|dns|http2?|tcp|udp|json|yaml|protobuf|parquet|cron"
    ),
    "metric": pattern(
        "(?:auc|f1|recall|precision|bleu|wer|ndcg(?:@\\d+)?|perplexity|rouge|map|mape|rmse|hit rate|accuracy|latency|throughput|p95|p99|response time|load time|pages? loads?|uptime|error rate|false positive rate|coverage|cpu|memory) _ #|"
        "# (?:ms|milliseconds?|rps|qps|k rps|gb|mb|points of recall|points in)|#ms|(?:\\d+ )?milliseconds|seconds"
    ),
    "effect": pattern(
        "customers?|people|shoppers|callers?|patients?|money|revenue|(?:minutes|hours|days|weeks) _ (?:less|more|sooner|faster|earlier|saved|a week|a month|a day|each)|saves?|[€$£] ?#|# (?:euro|dollars|pounds)|so that|which means|that means|that's|in other words|one in|of 100|out of|of a hundred|per week|a week|a month|a day|per month|orders?|complaints?|tickets?|refunds?|buyers?|visitors?"
    ),
    "meaning": pattern(
        "customers?|people|users?|callers?|patients?|drivers?|teachers?|parents?|shops?|stores?|money|revenue|a week|a month|a year|per month|per week|per year|hours?|minutes?|days?|€#|\\$#|£#|# euro|orders?|complaints?|tickets?|calls?|refunds?|visitors?|players?|kids|nurses?|agents?|so that|which means|that means|that's|in other words|i\\.e\\."
    ),
    "gloss": pattern("that is|i\\.e\\.|in plain words|which means|meaning|called|which just means|in other words|that's what|so-called|a kind of|which is|the filter that|the system that|the list that|known as|\\( ?(?:the|a|an|how|our|that|what|i\\.e)"),
    "money": pattern("[€$£] ?#k?|# ?(?:k|euro|euros|dollars|pounds|million|lakh|kronor)"),
}

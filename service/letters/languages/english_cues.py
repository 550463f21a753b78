"""What English notes begin with: the cues that say what a clause is about."""

from __future__ import annotations

import re

_WHO = r"(?:they|she|he|we|i)"
_I_WOULD = (
    r"(?:i (?:would|will|want|wanted|should|must|need|have)? ?(?:like |love )?(?:to )?)?(?:also )?"
)
_STRESS = r"(?:stress|emphasi[sz]e|highlight|mention|underline|point out|play up|bring up|add)"
_TELL = (
    rf"(?:i )?(?:(?:would like|want|need|have|should|must|remember|make sure|make it clear|"
    rf"do not forget|forgot|forgotten) (?:to )?(?:also )?)?"
    rf"(?:say|tell (?:them|her|him)|let (?:them|her|him) know|{_STRESS})"
)
_FORGOT = (
    rf"(?:i )?(?:(?:forgot|did not get|had no time|did not manage) to (?:say|{_STRESS})|"
    r"(?:should|could) have (?:said|mentioned|stressed|added)|"
    r"wish i had (?:said|mentioned|stressed|added)|never (?:said|mentioned))"
)
_WORRY = r"(?:concern|worry|worrie|doubt|hesitation|reservation|objection|weakness|weak spot|gap)"
_PLUS = r"(?:my )?(?:main |key |biggest |big )?(?:strengths?|selling points?|plus|asset)"

CUE_INSIDE = re.compile(
    r",? (?:and |but )?(?=(?:I'd|I would|I want to|I should|I'd like to) (?:also |like to )?"
    rf"{_STRESS}\b)"
    r"|(?<!\bthe)(?<!\btheir)(?<!\bone)(?<!\bmain)(?<!\bonly),? (?:and |but |with )?"
    rf"(?=(?:(?:the|their|one|main|only) )*{_WORRY}s?(?: was)?:)"
    rf"|,? (?:and |but )(?=their {_WORRY}s? (?:about|over)\b)"
    r"|, (?:and |but )?(?=(?:they|she|he) (?:was|were|seemed|had) (?:a bit )?"
    r"(?:worried|concerned|doubts))"
    r"|, (?:and |but )?(?=(?:I |we )?(?:talked|discussed|liked|stress|mention|concern|worried)\b)"
    r"|, (?:and |but |so )?(?=(?:I|we|they|she|he|need|want|forgot|gave)\b)"
    r"|, (?:and )?(?=my [\w -]{1,40} came up\b)"
    r"| and (?=that I\b|(?:stress|mention|highlight|emphasi[sz]e) (?:my|that|I)\b)"
    r"|(?:^| )\(?\d[).] (?=[a-z])",
    re.IGNORECASE | re.MULTILINE,
)
"""Where a new cue begins inside a sentence: also a comma before who does something next."""

DISCUSSED = re.compile(
    rf"(?:{_WHO} )?(?:also |mostly |mainly |briefly |then |both )?"
    r"(?:(?:talked|spoke|chatted|geeked out|nerded out|talk|talking|conversation|discussion)"
    r"(?: (?:with|to) (?P<whom>[\w.'-]+(?: [\w'-]+)?))?"
    r"(?: a lot| mostly| mainly| briefly| at length| for a while| a bit)? (?:about|on|over|through)"
    r"|(?:they|she|he|[A-Z][\w.]*(?: [A-Z]\w+)?) (?:explained|described|presented|showed (?:me|us))"
    r"|(?:(?:a |very |really )*(?:good|great|nice|long|interesting|lively|deep) )"
    r"(?:chat|talk|conversation|discussion) (?:about|on)"
    r"|(?:told (?:me|them|her|him)|heard|learned|learnt) (?:more |a lot )?about"
    r"|(?:talked|spoke) through|discussed|discussing|went over|went through|covered|dug into"
    r"|walked through|touched on"
    r"|(?:asked|wanted to know)(?: me)?(?: about|(?= how i ))"
    r"|(?:it was |was )?(?:all |mostly |mainly )about"
    r"|focus(?:ed)? on|(?:the )?(?:main )?topics?(?: was| were| ?:)"
    r"|(?:topics?|discussed|talked about|about) ?:)"
    r"(?: mostly| mainly| briefly)? ?:? +(?P<what>.+)"
    r"|(?P<mine>my [\w -]{1,40}) came up"
    rf"|(?:{_WHO}|the [\w -]{{1,30}}|[A-Z][\w.'-]+) (?:\w+ly )?(?:liked|loved|"
    r"(?:was|were|seemed) (?:very |really |particularly |especially )*"
    r"(?:interested in|impressed (?:by|with)|curious about)) (?P<praised>my .+)",
    re.IGNORECASE,
)
LIKED = re.compile(
    r"(?:i )?(?:was |am |very |really |especially |particularly |much |quite )*"
    r"(?:liked|loved|enjoyed|impressed "
    r"(?:by|with)|appreciated|interested in|curious about|excited about|keen on) +(?P<what>.+)",
    re.IGNORECASE,
)
STRESSED = re.compile(
    rf"(?:{_I_WOULD}{_STRESS}(?:ing)?(?: more| again| once more| especially)?"
    rf"|{_PLUS}(?: is| are| was)?"
    rf"|{_TELL}|{_FORGOT}|do not forget(?: that)?|"
    r"(?:i )?want (?:them|her|him) to know(?: that)?)"
    r" ?:? +(?P<what>.+)"
    r"|(?P<claim>that i .+)",
    re.IGNORECASE,
)
CONCERN = re.compile(
    rf"(?:(?:the|their|her|his|one|main|only|biggest|possible|a) )*(?:{_WORRY}s?)"
    r"(?: (?:was|is|were|are|raised|came up|they had|they raised|(?:seem(?:s|ed)|might|may) to be"
    r"|might be))*"
    r"(?: (?:about|over|with|on|in|that|whether|if))? ?[:,]? +(?P<what>.+)"
    rf"|(?:{_WHO} )?(?:(?:was|were|is|are|seemed|sounded|looked|had|have|has) )?"
    r"(?:a bit |a little |somewhat |slightly )?(?:worried|concerned|unsure|sceptical|skeptical|"
    r"hesitant|doubts|worries|concerns)(?: (?:about|that|whether|if|over|because)|(?= i )) +"
    r"(?P<worry>.+)"
    r"|(?:they|she|he) (?:worry|worries|fear|fears|feared)(?: that| about)? +(?P<fear>.+)"
    r"|(?:they|she|he) (?:think|thinks|thought|feel|feels|felt|find|finds|found)(?: that)? "
    r"(?P<judged>i (?:am|was) (?:too|over|under|not)[ -]?\w+.*)"
    r"|(?:gave a |my |had a )?(?:weak|bad|poor|unclear|shaky|messy) "
    r"(?P<answer>answer (?:on|about|to) .+)",
    re.IGNORECASE,
)

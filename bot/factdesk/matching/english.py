"""What English words do in a question, whatever the fact base is about.

Plain lists, kept short on purpose. They know no topic: a word belongs here only if it would not
change which fact is meant in *any* base. Words of other languages fall through as unknown.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from factdesk.factbase import citing

Kind = Literal["when", "who", "where", "why", "how many", "how", "what", "yes or no", "open"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _words_of_file(name: str) -> frozenset[str]:
    path = Path(__file__).with_name("words") / name
    lines = path.read_text(encoding="utf-8").splitlines()
    return _words(" ".join(line for line in lines if not line.startswith("#")))


# Articles, prepositions, pronouns, auxiliaries, conjunctions: never what a question is about.
FUNCTION: Final = _words(
    """
    a an the this that these those some any each every all both either neither such own same
    i me my mine myself you your yours yourself he him his himself she her hers herself it its
    itself we us our ours ourselves they them their theirs themselves one ones
    who whom whose what which when where why how whether whatever whichever
    is are was were be been being am do does did done doing have has had having will would shall
    should can could may might must ought cannot
    of in on at to from by for with within into onto out off over under about above below
    between among across through during since until till toward towards upon
    via per as than like up down near
    and or but nor so yet if then because although though while whereas unless
    there here again ever just also too very really quite rather even still already only
    however therefore thus hence instead together well
    s t d ll ve re m im ive id ill youre youve weve theyre theyve hes shes thats theres
    """
)

# They turn a question around ("who *before* him", "which countries *besides* India"): a fact that
# does not have them does not answer it, however common they are.
RELATIONS: Final = _words(
    """
    before after besides except apart beyond against without previous former next other else
    """
)

# Function words that are abbreviations when typed in capitals. Question words are not: they are
# typed so for stress.
ABBREVIATIONS: Final = FUNCTION - _words(
    """
    who whom whose what which when where why how is are was were be do does did has have had will
    would shall should can could may might must not no and or but the a an this that these those
    all any every you your we our they them it's
    """
)

# How people wrap a question: greetings, thanks, politeness, talk about asking and knowing.
FILLER: Final = _words(
    """
    hi hello hey hiya yo greetings good dear sir madam mate guys folks
    everyone all
    please pls plz kindly sorry excuse pardon thanks thank thx ty cheers welcome
    lol lmao haha hehe hmm hm um uh uhh erm er oh ah ok okay well anyway btw fyi imo imho tbh
    ask asking asked wonder wondering curious know knows knew tell told explain
    quick quickly quickie maybe perhaps actually basically literally honestly exactly simply
    just want wanted wanna like love would could anyone anybody somebody someone
    think guess idea ideas clue remind remember forgot trying
    happen happens happened thing things sort bit lot
    yeah yes yep nope nah sure
    heya heyy heyyy hiya hii hiii sup wow omg ugh aww yay namaste salut bro dude buddy bestie sis
    nice great cool awesome lovely super helpful
    """
)

# Verbs and nouns of reporting: they carry little, whatever is reported.
LIGHT: Final = _words(
    """
    say says said saying state states stated mention mentions mentioned describe describes
    described call calls called name names named talk talks talked speak speaks spoke according
    article articles text piece reported information info detail details
    fact facts answer answers topic subject matter case example examples instance
    give gives gave given get gets got make makes made take takes took put puts go goes went gone
    come comes came use uses used mean means meant exist exists existed include includes included
    be become becomes became seem seems see sees saw seen show shows showed regard regarding
    concerning concern concerns regards specific specifically particular certain various several
    many much more most less least lots few number amount way ways part parts kind kinds type types
    time times year years date dates day days month place places country countries people person
    new old big small great main current currently now today nowadays recent recently
    long-term term especially usually generally roughly approximately around nearly almost
    two list lists set sets work works worked role play plays explains explanation
    morning afternoon evening team bot robot assistant desk question questions help need needed
    heard
    reading read try find looking look check stuff course right friend friends random
    happen happening going planning plan supposed able trying hope hopes
    """
) | _words_of_file("light.txt")

# A sentence that starts so asks for something.
COMMANDS: Final = _words("tell name list describe explain give show define compare summarise find")

# Somebody talks about himself or to the desk: no keywords.
PERSONAL: Final = _words(
    "i me my you your we us our thanks thank thx ty cheers lol haha hi hello hey bye wow"
)

# Who may tell something: with one of these in front, a question word joins a clause ...
TELLERS: Final = _words("i we he she they it")

# ... unless one of these says that it is asked.
ASKING: Final = _words(
    """
    wonder wondering wondered know tell ask asking asked curious question explain remember remind
    forgot idea clue need want wanna find understand say said says
    """
)

NEGATIONS: Final = _words("not no never none nothing nobody nowhere neither nor without")

# Words of an answer that gives a time without a date.
TIME_WORDS: Final = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays
    fridays saturdays sundays weekend weekends weekdays daily weekly monthly yearly annually hourly
    midnight noon lunchtime morning evening century centuries decade decades
    """
)

# Words of an answer that gives a reason.
REASONS: Final = _words(
    """
    because since reason reasons therefore thus hence so cause causes caused due owing explains
    """
)

# Spellings of the phone; only where the short form is no word of its own that a base might use.
CHAT_SPELLINGS: Final = {
    "u": "you", "ur": "your", "r": "are", "y": "why", "n": "and", "nd": "and", "ya": "you",
    "wat": "what", "wot": "what", "wut": "what", "whats": "what", "wht": "what", "waht": "what",
    "whic": "which", "wich": "which", "whch": "which", "wen": "when", "whn": "when",
    "wehn": "when", "wher": "where", "whre": "where", "wheres": "where", "hoo": "who",
    "whos": "who", "wy": "why", "hw": "how", "hwo": "how", "hwat": "what", "whta": "what",
    "mny": "many", "wil": "will", "wnat": "want", "becuz": "because", "bcos": "because",
    "hows": "how", "wud": "would", "wld": "would", "shld": "should", "cn": "can",
    "wats": "what", "wots": "what", "wuts": "what", "watz": "what", "wha": "what", "whens": "when",
    "whr": "where", "wheer": "where", "whne": "when", "whi": "why", "til": "until", "till": "until",
    "thr": "there", "tha": "the", "hte": "the", "taht": "that", "wiht": "with", "adn": "and",
    "jst": "just", "bt": "but", "becuase": "because", "beacuse": "because", "bcs": "because",
    "smth": "something", "nxt": "next", "wrk": "work", "wk": "week", "mths": "months",
    "prez": "president", "pres": "president", "uni": "university", "vs": "versus",
    "cud": "could", "cld": "could", "shud": "should", "duz": "does", "dus": "does",
    "hav": "have", "hv": "have", "hs": "has", "iz": "is", "wuz": "was",
    "da": "the", "teh": "the", "dat": "that", "dis": "this", "dey": "they", "dem": "them",
    "wit": "with", "wid": "with", "abt": "about", "bout": "about", "btwn": "between",
    "bcoz": "because", "coz": "because", "cuz": "because", "frm": "from", "gonna": "going",
    "gov": "government", "govt": "government", "ppl": "people", "yr": "year", "yrs": "years",
    "pls": "please", "plz": "please", "thx": "thanks", "tnx": "thanks", "im": "i", "ive": "i",
    "tho": "though", "rly": "really", "sth": "something", "ther": "there", "thier": "their",
    "alot": "lot", "gimme": "give", "lemme": "let", "dunno": "know", "intl": "international",
}  # fmt: skip

NUMBER_WORDS: Final = {
    word: str(number)
    for number, words in enumerate(
        [
            "zero",
            "one first once",
            "two second twice",
            "three third thrice",
            "four fourth",
            "five fifth",
            "six sixth",
            "seven seventh",
            "eight eighth",
            "nine ninth",
            "ten tenth",
            "eleven eleventh",
            "twelve twelfth",
        ]
    )
    for word in words.split()
} | {"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100"}

# "One", "two", "first": mostly no figures that somebody would ask for.
PLAIN_NUMBERS: Final = frozenset({"1", "2"})

# "from india 2 belarus", "ready 4 it": on a phone these may be words.
DIGITS_FOR_WORDS: Final = frozenset({"2", "4"})

MONTHS: Final = frozenset(map(str.casefold, citing.MONTHS))

_KIND_WORDS: Final[dict[str, Kind]] = {
    "when": "when",
    "who": "who",
    "whom": "who",
    "whose": "who",
    "where": "where",
    "why": "why",
    "how": "how",
    "what": "what",
    "which": "what",
}
QUESTION_WORDS: Final = frozenset(_KIND_WORDS)
_TIME_NOUNS: Final = _words("year years date dates day days month months decade century time")
_PERSON_NOUNS: Final = _words("person man woman")
_QUANTITY: Final = _words("many much often large big percent percentage share")
# What is asked of a thing when a figure is wanted: "what is the population of", "ticket price".
QUANTITY_NOUNS: Final = _words(
    """
    population price prices cost costs size area length height weight depth width distance speed age
    salary wage income budget revenue turnover volume amount quantity rate percentage share
    temperature duration capacity
    """
)
_EXCLAMATIONS: Final = frozenset({("what", "a"), ("what", "an")})
AUXILIARIES: Final = _words(
    "is are was were do does did has have had can could will would should may might must"
)


_SAYS_NOTHING = FUNCTION | FILLER


def is_function(word: str) -> bool:
    """Whether a word is a function word or chat filler: it can never say which fact is meant."""
    return word in _SAYS_NOTHING


def kind_of(words: list[str]) -> Kind:
    """The kind of a question, from its (lower-case) words in order.

    "What year", "which day" ask when; "how many", "what share", "number of" and "what is the price"
    ask for a number.
    Without a question word: "yes or no" when an auxiliary comes first, else "open" (keywords).
    """
    if words[:2] == ["number", "of"] or (words[:1] and words[0] in QUANTITY_NOUNS):
        return "how many"
    asking = () if QUESTION_WORDS.isdisjoint(words) else enumerate(words)
    for place, word in asking:
        kind = _KIND_WORDS.get(word)
        if kind is None:
            continue
        following = words[place + 1] if place + 1 < len(words) else ""
        if kind == "what" and quantity_noun(words[place + 1 :]) is not None:
            return "how many"
        if (word, following) not in _EXCLAMATIONS:
            return _narrowed(kind, following)
    return "yes or no" if words and words[0] in AUXILIARIES else "open"


def quantity_noun(words: list[str]) -> str | None:
    """The noun of "(what) is the price of ...", if it asks for a figure."""
    first = next((word for word in words if word not in FUNCTION), None)
    return first if first in QUANTITY_NOUNS else None


def _narrowed(kind: Kind, following: str) -> Kind:
    """What "how" and "what" ask for, by the word that follows."""
    if kind in {"how", "what"} and following in _QUANTITY:
        return "how many"
    if kind == "what" and following in _TIME_NOUNS:
        return "when"
    if kind == "what" and following in _PERSON_NOUNS:
        return "who"
    return kind

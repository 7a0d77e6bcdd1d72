"""Every sentence that is no screen by itself, by name: under a field, over the dashboard, in a list."""

from dataclasses import replace

from bot.domain.playbook import Phase
from bot.domain.progress import NextMilestone, Sharing
from bot.domain.weeks import Record
from bot.views import dashboard, errors
from bot.views.vocabulary import weeks_kept
from bot.views.wins.words import difference, next_milestone, readers, status
from tests.views import samples as a

RECORDS = {
    "nothing so far": Record(0, 0, 0, 0),
    "three missed": Record(0, 3, 0, 0),
    "the first": Record(1, 1, 1, 1),
    "all of seven": Record(7, 7, 7, 7),
    "one of two": Record(1, 2, 0, 1),
    "a run and a better one": Record(5, 7, 2, 3),
    "the best run": Record(5, 7, 5, 5),
    "no run now": Record(5, 7, 0, 3),
}
KEEPS = {
    "nothing": (Record(0, 0, 0, 0), 0),
    "one week": (Record(1, 1, 1, 1), 0),
    "two weeks": (Record(2, 2, 2, 2), 0),
    "one of each": (Record(1, 1, 1, 1), 1),
    "many pieces": (Record(0, 1, 0, 0), 13),
}
CHANNELS = {
    "one person": replace(a.WINS, people=1),
    "one person, private": replace(a.WINS, people=1, private=True),
    "no name yet": replace(a.WINS, name="", people=None),
}
PHASES = {"from 1 to 3": [1, 3], "4 alone": [4, 4], "7 and ever after": [7]}
OLD = "Talked to five people about how they work around us."
NEW = {
    "one word": OLD.replace("five", "six"),
    "another text": "Talked to nobody at all about it.",
    "more of it": f"{OLD} And two more.",
}


def _phase(months: list[int]) -> Phase:
    return Phase.model_validate({"id": "p", "title": "P", "months": months, "about": "x"})


SENTENCES: dict[str, str] = {
    "channel unseen": errors.channel_unseen("team"),
    "channel unseen, no name": errors.channel_unseen(),
    "zone unknown": errors.zone_unknown("x"),
    "zone unknown, one like it": errors.zone_unknown("Lissabon", "Europe/Lisbon"),
    "can't save": errors.cant_save("7F3K"),
    "broken": errors.broken_form("7F3K"),
    "compulsory": errors.compulsory("What did you learn?"),
    "too long": errors.too_long(3000, 3001),
    "empty text": errors.empty_text(),
    "not now": errors.not_now(status(a.win(Sharing.PRIVATE), a.READER)),
    "already posted": errors.already_posted("#wins", a.NOW, a.READER),
    "who joins, unsaid": errors.who_unsaid(),
    "already in": errors.already_in(a.progress()),
    "after the last month": dashboard.where(a.progress(month=5)),
    "next milestone, nothing of it": next_milestone(NextMilestone(a.STORIES, 0, 1, a.INTERVIEW)),
    "next milestone, one to go": next_milestone(NextMilestone(a.STORIES, 4, 5, a.INTERVIEW, (a.QUOTE,))),
    **{f"weeks kept: {name}": weeks_kept(record) for name, record in RECORDS.items()},
    **{
        f"stays: {name}": dashboard.keeps(a.progress(record=record, evidence=(a.evidence(),) * pieces))
        for name, (record, pieces) in KEEPS.items()
    },
    **{f"readers: {name}": readers(channel) for name, channel in CHANNELS.items()},
    **{f"months: {name}": dashboard.months_of(_phase(months)) for name, months in PHASES.items()},
    **{f"difference: {name}": difference(OLD, new) for name, new in NEW.items()},
    **{f"win: {state.value}": status(a.win(state), a.READER) for state in Sharing},
}

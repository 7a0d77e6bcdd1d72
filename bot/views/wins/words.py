"""Words for a win wherever it is named: its title, where it stands, who would read it."""

from difflib import SequenceMatcher

from bot.domain.numerals import in_words
from bot.domain.progress import Channel, NextMilestone, Reader, Sharing, Win
from bot.domain.readers import Reach
from bot.views import times
from bot.views.text import capital, inline, joined

_NOWHERE = "the channel"
_SHARED = {
    Reach.ORGANISATION: " It is shared with other workspaces of your organisation, whose people read it too.",
    Reach.COMPANIES: " It is shared with another company, whose people read it too.",
}


def next_milestone(coming: NextMilestone | None) -> str:
    """Return "Next milestone: five stories." and how to reach it, or "" when none is left."""
    if coming is None:
        return ""
    return f"Next milestone: {inline(coming.milestone.title)}. {_how(coming)}"


def _how(coming: NextMilestone) -> str:
    """Return what brings it, from what is asked of the pieces that are missing."""
    kind, missing = coming.kind, max(coming.need - coming.have, 1)
    many = f"{in_words(missing)} more" if coming.have else in_words(missing)
    what = f"{many} {inline(kind.label if missing == 1 else kind.plural)}"
    if not coming.fields:
        return f"To reach it, save {what}."
    labels = joined([f'"{field.label}"' for field in coming.fields])
    return f"To reach it, save {what}{', each' if missing > 1 else ''} with {labels} filled in."


def status(win: Win, reader: Reader) -> str:
    """Return where a win stands, in a few words."""
    if win.milestone.private:
        return "for you alone"
    match win.state:
        case Sharing.POSTED:
            return f"posted in {where(win)}{since(win, reader)}"
        case Sharing.POSTING:
            return f"on its way to {where(win)}"
        case Sharing.REFUSED:
            return "not posted, but the text is saved"
        case Sharing.UNKNOWN:
            return f"perhaps in {where(win)}"
        case Sharing.TAKEN_DOWN:
            return f"taken down from {where(win)}"
        case Sharing.PRIVATE:
            return "kept private"
    return "waiting for your choice"


def title(win: Win) -> str:
    return inline(win.milestone.title)


def where(win: Win) -> str:
    return f"#{win.channel.name}" if win.channel and win.channel.name else _NOWHERE


def since(win: Win, reader: Reader) -> str:
    return f", {times.moment(win.posted_at, reader)}" if win.posted_at else ""


def signature(win: Win, reader: Reader) -> str:
    corrected = f", corrected {times.short_day(win.corrected_at, reader)}" if win.corrected_at else ""
    return f"Shared by {win.name}{corrected}"


def readers(channel: Channel | None) -> str:
    """Return who would read it, as far as Slack has said."""
    if channel is None:
        return ""
    return _in_workspace(channel) + _SHARED.get(Reach(channel.reach), "")


def _in_workspace(channel: Channel) -> str:
    name = f"#{channel.name}" if channel.name else _NOWHERE
    people = "" if not channel.people else "1 person" if channel.people == 1 else f"{channel.people} people"
    if channel.private:
        return f"{people} can read {name}." if people else f"Only the people in {name} can read it."
    are = "is" if channel.people == 1 else "are"
    count = f"{people} {are} in {name}, and everyone" if people else f"{capital(name)} is public: everyone"
    return f"{count} in this workspace can find it."


def difference(old: str, new: str) -> str:
    """Return "says five, and it is six now." where one stretch of words differs, else a plain statement."""
    before, after = old.split(), new.split()
    changes = [c for c in SequenceMatcher(None, before, after, False).get_opcodes() if c[0] == "replace"]
    if len(changes) == 1 and max(changes[0][2] - changes[0][1], changes[0][4] - changes[0][3]) == 1:
        _, start, end, begin, stop = changes[0]
        return f'says "{" ".join(before[start:end])}", and it is "{" ".join(after[begin:stop])}" now.'
    return "is out of date."

"""Answers when something goes wrong: what happened, what is safe, what to do next."""

from datetime import datetime
from typing import Any

from bot.domain.progress import Progress, Reader, Silence, Week
from bot.screen import Screen
from bot.views import absence, ids, kit, times
from bot.views.help import all_words
from bot.views.nudge import buttons
from bot.views.text import cut, inline


def as_view(message: Screen) -> dict[str, Any]:
    """Return a message as a small modal, the answer to a press on Home or in a modal."""
    return kit.as_modal("PM Coach", message)


def broken(ref: str) -> Screen:
    """Return the answer to an error that nobody foresaw; `ref` is what the operator finds in the log."""
    first = "Something broke on my side, so nothing changed."
    return kit.message(
        first,
        [
            kit.plain(
                f"{first} Try again in a minute. If it happens again, "
                f"tell the person who runs PM Coach. (Ref {ref})"
            )
        ],
    )


def cant_save(ref: str) -> str:
    """Return the sentence under a field of a form that stays open when the database doesn't answer."""
    return f"I can't save right now. Your text is in this form. Try again in a minute. (Ref {ref})"


def broken_form(ref: str) -> str:
    """Return the sentence under a field of a form that stays open after an error that nobody foresaw."""
    return f"Something broke on my side. Your text is in this form. Try again in a minute. (Ref {ref})"


def cant_save_message(ref: str) -> Screen:
    """Return the answer where no form is open and the database doesn't answer."""
    first = "I can't save right now, so nothing changed."
    return kit.message(first, [kit.plain(f"{first} Try again in a minute. (Ref {ref})")])


def not_yours() -> Screen:
    """Return the answer to a press on another person's button; it says nothing of what was behind it."""
    first = "That one isn't yours. Yours is under /pm-progress."
    return kit.message(first, [kit.plain(first)])


def already_in(progress: Progress) -> str:
    """Return the sentence over the dashboard of somebody who joins twice."""
    place = f"month {progress.month}, week {progress.week.number}"
    return f"You are in {place}. To change your start date, open Settings."


def form_too_slow(label: str, action: str, value: str | int | None = None) -> Screen:
    """Return the button that opens a modal which didn't open in Slack's three seconds."""
    first = "The form took too long to open, and nothing is lost."
    return kit.message(first, [kit.plain(first), kit.actions(kit.primary(label, action, value))])


def form_unanswered(label: str, action: str, value: str | int | None = None) -> Screen:
    """Return the answer where Slack didn't say whether a form opens: it may be on its way."""
    first = "Slack is slow, so the form may open in a moment. Nothing is lost."
    return kit.message(
        first,
        [
            kit.plain(f"{first} If it doesn't open, press the button."),
            kit.actions(kit.primary(label, action, value)),
        ],
    )


def form_of_another_version() -> str:
    """Return the sentence in a form that this version of the coach doesn't have."""
    return "This form is from another version of me, so nothing is saved. Copy your text, and open it again."


def no_member_form() -> str:
    """Return the sentence under a field of a form that outlived its member's place in the programme."""
    return "You aren't in the programme now, so nothing is saved. To join, type /pm-progress join."


def week_closed(week_id: int, week_number: int) -> Screen:
    """Return the answer to an old button of a week that has closed meanwhile."""
    first = f"Week {week_number} is over. Late is fine."
    hand_in = kit.primary(f"Add evidence for week {week_number}", ids.ASSIGNMENT_DONE, week_id)
    return kit.message(first, [kit.plain(first), kit.actions(hand_in)])


def settled(week: Week, reader: Reader) -> Screen:
    """Return the answer to an old button of a week that is closed or handed in, and stays as it is.

    While the coach is quiet it is the way back, which every other answer needs first.
    """
    if reader.silence is Silence.QUIET:
        first = "I went quiet. If you press the button, the assignments come again."
        return kit.message(first, [kit.plain(first), kit.actions(absence.pick_up(week))])
    if week.evidence is None:
        return week_closed(week.id, week.number)
    first = f"You saved evidence for week {week.number}, so the week stays as it is."
    return kit.message(
        first,
        [
            kit.plain(first),
            kit.actions(*buttons.evidence_buttons(week.evidence.id)),
            kit.context(times.next_line(reader)),
        ],
    )


def nothing_behind() -> Screen:
    """Return the answer to a button whose week, piece or win isn't there any more."""
    first = "This button is out of date, so nothing changed."
    return kit.message(first, [kit.plain(first), kit.actions(all_words())])


def already_posted(where: str, posted_at: datetime, reader: Reader) -> str:
    return f"It has been in {where} since {times.moment(posted_at, reader)}. I didn't post it twice."


def channel_unseen(name: str | None = None) -> str:
    """Return the sentence under the channel field when Slack shows the coach no such channel."""
    which = f"#{name}" if name else "that channel"
    return f"I can't see {which}. Invite me there first, or pick another. The old choice stays."


def channel_outside() -> str:
    """Return the sentence under the channel field for a private channel that its member isn't in."""
    return "You aren't in that channel, so your milestones can't go there. Pick one that you are in."


def settings_changed() -> str:
    """Return the sentence in a settings form that is older than what another device saved."""
    return (
        "You changed your settings in another place, so nothing is saved. Close this form and open it again."
    )


def zone_unknown(text: str, suggestion: str | None = None) -> str:
    """Return the sentence under the zone field."""
    parsed = f" Did you mean {suggestion}?" if suggestion else " Write it as in Europe/Lisbon."
    return f"I don't know the zone '{cut(text, 40)}'.{parsed} Nothing changed."


def who_unsaid() -> str:
    """Return the sentence in the join form where Slack doesn't say whether somebody is a member."""
    return (
        "Slack can't tell me right now who you are, and only members of this workspace can join. "
        "Send this again in a minute. What you chose stays in this form."
    )


def not_now(state: str) -> str:
    """Return the sentence under the text of a post that can't be changed in its state of now."""
    return f"It is already {state}, so you can't edit it. You can copy your text from here."


def compulsory(label: str) -> str:
    """Return the sentence under a compulsory field that holds nothing but spaces."""
    return f"One line is enough here: {inline(label)}"


def too_long(limit: int, length: int) -> str:
    """Return the sentence under a field that holds too much."""
    return f"This field holds {limit:,} characters, and your text has {length:,}. Your text hasn't changed."


def empty_text() -> str:
    """Return the sentence under the empty text of a post."""
    return 'A post needs a line. To keep it private, close this form and press "Keep it private".'

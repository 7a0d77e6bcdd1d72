"""The past of the demo's people: lived by the coach's own use cases, week by week, before Slack is connected.

What the coach says meanwhile is put into the local Slack directly: calls and events over a socket would take
ten times as long, and nobody is there to see them arrive.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from heapq import heapify, heapreplace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import tomli

from bot.coach import hand_in, join, skip, swap, wins
from bot.coach.coach import Caller, Coach
from bot.coach.join import Joining
from bot.domain.messages import Kind
from bot.domain.progress import Sharing, Win
from bot.rehearsal.stage import Stage
from bot.sandbox import Sandbox, modals
from bot.sandbox.drafts import draft
from bot.sandbox.records import MessageRecord as Shown
from bot.slack.methods import Method
from bot.store import directory
from bot.store.tables import Message

PEOPLE = Path(__file__).with_name("people")
DAY = timedelta(days=1)
AS_OFFERED = "as offered"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class Life:
    """A person's file: who they are, and what they hand in for which assignment."""

    said: Mapping[str, Any]

    @classmethod
    def of(cls, name: str) -> "Life":
        """The life in `people/<name>.toml`."""
        return cls(tomli.loads((PEOPLE / f"{name}.toml").read_text(encoding="utf-8")))

    @property
    def name(self) -> str:
        return str(self.said["name"])

    @property
    def real_name(self) -> str:
        return str(self.said["real_name"])

    @property
    def joins(self) -> datetime:
        joins: datetime = self.said["joins"]
        return joins.replace(tzinfo=self.zone)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.said["zone"])

    def moment(self, number: int, after: datetime) -> datetime:
        """When they act in their week of this number, the first such weekday and time after an instant."""
        day, _, time = self.said["acts_at"][number % len(self.said["acts_at"])].partition(" ")
        local = after.astimezone(self.zone)
        hour, minute = map(int, time.split(":"))
        at = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
        at += DAY * ((WEEKDAYS.index(day) - at.weekday()) % 7)
        return at if at > local else at + 7 * DAY


class DemoMember:
    """Lives one life with the coach. `at` says when something comes next, and goes on once it is then."""

    def __init__(self, life: Life, caller: Caller, stage: Stage, wins_channel: str) -> None:
        self._life, self._who, self._stage, self._wins = life, caller, stage, wins_channel
        self._later: list[tuple[int, int, dict[str, str]]] = []
        self.at = self._live()

    @property
    def _coach(self) -> Coach:
        return self._stage.coach

    def _live(self) -> Iterator[datetime]:
        yield self._life.joins
        said = self._life.said
        form = Joining(said["zone"], weekday=0, hour=9, track=said.get("track"), wins_channel=self._wins)
        join.join(self._coach, self._who, form)
        self._stage.post()
        after, number = self._life.joins, 0
        while True:
            yield self._life.moment(number, after)
            week = hand_in.form_for_week(self._coach, self._who).week
            after, number = week.ends_at, week.number
            self._act(number)

    def _act(self, number: int) -> None:
        """Add what has come of earlier weeks, then do this one's."""
        for due, piece, fields in list(self._later):
            if due <= number:
                hand_in.revise(self._coach, self._who, piece, fields, short=False)
                self._later.remove((due, piece, fields))
                self._share()
        reason = self._life.said["skips"].get(str(number))
        if not reason and self._found_something_to_say():
            self._hand_in()
            self._share()
        else:
            week = hand_in.form_for_week(self._coach, self._who).week
            skip.skip(self._coach, self._who, week.id, reason or "time")
            self._stage.post()

    def _found_something_to_say(self) -> bool:
        """Whether there is a text for the week's assignment, or for one that it can be swapped to."""
        now, offered, _ = swap.alternatives(self._coach, self._who)
        ids = [now.assignment.id, *(choice.assignment.id for choice in offered)]
        known = next((id_ for id_ in ids if id_ in self._life.said["pieces"]), None)
        if known and known != now.assignment.id:
            swap.swap(self._coach, self._who, now.id, known)
        return known is not None

    def _hand_in(self) -> None:
        form = hand_in.form_for_week(self._coach, self._who)
        assert form.assignment
        id_, said = form.assignment.id, self._life.said
        fields = {field.id: said["pieces"][id_].get(field.id, "") for field in form.kind.fields}
        assert set(said["pieces"][id_]) <= set(fields), f"{id_} asks for {form.kind.id}"
        piece = hand_in.hand_in(
            self._coach,
            self._who,
            week_id=form.week.id,
            kind=form.kind.id,
            fields=fields,
            assignment_id=id_,
            short=id_ in said.get("short", ()),
        ).evidence
        for revision in said.get("revised", {}).get(id_, ()):
            later = {name: text for name, text in revision.items() if name != "weeks_later"}
            self._later.append((form.week.number + revision["weeks_later"], piece.id, later))

    def _share(self) -> None:
        """Post what they would post, keep what they wouldn't, and correct what is no longer true."""
        self._stage.post()
        for win in self._coach.progress(self._who).wins:
            if win.state is Sharing.OFFERED:
                self._choose(win)
            elif win.state is Sharing.POSTED and win.correction:
                wins.correct_as_it_stands(self._coach, self._who, win.id)
        self._stage.post()

    def _choose(self, win: Win) -> None:
        """Post it as offered or in their own words, or keep it; what isn't named waits for them."""
        words = self._life.said["posts"].get(win.milestone.id)
        if words and words != AS_OFFERED:
            wins.rewrite(self._coach, self._who, win.id, words)
        if words:
            wins.share_as_it_stands(self._coach, self._who, win.id)
        elif win.milestone.id in self._life.said["keeps"]:
            wins.keep_private(self._coach, self._who, win.id)


def live(stage: Stage, members: Sequence[DemoMember], until: datetime) -> None:
    """Let their lives go on side by side, and stop the clock at an instant."""
    agenda = [(next(member.at), place) for place, member in enumerate(members)]
    heapify(agenda)
    while agenda[0][0] < until:
        at, place = agenda[0]
        _walk(stage, at)
        heapreplace(agenda, (next(members[place].at), place))
    _walk(stage, until)


def _walk(stage: Stage, instant: datetime) -> None:
    while (due := stage.next_due) is not None and due <= instant:
        stage.clock.move_to(max(due, stage.clock.now()))
        stage.open_weeks()
        stage.post()
    stage.clock.move_to(instant)


class Showing:
    """Puts what the outbox gives out into the rooms of the local Slack, and writes down where it stands."""

    def __init__(self, coach: Coach, slack: Sandbox) -> None:
        self._coach, self._slack = coach, slack
        self._posts: dict[int, Shown] = {}

    def show(self, row: Message) -> None:
        workspace = self._slack.workspace
        if row.method == Method.POST:
            self._post(row)
        elif row.method == Method.UPDATE and row.target_id:
            post, said = self._posts[row.target_id], draft({"text": row.text, "blocks": row.blocks})
            post.text, post.blocks = said.text, workspace.fill_ids(said.blocks)
            post.edited_ts, post.edited_shown_at = workspace.next_ts(), workspace.clock()
        elif row.method == Method.HOME:
            view = modals.accepted(workspace, row.blocks, "home", own=workspace.home(row.channel))
            modals.publish(workspace, row.channel, view, None)

    def _post(self, row: Message) -> None:
        workspace, said = self._slack.workspace, draft({"text": row.text, "blocks": row.blocks})
        direct = row.channel in workspace.people
        channel = workspace.dm(row.channel) if direct else workspace.channel(row.channel)
        post = workspace.post(
            channel.id,
            self._slack.app.bot_user_id,
            said.text,
            by_app=True,
            blocks=workspace.fill_ids(said.blocks),
        )
        self._posts[row.id] = post
        if row.kind != Kind.NUDGE:  # it answers what they do, so they are there and read it
            workspace.mark_read(row.channel, channel)
        with self._coach.database.write() as session:
            kept = session.get_one(Message, row.id)
            kept.channel, kept.ts = channel.id, post.ts
            if direct:
                person = directory.note_person(session, row.team_id, row.channel, row.enterprise_id)
                person.dm_channel = channel.id

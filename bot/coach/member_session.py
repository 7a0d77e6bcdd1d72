"""An act of one member: their history, and what the act changes on the screens that show it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from bot.coach.member_state import History
from bot.domain.messages import Kind
from bot.domain.progress import Message as Screen
from bot.domain.progress import WeekState
from bot.slack.methods import Method
from bot.store import outbox, tables
from bot.store.message_states import PENDING, MessageState


class Acting(History):
    """A member's history inside a write transaction; what it shows goes out once that is committed."""

    priority = outbox.ACT

    def show_week(self, row: tables.Week) -> None:
        """Bring every message of this week to its state, and drop a copy for later that has no use now."""
        week = self.week(row)
        for message in self.messages_of(row):
            comes_first = week.state is WeekState.OPEN and not comes_back(message)
            if comes_first or not self._waits(message):
                screen = self.coach.screens.nudge(week, self.reader)
                outbox.change(self.session, message, screen, self.now, priority=self.priority)
            elif week.state is not WeekState.MOVED:
                outbox.drop(self.session, [message])

    def stay_in_place(self, row: tables.Week) -> None:
        """The week's message doesn't come back later after all."""
        outbox.drop(self.session, [message for message in self.messages_of(row) if self._waits(message)])
        row.moved_to = None

    def nudge_as_of(self, at: datetime, row: tables.Week, *, late: datetime | None = None) -> Screen:
        """The week's message as it will be right when it goes out."""
        then = Acting(self.coach, self.session, self.kept, at)
        return self.coach.screens.nudge(then.week(row, late=late), then.reader)

    def _waits(self, message: tables.Message) -> bool:
        return message.state == MessageState.PLANNED and message.run_at > outbox.millis(self.now)

    def messages_of(self, row: tables.Week) -> list[tables.Message]:
        """The messages that show this week, except those given up."""
        query = select(tables.Message).where(
            tables.Message.week_id == row.id,
            tables.Message.method == Method.POST,
            tables.Message.state != MessageState.DEAD,
        )
        return list(self.session.exec(query))

    def unsent(self) -> list[tables.Message]:
        """What is on its way to the member, as far as it may still be called off."""
        query = select(tables.Message).where(
            tables.Message.member_id == self.member.id,
            col(tables.Message.state).in_(PENDING),
        )
        return list(self.session.exec(query))

    def show_home(self) -> None:
        """Redraw Home after an act."""
        draw = self.coach.screens.home_left if self.member.left_at else self.coach.screens.home
        outbox.home(
            self.session, team_id=self.member.team_id, user_id=self.member.user_id,
            member_id=self.member.id, view=draw(self.progress()), now=self.now,
            priority=self.priority,
        )  # fmt: skip

    def reply(self, kind: Kind, key: str, screen: Screen) -> tables.Message:
        """Queue a direct message that answers an act; it goes out at once."""
        return outbox.post(
            self.session, team_id=self.member.team_id, member_id=self.member.id, channel=self.member.user_id,
            kind=kind, key=f"{self.member.team_id}:{kind}:{key}", screen=screen, run_at=self.now,
        )  # fmt: skip


def comes_back(message: tables.Message) -> bool:
    """Whether it is a copy for a moment that the member moved it to, and not the week's message itself."""
    return message.kind == Kind.MOVED_NUDGE

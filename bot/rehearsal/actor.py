"""The member of a rehearsal: presses what a person would press, through the use cases behind the buttons."""

from collections.abc import Callable, Iterator, Set
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from random import Random
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot.coach import (
    absence,
    finish,
    frequency,
    goals,
    hand_in,
    join,
    later,
    leave,
    mirror,
    mute,
    plan,
    receipt,
    settings,
    skip,
    swap,
    wins,
)
from bot.coach.coach import Coach
from bot.coach.hand_in import HandInForm
from bot.coach.join import Joining
from bot.domain.messages import Kind
from bot.domain.milestones import is_for
from bot.domain.playbook import Assignment, EvidenceField, Input, Playbook
from bot.domain.progress import Sharing, WeekState
from bot.domain.weeks import Answer
from bot.rehearsal.personas import Act, Intent, Persona
from bot.rehearsal.stage import NAME, WHO, WINS, WINS_NAME
from bot.store.message_states import MessageState
from bot.store.tables import Message, Win
from bot.views import mirror as views
from bot.views.nudge.skipped import SKIP_REASONS
from bot.views.obstacle import OBSTACLES

FORTNIGHT = timedelta(weeks=2)


class Actor:
    """Acts at the coach's now; every act returns what was done in words, or None if it couldn't be done."""

    def __init__(self, coach: Coach, persona: Persona, zone: str, seed: int) -> None:
        self._coach, self._persona, self._zone, self._seed = coach, persona, zone, seed
        self._decided = set[int]()

    def join(self, track: str | None, holidays: str | None = None) -> str:
        """Join with what the form presets: Mondays at 09:00, from month 1, the first assignment now."""
        form = Joining(self._zone, weekday=0, hour=9, track=track, wins_channel=WINS)
        join.join(self._coach, WHO, form)
        if holidays:
            with self._coach.acting(WHO) as member:
                settings.reschedule(member, country=holidays)
        return "Joins."

    def do(self, intent: Intent, week_id: int) -> str | None:
        acts: dict[Act, Callable[[Intent, int], str | None]] = {
            Act.HAND_IN: self._hand_in,
            Act.REVISE: self._revise,
            Act.PLAN: self._plan,
            Act.LATER: self._later,
            Act.SWAP: self._swap,
            Act.SKIP: self._skip,
            Act.MUTE: self._mute,
            Act.UNMUTE: self._unmute,
            Act.ANSWER: self._answer_receipt,
            Act.AWAY: self._away,
            Act.PICK_UP: self._pick_up,
            Act.LEAVE: self._leave,
            Act.COME_BACK: self._come_back,
            Act.MIRROR: self._mirror,
            Act.GOAL: self._choose_goal,
            Act.TRACK: self._choose_track,
            Act.FEWER: self._fewer,
            Act.AS_BEFORE: self._as_before,
            Act.START: self._start,
            Act.GO_ON: self._go_on,
        }
        return acts[intent.act](intent, week_id)

    def _hand_in(self, intent: Intent, week_id: int) -> str:
        form = hand_in.form_for_week(self._coach, WHO, week_id)
        assert form.assignment
        fields = self._fields(form, intent.share)
        hand_in.hand_in(
            self._coach,
            WHO,
            week_id=week_id,
            kind=form.kind.id,
            fields=fields,
            assignment_id=form.assignment.id,
            short=intent.short,
        )
        late = f" for week {form.week.number}, late" if form.closed else ""
        size = "the 15-minute version" if intent.short else _filled(fields)
        return f"Hands in{late}: {form.kind.label}, {size}."

    def _fields(self, form: HandInForm, share: float, come: Set[str] = frozenset()) -> dict[str, str]:
        """The compulsory field, what has come of it, and a share of the others.

        A larger share is these and more. What one piece proves is an outcome: nobody knows it beforehand.
        """
        outcomes = set(chain(*_outcomes(self._coach.playbook, form.kind.id)))
        draw = Random(f"{self._seed}/{self._persona.name}/{form.week.number}")
        drawn = {field.id for field in form.kind.fields if draw.random() < share} - outcomes
        return {
            field.id: self._answer(form, field) if field.compulsory or field.id in drawn | come else ""
            for field in form.kind.fields
        }

    def _come(self, form: HandInForm) -> Set[str]:
        """The fields of the first outcome that no piece has yet, that its assignment may bring, and is due.

        A move ends the programme, so it comes in the last month at the earliest.
        """
        assert form.assignment
        assert form.evidence
        early = self._coach.progress(WHO).month < self._coach.playbook.months
        with self._coach.reading(WHO) as (_, member):
            pieces = [piece.filled for piece in member.records.evidence]
            piece = member.own_evidence(form.evidence.id)
            week = member.own_week(piece.week_id)
            proofs = _outcomes(self._coach.playbook, form.kind.id, form.assignment, moves=not early)
            open_ = [proof for proof in proofs if not any(each.issuperset(proof) for each in pieces)]
            due = (
                proof
                for proof in open_
                if not member.early(piece.kind, piece.assignment_id, week, piece.handed_in_at, proof)
            )
            return frozenset(next(due, ()))

    def _answer(self, form: HandInForm, field: EvidenceField) -> str:
        match field.input:
            case Input.CHOICE:
                return field.options[self._place(form) % len(field.options)]
            case Input.DATE:
                return form.week.began_at.astimezone(ZoneInfo(self._zone)).date().isoformat()
            case Input.LINK:
                return f"https://example.com/notes/{form.week.number}"
        return f"(what {NAME} wrote in week {form.week.number} under “{field.label}”)"

    def _place(self, form: HandInForm) -> int:
        """The place of the form's assignment among those of its kind: each part of a case has its turn."""
        alike = [each for each in self._coach.playbook.assignments if each.kind == form.kind.id]
        return alike.index(form.assignment) if form.assignment in alike else 0

    def _revise(self, intent: Intent, week_id: int) -> str | None:
        piece = hand_in.form_for_week(self._coach, WHO, week_id).week.evidence
        assert piece, "a persona revises only what it handed in before"
        form = hand_in.form_for_piece(self._coach, WHO, piece.id)
        # What has come before stays.
        known = {id_ for id_, text in form.evidence.fields.items() if text} if form.evidence else set()
        fields = self._fields(form, intent.share, self._come(form) | known)
        revised = hand_in.revise(self._coach, WHO, piece.id, fields, piece.short).evidence
        if revised.version == piece.version:
            return None
        return f"Revises week {form.week.number}'s {form.kind.label}: {_filled(fields)}."

    def _plan(self, _intent: Intent, week_id: int) -> str | None:
        """Save the form as it opens, with an answer to what got in the way before where it has none."""
        form = plan.form_for_week(self._coach, WHO, week_id)
        answer = f"({NAME}'s way round it)" if form.preset.obstacle else ""
        planned = replace(form.preset, response=form.preset.response or answer)
        made = plan.save(self._coach, WHO, week_id, planned, form.seen)
        if made.refused or made.changed.week.plan is None:
            return None
        return f"Plans it for {_day(form.preset.day)}, {form.preset.clock}."

    def _later(self, intent: Intent, week_id: int) -> str | None:
        week, _ = later.later(self._coach, WHO, week_id, intent.word)
        return f"Chooses Later: {intent.word}." if week.state is WeekState.MOVED else None

    def _swap(self, _intent: Intent, week_id: int) -> str | None:
        offered = swap.alternatives(self._coach, WHO, week_id).others
        if not offered:
            return None
        swap.swap(self._coach, WHO, week_id, (taken := offered[0]).assignment.id)
        passed = f" (also on offer: {offered[1].assignment.title})" if offered[1:] else ""
        return f"Swaps to: {taken.assignment.title}. Said there: {taken.reason}{passed}"

    def _skip(self, intent: Intent, week_id: int) -> str | None:
        week, _ = skip.skip(self._coach, WHO, week_id, intent.word)
        return f"Skips: {SKIP_REASONS[intent.word]}." if week.state is WeekState.SKIPPED else None

    def _answer_receipt(self, intent: Intent, week_id: int) -> str | None:
        """Say "partly" where the coach has asked, and what got in the way."""
        if not self._asked(week_id, Kind.RECEIPT):
            return None
        receipt.answer(self._coach, WHO, week_id, Answer.PARTLY)
        receipt.name_obstacle(self._coach, WHO, week_id, intent.word)
        return f"Answers: partly. In the way: {OBSTACLES[intent.word].lower()}."

    def _asked(self, week_id: int, kind: Kind) -> bool:
        """Whether the coach has written a message of this kind in a week."""
        sent = select(Message.id).where(
            Message.week_id == week_id, Message.kind == kind, Message.state == MessageState.SENT
        )
        with self._coach.database.read() as session:
            return session.exec(sent).first() is not None

    def _mirror(self, intent: Intent, week_id: int) -> str | None:
        """Tick a box or two of the mirror where the coach has asked, and plan the thing to try."""
        if not self._asked(week_id, Kind.MIRROR):
            return None
        draw = Random(f"{self._seed}/{self._persona.name}/{week_id}/mirror")
        habits = [habit.id for habit in self._coach.playbook.habits]
        ticked = draw.sample(habits, min(len(habits), draw.randrange(1, 4)))
        found, _ = mirror.answer(self._coach, WHO, week_id, ticked, "", views.found)
        if not found.finding.to_try:
            return "Looks in the mirror."
        mirror.decide(self._coach, WHO, week_id, views.found, planned=True)
        return "Looks in the mirror, and puts the thing to try into the next plan."

    def _choose_goal(self, _intent: Intent, _week_id: int) -> str | None:
        """Take the first goal that the message offers with which a month opens."""
        progress = self._coach.progress(WHO)
        offered = progress.goals
        if not progress.week.turn or offered.chosen or not offered.offered:
            return None
        goals.choose(self._coach, WHO, offered.month, (goal := offered.offered[0]).id)
        return f"Chooses a goal for month {offered.month}: {goal.title}."

    def _choose_track(self, _intent: Intent, _week_id: int) -> str | None:
        """Answer the question of the track, once it is asked, with its first."""
        asked = self._coach.progress(WHO).ways
        if asked is None:
            return None
        goals.choose_track(self._coach, WHO, (track := asked.tracks[0]).id)
        return f"Chooses where to move: {track.title}."

    def _fewer(self, _intent: Intent, week_id: int) -> str:
        change = frequency.fewer(self._coach, WHO, week_id, None, lambda _, shown: shown)
        self._before = change.before
        return "Wants fewer messages."

    def _as_before(self, _intent: Intent, week_id: int) -> str:
        frequency.go_back(self._coach, WHO, week_id, self._before, None)
        return "Wants as many messages as before."

    def _start(self, _intent: Intent, _week_id: int) -> str:
        """End an absence, as the one question of an absence without an end offers."""
        absence.come_back(self._coach, WHO)
        return "Is back."

    def _go_on(self, _intent: Intent, _week_id: int) -> str | None:
        """Go on with a week in two, once the programme is over."""
        if self._coach.progress(WHO).finish is None:
            return None
        return "Goes on, quieter." if finish.go_on_quieter(self._coach, WHO).changed else None

    def _away(self, intent: Intent, _week_id: int) -> str | None:
        """Go away from the next opening on, for two weeks or without an end."""
        progress = self._coach.progress(WHO)
        first = progress.week.ends_at.astimezone(ZoneInfo(self._zone)).date()
        back = None if intent.word == "no end" else first + FORTNIGHT
        if absence.go_away(self._coach, WHO, first, back).fault:
            return None
        return f"Goes away from {_day(first)}, {f'back on {_day(back)}' if back else 'without an end'}."

    def _pick_up(self, _intent: Intent, _week_id: int) -> str:
        absence.pick_up(self._coach, WHO)
        return "Picks up where they were."

    def _mute(self, _intent: Intent, _week_id: int) -> str:
        mute.mute(self._coach, WHO)
        return "Mutes everything."

    def _unmute(self, _intent: Intent, _week_id: int) -> str:
        mute.unmute(self._coach, WHO)
        return "Unmutes."

    def _leave(self, _intent: Intent, _week_id: int) -> str:
        leave.leave(self._coach, WHO)
        return "Leaves the programme."

    def _come_back(self, _intent: Intent, _week_id: int) -> str:
        leave.come_back(self._coach, WHO)
        return "Comes back to the programme."

    def decide(self) -> Iterator[str]:
        """Answer each win that was offered in a message, once; then correct posts that outdated."""
        with self._coach.database.read() as session:
            offered = select(Win).where(Win.state == Sharing.OFFERED, col(Win.offer_id).is_not(None))
            waiting = [(win.id, win.milestone_id) for win in session.exec(offered)]
        for win_id, milestone_id in waiting:
            if win_id not in self._decided:
                self._decided.add(win_id)
                yield self._share_or_keep(win_id, milestone_id)
        if self._persona.posts:
            yield from self._correct()

    def _share_or_keep(self, win_id: int, milestone_id: str) -> str:
        title = self._coach.playbook.milestone[milestone_id].title
        if Random(f"{self._seed}/{self._persona.name}/{milestone_id}").random() < self._persona.posts:
            wins.share_as_it_stands(self._coach, WHO, win_id)
            return f"Posts it to #{WINS_NAME}: {title}."
        wins.keep_private(self._coach, WHO, win_id)
        return f"Keeps it private: {title}."

    def _correct(self) -> Iterator[str]:
        for win in self._coach.progress(WHO).wins:
            if win.state is Sharing.POSTED and win.correction:
                wins.correct_as_it_stands(self._coach, WHO, win.id)
                yield f"Corrects the post: {win.milestone.title}."


def _outcomes(
    playbook: Playbook, kind: str, of: Assignment | None = None, moves: bool = True
) -> Iterator[tuple[str, ...]]:
    """The fields by which one piece of this kind proves a milestone.

    Of an assignment only those of its phase or before, and only where it is one that can fill them in.
    """
    phases = [phase.id for phase in playbook.phases]
    known = phases[: phases.index(of.phase) + 1] if of else phases
    for milestone in playbook.milestones:
        due = milestone.phase in known and milestone.moves <= moves and (not of or is_for(milestone, of))
        for proof in milestone.proof if due else ():
            if proof.kind == kind and proof.count == 1 and proof.filled:
                yield proof.filled


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _filled(fields: dict[str, str]) -> str:
    return f"{sum(map(bool, fields.values()))} of {len(fields)} fields"

"""A member with three months behind them, lived by the coach's own use cases on a moved clock."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bench.stage import ANA_LIVES_IN, Place
from bot.app import Bot
from bot.clock import MovableClock, SystemClock
from bot.coach import hand_in, join, wins
from bot.coach.coach import Caller, Coach
from bot.coach.join import Joining
from bot.domain.progress import Sharing
from bot.settings import Settings
from bot.slack.pacing import UNPACED

WEEKS = 13
WINS = 2
LINE = "She calls the bank before she retries, since the form forgets what she wrote. "


def settings(place: Place, database_url: str) -> Settings:
    return Settings(
        slack_bot_token=SecretStr(place.bot_token),
        slack_app_token=SecretStr(place.app_token),
        slack_api_url=place.api_url,
        database_url=database_url,
        wins_channel=place.wins,
    )


def live(place: Place, database_url: str, weeks: int = WEEKS) -> None:
    """Fill a new database with Ana's weeks up to now: evidence for each, and two wins shared."""
    now = SystemClock().now()
    clock = MovableClock(now - timedelta(weeks=weeks))
    bot = Bot(settings(place, database_url), clock, pace=UNPACED, senders=1)
    bot.connect()
    caller = Caller(bot.team, place.ana)
    joins(bot.coach, caller, place)
    for _ in range(weeks):
        bot.work()
        hands_in(bot.coach, caller)
        bot.work()
        shares(bot.coach, caller)
        bot.walk_to(clock.now() + timedelta(weeks=1))
    bot.stop()


def joins(coach: Coach, caller: Caller, place: Place) -> None:
    """Weeks open on the weekday before today's: the first is a full one, and none opens during the bench."""
    yesterday = coach.now().astimezone(ZoneInfo(ANA_LIVES_IN)) - timedelta(days=1)
    join.join(coach, caller, Joining(ANA_LIVES_IN, yesterday.weekday(), hour=9, wins_channel=place.wins))


def hands_in(coach: Coach, caller: Caller) -> None:
    """Every field of this week's form is filled with a few sentences."""
    form = hand_in.form_for_week(coach, caller)
    hand_in.hand_in(
        coach,
        caller,
        week_id=form.week.id,
        kind=form.kind.id,
        fields={field.id: LINE * 3 for field in form.kind.fields},
        assignment_id=form.assignment.id if form.assignment else None,
    )


def shares(coach: Coach, caller: Caller) -> None:
    """Whatever is offered, until two are shared."""
    reached = coach.progress(caller).wins
    if sum(win.state is Sharing.POSTED for win in reached) < WINS:
        for win in reached:
            if win.state is Sharing.OFFERED:
                wins.share_as_it_stands(coach, caller, win.id)
                return

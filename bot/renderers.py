"""The coach's renderers, each one a view; apart from `bot.app`, so that a rehearsal loads no Slack."""

from bot.coach.renderers import Renderers
from bot.domain.packet.packet import Packet
from bot.store.files import Attachment
from bot.views import mirror, operator, own_data, packet, receipt, second_reading, welcome
from bot.views.hand_in import reply
from bot.views.home import home
from bot.views.nudge import nudge, reminder
from bot.views.wins import offer, post


def renderers() -> Renderers:
    return Renderers(
        welcome=welcome.welcome,
        welcome_back=welcome.welcome_back,
        nudge=nudge.nudge,
        receipt=receipt.receipt,
        mirror=mirror.invitation,
        reminder=reminder.reminder,
        kept=reply.kept,
        second_reading=second_reading.reading,
        offer=offer.offer,
        win=post.post,
        home=home.home,
        home_stranger=home.home_stranger,
        home_left=home.home_left,
        operator_hello=operator.operator_hello,
        packet_file=_packet_file,
        packet_note=packet.note,
        files_unsent=own_data.files_unsent,
        not_built=own_data.not_built,
    )


def _packet_file(made: Packet, form: str) -> tuple[Attachment, str, int]:
    """A packet in one format; what makes it isn't imported before somebody wants one."""
    from bot.packet.files import Format, files

    [file] = files(made, [Format(form)])
    return Attachment(file.name, file.content), file.note, file.pages

"""Files reach Slack in three steps, once, whatever dies between them; and they hold up nobody."""

from collections.abc import Callable
from datetime import timedelta
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlmodel import col, select, update

from bot.delivery.prune import prune
from bot.domain.messages import Kind
from bot.sandbox import Sandbox
from bot.store import eligibility, files
from bot.store.files import Attachment
from bot.store.tables import File, Message
from tests.delivery.conftest import Office, screen
from tests.delivery.test_crashes import another_process, due_for_a_process
from tests.slowness import until

ATTACHMENTS = [Attachment("ana.pdf", b"%PDF- the case"), Attachment("ana.md", b"# The case")]
URL, BYTES, SHARE = "files.getUploadURLExternal", "upload", "files.completeUploadExternal"


def send_files(office: Office, key: str = "packet") -> int:
    """Queue a message with two files."""
    with office.database.write() as session:
        return files.post(
            session,
            ATTACHMENTS,
            team_id=office.team,
            channel=office.ana,
            kind=Kind.REPLY,
            key=f"{office.ana}:files:{key}",
            screen=screen("Your packet."),
            run_at=office.clock.now(),
        ).id


def held(office: Office) -> list[bytes | None]:
    with office.database.read() as session:
        return list(session.exec(select(File.content).order_by(col(File.number))))


def test_one_message_shares_all_its_files_and_then_their_bytes_are_let_go_of(office: Office) -> None:
    message = send_files(office)
    assert held(office) == [each.content for each in ATTACHMENTS]
    office.deliver()
    assert office.read() == ["Your packet.\nana.pdf\nana.md"]
    assert office.calls() == ["conversations.open", *[URL, BYTES] * 2, SHARE]
    assert (office.row(message).state, held(office)) == ("sent", [None, None])


@pytest.mark.parametrize(
    ("method", "executed"),
    [(URL, True), (BYTES, False), (BYTES, True), (SHARE, False), (SHARE, True)],
    ids=["at the address", "before the bytes", "after the bytes", "before sharing", "after sharing"],
)
def test_killed_at_any_step_the_files_come_once(
    office: Office, database_url: str, method: str, executed: bool
) -> None:
    office.slack.faults.hang(method, executed=executed)
    message = 0

    def queue() -> None:
        nonlocal message
        message = send_files(office)

    due_for_a_process(office, queue)
    with another_process(office, database_url) as process:
        until(lambda: bool(office.calls(method)))
        process.kill()
        process.join()
    office.slack.faults.clear()
    assert office.delivery.reconcile() == 0  # the lease isn't over
    office.leave()
    known = method == SHARE
    states = [office.reconcile(), *([office.reconcile()] if known else [])]
    assert states == (["sent", "sent"] if executed else ["unverified", "planned"]) if known else ["planned"]
    office.deliver()
    assert (office.row(message).state, office.read()) == ("sent", ["Your packet.\nana.pdf\nana.md"])
    assert held(office) == [None, None]


def test_no_answer_to_sharing_is_looked_up_and_any_earlier_failure_is_tried_again(office: Office) -> None:
    faults = office.slack.faults
    cases: list[tuple[Callable[[], object], int, list[str]]] = [
        (lambda: faults.drop(SHARE, executed=True), 1, ["unverified", "sent"]),
        (lambda: faults.drop(SHARE), 2, ["unverified", "unverified", "planned"]),
        (lambda: faults.server_error(BYTES), 1, ["planned"]),
        (lambda: faults.drop(URL), 1, ["planned"]),
        (lambda: faults.rate_limit(URL), 1, ["planned"]),
    ]
    for case, (fault, calls, states) in enumerate(cases):
        faults.clear()
        fault()
        before = len(office.calls(SHARE))
        message = send_files(office, str(case))
        office.deliver()
        seen = [office.row(message).state]
        while len(seen) < len(states):
            office.leave()
            office.delivery.reconcile()
            seen.append(office.row(message).state)
        assert seen == states, case
        office.open_queue()
        office.later(minutes=1)
        assert (office.row(message).state, len(office.read())) == ("sent", case + 1), case
        assert len(office.calls(SHARE)) - before == calls, case


def test_what_isnt_wanted_any_more_is_not_shared_though_its_bytes_are_there(office: Office) -> None:
    message = send_files(office)
    [claim] = office.delivery.claim(1)
    with office.database.write() as session:
        session.exec(update(Message).values(called_off=True))
    office.delivery.send(claim)
    assert (office.calls(SHARE), office.read()) == ([], [])
    office.deliver()
    assert (office.row(message).end_reason, held(office)) == ("called_off", [])


def test_without_the_scope_it_is_refused_and_can_be_sent_once_the_app_is_installed_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    scopes = tuple(scope for scope in office.slack.app.scopes if scope != "files:write")
    with monkeypatch.context() as patch:
        patch.setattr(type(office.slack.app), "scopes", property(lambda _: scopes))
        message = send_files(office)
        office.deliver()
    assert (office.row(message).end_reason, office.row(message).error) == ("refused", "missing_scope")
    prune(office.database)
    assert held(office) == [each.content for each in ATTACHMENTS]
    with office.database.write() as session:
        session.exec(update(Message).values(created_at=0))
    prune(office.database)
    assert held(office) == []


def test_slow_uploads_leave_room_for_everything_else(office: Office) -> None:
    for key in range(4):
        send_files(office, str(key))
    nudge = office.post("Monday", to=office.slack.workspace.add_person("Eva").id)
    claimed = office.delivery.claim(20, uploads=1)
    assert sorted(each.message.method for each in claimed) == ["file", "post"]
    assert nudge in [each.message.id for each in claimed]
    office.post("Tuesday", to=office.slack.workspace.add_person("Li").id)
    assert [each.message.method for each in office.delivery.claim(20, uploads=0)] == ["post"]


def test_text_and_files_of_one_dm_come_in_their_order_whichever_replica_sends_them(office: Office) -> None:
    office.post("The files come in the next message.")
    send_files(office)
    office.post("What next?")
    replicas = [office.delivery, office.another()]
    for turn in range(3):
        [claim] = replicas[turn % 2].claim(20)  # the other two wait for it, in one claim as in the next
        assert replicas[(turn + 1) % 2].claim(20) == []
        replicas[turn % 2].send(claim)
    assert office.read() == [
        "The files come in the next message.",
        "Your packet.\nana.pdf\nana.md",
        "What next?",
    ]


def test_files_wait_for_a_text_before_them_that_is_to_be_tried_again(office: Office) -> None:
    office.slack.faults.drop("conversations.open")
    office.post("The files come in the next message.")
    send_files(office)
    office.deliver()
    assert office.read() == []
    office.later(minutes=1)
    assert office.read() == ["The files come in the next message.", "Your packet.\nana.pdf\nana.md"]


def test_files_that_are_tried_again_hold_up_no_text(office: Office) -> None:
    office.slack.faults.server_error(BYTES)
    send_files(office)
    office.post("Monday")
    office.deliver()
    assert office.read() == ["Monday"]
    office.later(minutes=1)
    assert office.read() == ["Monday", "Your packet.\nana.pdf\nana.md"]


@pytest.mark.parametrize("uploads", [0, 1], ids=["no thread is free for it", "it is being sent"])
def test_a_slow_upload_holds_up_a_text_to_the_same_person_for_half_a_minute(
    office: Office, uploads: int
) -> None:
    send_files(office)
    nudge = office.post("Monday")
    assert len(office.delivery.claim(20, uploads)) == uploads
    assert office.delivery.claim(20, uploads=0) == []
    with office.database.write() as session:
        long_ago = col(Message.sending_at) - eligibility.FILE_HELD
        session.exec(update(Message).where(col(Message.state) == "sending").values(sending_at=long_ago))
    office.clock.advance(timedelta(milliseconds=eligibility.FILE_HELD))
    assert [claim.message.id for claim in office.delivery.claim(20, uploads=0)] == [nudge]


def test_what_a_backup_holds_may_have_been_shared_since_so_it_isnt_shared_again(office: Office) -> None:
    message = send_files(office)
    with office.database.write() as session:
        session.exec(update(Message).values(state="unverified", restored=True, sending_at=1, verify_at=0))
    office.delivery.reconcile()
    assert (office.row(message).end_reason, office.read()) == ("unknown", [])


def test_the_sandbox_is_as_strict_as_slack(slack: Sandbox) -> None:
    asked = WebClient(slack.bot_token, base_url=slack.api_url)
    dm = slack.workspace.dm(slack.workspace.add_person("Eva").id).id

    def refused(call: Callable[[], object]) -> str:
        with pytest.raises(SlackApiError) as error:
            call()
        return str(error.value.response["error"])

    place = asked.files_getUploadURLExternal(filename="a.md", length=2)
    share = [{"id": place["file_id"], "title": "a"}]

    def send(content: bytes) -> int:
        with urlopen(Request(place["upload_url"], content, method="POST")) as answer:
            return int(answer.status)

    assert refused(lambda: asked.files_getUploadURLExternal(filename="a", length=0)) == "invalid_arguments"
    assert refused(lambda: asked.files_completeUploadExternal(files=share, channel_id=dm)) == "file_not_found"
    with pytest.raises(OSError, match="400"):
        send(b"three")
    assert send(b"ok") == 200
    nowhere = {"files": share, "channel_id": "U0NOBODY"}
    assert refused(lambda: asked.files_completeUploadExternal(**nowhere)) == "channel_not_found"  # type: ignore[arg-type]
    done = asked.files_completeUploadExternal(files=share, channel_id=dm, initial_comment="Here.")
    assert "shares" not in done["files"][0]
    assert refused(lambda: asked.files_completeUploadExternal(files=share, channel_id=dm)) == "file_not_found"
    [message] = asked.conversations_history(channel=dm)["messages"]
    assert (message["text"], message["files"][0]["id"]) == ("Here.", place["file_id"])
    address = f"{slack.url}/page/files/{place['file_id']}"
    with urlopen(address) as answer:
        assert (answer.read(), answer.headers["Content-Disposition"]) == (
            b"ok",
            'attachment; filename="a.md"',
        )
    with pytest.raises(OSError, match="403"):
        urlopen(Request(address, headers={"Host": "evil.example"}))

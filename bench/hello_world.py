"""The smallest Bolt app, as Bolt's own guide writes it: a command over Socket Mode, every setting as shipped.

https://docs.slack.dev/tools/bolt-python/getting-started. Only the API's address is given, as ours gets it.
"""

import os

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient


def main() -> None:
    app = App(client=WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"]))

    @app.command("/pm-progress")
    def hello(ack: Ack) -> None:
        ack("Hi")

    SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start()


if __name__ == "__main__":
    main()

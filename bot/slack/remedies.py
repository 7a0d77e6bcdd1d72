"""Refusals that keep coming until somebody mends the app, and what that somebody has to do."""

INSTALL = (
    "Install the app again (Slack app page -> OAuth & Permissions), and put the new token in SLACK_BOT_TOKEN."
)
REMEDIES = {
    "messages_tab_disabled": "Switch the Messages Tab on: Slack app page -> App Home.",
    "not_enabled": "Switch the Home Tab on: Slack app page -> App Home.",
    "missing_scope": "Paste manifest.yml on the Slack app page again, then install the app again.",
    "token_revoked": INSTALL,
    "token_expired": INSTALL,
    "account_inactive": INSTALL,
    "invalid_auth": INSTALL,
    "not_authed": INSTALL,
}

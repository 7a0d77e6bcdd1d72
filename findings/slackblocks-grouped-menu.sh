#!/bin/sh
# How slackblocks lets a menu with option groups be preset.
#
# Surprise: only with a whole group. Slack's `initial_option` is one option, also where the options stand in groups
# ("a single option that exactly matches one of the options within options or option_groups",
# https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element). slackblocks refuses that option
# and takes the group, which it writes as `initial_option`: an object with a label and options, which is none.
# A menu with several choices is the same, and there `options=None` has to be written out. To preset a grouped menu,
# set `initial_option` in the dictionary that `_resolve()` returns.
#
# Needs: python3 with venv. Installs into a temporary folder, which is removed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check slackblocks==3.0.0

cat >"$work/look.py" <<'PYTHON'
from slackblocks.elements import StaticMultiSelectMenu, StaticSelectMenu
from slackblocks.errors import InvalidUsageError
from slackblocks.objects import Option, OptionGroup, Text, TextType


def plain(text):
    return Text(text, type_=TextType.PLAINTEXT)


groups = [OptionGroup(plain("Week 1"), [Option(plain("Interview"), "interview"), Option(plain("Memo"), "memo")])]
one = groups[0].options[0]


def single(preset):
    return StaticSelectMenu("menu", option_groups=groups, initial_option=preset)._resolve()["initial_option"]


def several(preset):
    return StaticMultiSelectMenu("menu", None, groups, [preset])._resolve()["initial_options"][0]


for menu in (single, several):
    try:
        menu(one)
    except InvalidUsageError as refusal:
        print(menu.__name__, "refuses an option:", type(refusal).__name__)
    else:
        raise SystemExit("it takes an option now")
    print(menu.__name__, "takes a group, as an object with:", sorted(menu(groups[0])))
    assert sorted(menu(groups[0])) == ["label", "options"]
PYTHON
echo "python $(python3 --version | cut -d' ' -f2), slackblocks 3.0.0"
"$work/venv/bin/python" "$work/look.py"

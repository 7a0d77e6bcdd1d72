"""Build each payload with a library's own classes; print which it takes. Usage: judge.py LIBRARY PAYLOADS

A payload counts as taken if the classes that its `type`s name can be called with exactly its fields and a
message can be built around it; a class or field that the library doesn't have counts as refused.
"""

import importlib
import json
import sys
from pathlib import Path

SLACKBLOCKS = {
    "section": "SectionBlock",
    "header": "HeaderBlock",
    "divider": "DividerBlock",
    "context": "ContextBlock",
    "actions": "ActionsBlock",
    "input": "InputBlock",
    "markdown": "MarkdownBlock",
    "rich_text": "RichTextBlock",
    "table": "TableBlock",
    "data_table": "DataTableBlock",
    "data_visualization": "DataVisualizationBlock",
    "card": "CardBlock",
    "carousel": "CarouselBlock",
    "container": "ContainerBlock",
    "alert": "AlertBlock",
    "context_actions": "ContextActionsBlock",
    "plan": "PlanBlock",
    "task_card": "TaskCardBlock",
    "file": "FileBlock",
    "image": "ImageBlock",
    "button": "Button",
    "icon_button": "IconButton",
    "feedback_buttons": "FeedbackButtons",
    "overflow": "OverflowMenu",
    "static_select": "StaticSelectMenu",
    "multi_static_select": "StaticMultiSelectMenu",
    "external_select": "ExternalSelectMenu",
    "multi_external_select": "ExternalMultiSelectMenu",
    "multi_users_select": "UserMultiSelectMenu",
    "conversations_select": "ConversationSelectMenu",
    "datepicker": "DatePicker",
    "timepicker": "TimePicker",
    "datetimepicker": "DateTimePicker",
    "checkboxes": "CheckboxGroup",
    "radio_buttons": "RadioButtonGroup",
    "plain_text_input": "PlainTextInput",
    "email_text_input": "EmailInput",
    "number_input": "NumberInput",
    "rich_text_input": "RichTextInput",
    "workflow_button": "WorkflowButton",
    "url": "URLSource",
    "icon": "SlackIcon",
    "raw_text": "RawText",
    "raw_number": "RawNumber",
    "pie": "PieChart",
    "line": "LineChart",
    "rich_text_section": "RichTextSection",
    "rich_text_list": "RichTextList",
    "text": "RichText",
    "link": "RichTextLink",
    "user": "RichTextUser",
    "confirm": "Confirm",
    "options": "Option",
    "initial_option": "Option",
    "initial_options": "Option",
    "option_groups": "OptionGroup",
    "filter": "ConversationFilter",
    "slack_file": "SlackFile",
    "positive_button": "FeedbackButton",
    "negative_button": "FeedbackButton",
    "tasks": "TaskCardBlock",
    "segments": "ChartSegment",
    "series": "DataSeries",
    "data": "DataPoint",
    "axis_config": "AxisConfig",
    "element:image": "Image",
}
BLOCKKIT = {
    "section": "Section",
    "header": "Header",
    "divider": "Divider",
    "context": "Context",
    "actions": "Actions",
    "input": "Input",
    "markdown": "Markdown",
    "rich_text": "RichText",
    "table": "Table",
    "file": "File",
    "image": "Image",
    "button": "Button",
    "overflow": "Overflow",
    "static_select": "StaticSelect",
    "multi_static_select": "MultiStaticSelect",
    "external_select": "ExternalSelect",
    "multi_external_select": "MultiExternalSelect",
    "multi_users_select": "MultiUsersSelect",
    "conversations_select": "ConversationsSelect",
    "datepicker": "DatePicker",
    "timepicker": "TimePicker",
    "datetimepicker": "DatetimePicker",
    "checkboxes": "Checkboxes",
    "radio_buttons": "RadioButtons",
    "plain_text_input": "PlainTextInput",
    "email_text_input": "EmailInput",
    "number_input": "NumberInput",
    "rich_text_input": "RichTextInput",
    "workflow_button": "WorkflowButton",
    "raw_text": "RawText",
    "rich_text_section": "RichTextSection",
    "rich_text_list": "RichTextList",
    "text": "RichTextEl",
    "link": "RichLinkEl",
    "user": "RichUserEl",
    "broadcast": "RichBroadcastEl",
    "date": "RichDateEl",
    "confirm": "Confirm",
    "options": "Option",
    "initial_option": "Option",
    "initial_options": "Option",
    "option_groups": "OptionGroup",
    "filter": "ConversationFilter",
    "slack_file": "SlackFile",
    "style": "RichStyle",
    "element:image": "ImageEl",
}
HOLDS_ELEMENTS = {"accessory", "hero_image", "icon"}


class Library:
    def __init__(self, name):
        self.name = name
        self.module = importlib.import_module(name)
        self.known = SLACKBLOCKS if name == "slackblocks" else BLOCKKIT

    def message(self, block):
        built = self.value(block, "")
        if self.name == "slackblocks":
            self.module.Message(channel="C1", text="x", blocks=[built])._resolve()
        else:
            self.module.Message().add_block(built).build()

    def value(self, value, key, within=""):
        if isinstance(value, list):
            return [self.value(each, key, within) for each in value]
        if not isinstance(value, dict) or (key == "style" and self.name == "slackblocks"):
            return value
        kind = value.get("type")
        if kind in ("plain_text", "mrkdwn"):
            return self.words({name: each for name, each in value.items() if name != "type"}, kind)
        if key in HOLDS_ELEMENTS or (key == "elements" and within == "context"):
            kind = f"element:{kind}" if f"element:{kind}" in self.known else kind
        found = self.module_class(self.known[key if kind is None or key == "tasks" else kind])
        fields = {name: self.value(each, name, kind) for name, each in value.items() if name != "type"}
        return found(**self.renamed(found.__name__, fields))

    def words(self, fields, kind):
        if self.name == "blockkit":
            return self.module.Text(type=kind, **fields)
        kinds = self.module.objects.TextType
        return self.module.Text(type_=kinds.PLAINTEXT if kind == "plain_text" else kinds.MARKDOWN, **fields)

    def module_class(self, name):
        for module in (self.module, *(getattr(self.module, each, None) for each in ("objects", "core"))):
            if hasattr(module, name):
                return getattr(module, name)
        raise LookupError(name)

    def renamed(self, name, fields):
        """Some arguments have other names or types than Slack's fields, or no default."""
        if self.name == "blockkit":
            return {
                key: number(each) if name == "NumberInput" and key.endswith("value") else each
                for key, each in fields.items()
            }
        style = fields.pop("style") if isinstance(fields.get("style"), dict) else {}
        fields |= style
        other = {"DateTimePicker": {"initial_date_time": "initial_datetime"}}
        fields = {other.get(name, {}).get(key, key): each for key, each in fields.items()}
        given = {"SlackFile": {"id": None, "url": None}, "StaticMultiSelectMenu": {"options": None}}
        return {**given.get(name, {}), **fields}


def number(value):
    return int(value) if isinstance(value, str) else str(value)


def main():
    library = Library(sys.argv[1])
    verdicts = {}
    for case in json.loads(Path(sys.argv[2]).read_text("utf-8")):
        try:
            library.message(case["block"])
            verdicts[case["name"]] = True
        except Exception as refused:
            verdicts[case["name"]] = False
            if case["valid"]:
                print(
                    f"  {library.name} refuses {case['name']}: {type(refused).__name__}: {refused}"[:230],
                    file=sys.stderr,
                )
    json.dump(verdicts, sys.stdout)


main()

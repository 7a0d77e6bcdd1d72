"""The names that Slack sends back: of actions, forms, fields, blocks and of values chosen, by screen.

Messages from weeks ago still carry them, so a value here stays as it is; a new meaning gets a new name.
A field's name is both the block_id and the action_id of its input.
"""

# A week's message, and what can be done about the week
ASSIGNMENT_DONE = "assignment.done"
ASSIGNMENT_SWAP = "assignment.swap"
ASSIGNMENT_LATER = "assignment.later"
ASSIGNMENT_HOW = "assignment.how"
ASSIGNMENT_SHORT = "assignment.short"
WEEK_START = "week.start"
WEEK_SKIP_REASON = "week.skip_reason"
ZONE_SWITCH = "zone.switch"
ZONE_STAY = "zone.stay"
# Values of the select "Later"; its other values name moments
LATER_SKIP = "skip"
LATER_FEWER = "fewer"
LATER_AWAY = "away"

# The receipt, and what follows two missed weeks, or three silent ones
RECEIPT_DONE = "receipt.done"
RECEIPT_PARTLY = "receipt.partly"
RECEIPT_NOT_YET = "receipt.not_yet"
RECEIPT_OBSTACLE = "receipt.obstacle"  # a select, and the field of the form for own words
RECEIPT_FORM = "receipt.obstacle"
LINE_OPEN = "line.open"
LINE_FORM = "line"
LINE_TEXT = "line.text"
WEEK_PICK_UP = "week.pick_up"
AWAY_OPEN = "away.open"
AWAY_FORM = "away"
AWAY_FROM = "away.from"
AWAY_BACK = "away.back"
AWAY_ENDLESS = "away.endless"
AWAY_TAKE = "away.take"  # its value is "FIRST/BACK"; block_ids tell several apart
AWAY_END = "away.end"
AWAY_STAY = "away.stay"

# The week's plan; its fields' names are the action_ids of their inputs
PLAN_OPEN = "plan.open"
PLAN_FORM = "plan"
PLAN_DAY = "plan.day"
PLAN_HOUR = "plan.hour"
PLAN_AFTER = "plan.after"
PLAN_ACT = "plan.act"
PLAN_IF = "plan.if"
PLAN_THEN = "plan.then"
PLAN_REMIND = "plan.remind"
PLAN_EMPTY = "plan.empty"
PLAN_MOVE = "plan.move"
PLAN_SKIP = "plan.skip"
# The value of the box in PLAN_REMIND, and of the select "Move it" besides moments
REMIND = "remind"
MOVE_PICK = "pick"

# Swap
SWAP_FORM = "assignment.swap"
ASSIGNMENT_TAKE = "assignment.take"
ASSIGNMENT_OWN = "assignment.own"
FINISH_QUIETER = "finish.quieter"
ASSIGNMENT_PRIVATE = "assignment.private"

# Hand it in, and what was handed in
HAND_IN_FORM = "evidence.hand_in"
HAND_IN_OPTIONS = "hand_in.options"
# Values of the checkboxes in HAND_IN_OPTIONS; COUNTS stands there for a closed week only
HAND_IN_COUNTS = "counts"
HAND_IN_SHORT = "short"
FIELD = "field."  # the names of its fields begin with it
HAND_IN_EMPTY = "evidence.empty"
HAND_IN_OTHER = "evidence.draft"
EVIDENCE_SEE = "evidence.see"
EVIDENCE_REVISE = "evidence.revise"
EVIDENCE_ALL = "evidence.all"
FEEDBACK_MISSED = "feedback.missed"  # its value is "EVIDENCE:VERSION:CODE"
FEEDBACK_FINDING = "feedback.finding."  # a finding's blocks have ids that begin with it, its code behind
FEEDBACK_CHOICES = "feedback.choices"  # the row of what can be done about them
READING_OPEN = "reading.open"
READING_FORM = "reading"
TEXT_KEEP = "text.keep"
TEXT_DROP = "text.drop"

# Join and leave
JOIN_OPEN = "join.open"
JOIN_ABOUT = "join.about"
JOIN_AGAIN = "join.again"
JOIN_FORM = "join"
JOIN_START = "join.start"
JOIN_DAY = "join.day"
JOIN_HOUR = "join.hour"
JOIN_ZONE = "join.zone"
JOIN_TRACK = "join.track"
JOIN_CHANNEL = "join.channel"
JOIN_FIRST = "join.first"
# Values of JOIN_TRACK and JOIN_FIRST
JOIN_UNDECIDED = "undecided"
JOIN_SEND = "send"
JOIN_WAIT = "wait"
LEAVE_CONFIRM = "leave.confirm"
LEAVE_CANCEL = "leave.cancel"

# Settings
SETTINGS_OPEN = "settings.open"
SETTINGS_FORM = "settings"
SETTINGS_DAY = "settings.day"
SETTINGS_HOUR = "settings.hour"
SETTINGS_ZONE = "settings.zone"
SETTINGS_PACE = "settings.pace"
SETTINGS_LEVEL = "settings.level"
SETTINGS_QUIET_FROM = "settings.quiet_from"
SETTINGS_QUIET_UNTIL = "settings.quiet_until"
SETTINGS_COUNTRY = "settings.country"
SETTINGS_REGION = "settings.region"
SETTINGS_WEEKEND = "settings.weekend"
FEWER_UNDO = "fewer.undo"  # its value is "PACE:LEVEL:WEEK"
SETTINGS_CHANNEL = "settings.channel"
SETTINGS_START = "settings.start"
MUTE_ON = "mute.on"
MUTE_OFF = "mute.off"

# Home, the months behind it, and help
WEEKS_OPEN = "weeks.open"
MONTHS_OPEN = "months.open"
MONTHS_PART = "months.part"  # its value names a phase or a part
HELP_OPEN = "help.open"
MORE_OPEN = "more.open"
HELP_STOP = "help.stop"
WORD_RUN = "word.run"  # does what typing its value does
WORD_LEAVE = "word.leave"  # the same for "leave", where it stands beside another such button

# A win, its post, and the question whether the post is corrected
WIN_OPEN = "win.open"
WIN_SHARE = "win.share"
WIN_EDIT = "win.edit"
WIN_KEEP = "win.keep"
WIN_CHANNEL = "win.channel"
WIN_SEE = "win.see"
WIN_TAKE_DOWN = "win.take_down"
WIN_CORRECT = "win.correct"
WIN_LEAVE = "win.leave"
WIN_THERE = "win.there"
WIN_NOT_THERE = "win.not_there"
WIN_EDIT_FORM = "win.edit"
WIN_TEXT = "win.text"
WIN_CHANNEL_FORM = "win.channel"
WIN_CHANNEL_CHOICE = "win.channel.choice"
WIN_QUESTION = "win.correction"  # the question's blocks have ids that begin with it

# The mirror
MIRROR_OPEN = "mirror.open"
MIRROR_SKIP = "mirror.skip"
MIRROR_LATER = "mirror.later"
MIRROR_PLAN = "mirror.plan"
MIRROR_ENOUGH = "mirror.enough"
MIRROR_FORM = "mirror"
MIRROR_STOP = "mirror.stop"
MIRROR_START = "mirror.start"
MIRROR_WHEN = "mirror.when"

# Drills; the block_ids of the fields end with the drill
DRILL_OPEN = "drill.open"
DRILL_FORM = "drill"
DRILL_TEXT = "drill.text"
DRILL_WHY = "drill.why"
DRILL_ANOTHER = "drill.another"

# The packet; PACKET_PIECES is what the names of the menus begin with, one menu for each skill
PACKET_OPEN = "packet.open"
PACKET_OTHER = "packet.other"  # its value is the variant
PACKET_AGAIN = "packet.again"  # its value is what to build
PACKET_FORM = "packet"
PACKET_NAMES_FORM = "packet.names"
PACKET_VARIANT = "packet.variant"
PACKET_PIECES = "packet.pieces."
PACKET_FORMATS = "packet.formats"
PACKET_DRAFTS = "packet.drafts"
PACKET_EMPTY = "packet.empty"
# Behind each of these stands the variant: what is typed for one isn't the other's
PACKET_CLAIM = "packet.claim."
PACKET_ASK = "packet.ask."
PACKET_NAME = "packet.name."

# Own data
EXPORT_SEND = "export.send"
LEAVE_WITH_DATA = "leave.with_data"
WHO_SAW_OPEN = "who.saw"
ERASE_OPEN = "erase.open"
ERASE_FORM = "erase"
ERASE_WORD = "erase.word"
ERASE_POSTS = "erase.posts"
# The value of the box in ERASE_POSTS
TAKE_DOWN = "take_down"

# A month's goals, and the track
GOAL_CHOOSE = "goal.choose"  # its value is "MONTH:GOAL"
GOAL_CLEAR = "goal.clear"
TRACK_CHOOSE = "track.choose"  # its block's buttons have ids that begin with it

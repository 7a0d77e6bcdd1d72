// What an element holds, in the plain form that acts take: an option's value, a list of them, a day, an id, a text.

const INITIAL = {
  static_select: (e) => e.initial_option?.value, radio_buttons: (e) => e.initial_option?.value,
  external_select: (e) => e.initial_option?.value,
  multi_static_select: (e) => (e.initial_options || []).map((option) => option.value),
  checkboxes: (e) => (e.initial_options || []).map((option) => option.value),
  users_select: (e) => e.initial_user, conversations_select: (e) => e.initial_conversation,
  channels_select: (e) => e.initial_channel, datepicker: (e) => e.initial_date, timepicker: (e) => e.initial_time,
  multi_users_select: (e) => e.initial_users, multi_conversations_select: (e) => e.initial_conversations,
  multi_channels_select: (e) => e.initial_channels, datetimepicker: (e) => e.initial_date_time,
};

export function initialOf(element) {
  const read = INITIAL[element.type] || ((e) => e.initial_value);
  return read(element) ?? null;
}

// An entry of Slack's state.values, such as {type: "static_select", selected_option: {value: "a"}}.
export function fromState(entry) {
  if (!entry) return undefined;
  const key = Object.keys(entry).find((name) => name.startsWith("selected_") || name === "value");
  const held = entry[key];
  if (Array.isArray(held)) return held.map((each) => each.value ?? each);
  return held?.value ?? held ?? null;
}

export function optionsOf(element) {
  const flat = (options, group) => options.map((option) => ({
    value: option.value, text: option.text.text, description: option.description?.text, group, url: option.url,
  }));
  const groups = (element.option_groups || []).flatMap((group) => flat(group.options, group.label.text));
  return [...flat(element.options || [], null), ...groups];
}

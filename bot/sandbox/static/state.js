// What the page knows: the server's picture for one viewer and one place, and what is typed but not yet sent.

export class Store {
  constructor() {
    this.data = null;
    this.viewer = null;
    this.place = null;
    this.drafts = new Map(); // key of an element -> {source, block, action, value}: entered, not sent yet
    this.writing = new Map(); // viewer and place -> what stands in the composer
    this.failures = new Map(); // the same key -> why the last press failed
    this.unfolded = new Map(); // containers that a person folded or unfolded
    this.notices = new Map(); // view id -> what went wrong with its submission
    this.busy = new Set(); // keys of what is being pressed right now
    this.listeners = [];
    this.readHash();
  }

  readHash() {
    const given = new URLSearchParams(window.location.hash.slice(1));
    this.viewer = given.get("as") || this.viewer;
    this.place = given.get("at") || this.place;
  }

  writeHash() {
    const hash = `#${new URLSearchParams({ as: this.viewer, at: this.place })}`;
    if (window.location.hash !== hash) window.history.replaceState(null, "", hash);
  }

  onChange(listener) {
    this.listeners.push(listener);
  }

  changed() {
    for (const listener of this.listeners) listener(this);
  }

  // Fetches the picture; calls that come while one is under way are folded into one more.
  async refresh() {
    this.again = true;
    if (!this.loading) this.loading = this.load().finally(() => { this.loading = null; });
    return this.loading;
  }

  async load() {
    while (this.again) {
      this.again = false;
      const query = new URLSearchParams({ as: this.viewer || "", at: this.place || "" });
      const answer = await fetch(`/page/state?${query}`).catch(() => null);
      this.offline = !answer || !answer.ok;
      const data = this.offline ? null : await answer.json();
      if (data && !this.again) this.take(data); // an answer for a place that was left meanwhile is dropped
    }
    this.changed();
  }

  take(data) {
    const before = this.data;
    this.data = data;
    this.viewer = data.viewer;
    this.place = data.place.id;
    this.names = new Names(data);
    this.forgetClosed(before);
    this.writeHash();
  }

  forgetClosed(before) {
    const open = new Set(this.data.modals.map((modal) => modal.id));
    for (const gone of (before?.modals || []).map((modal) => modal.id).filter((id) => !open.has(id))) {
      this.notices.delete(gone);
      for (const [key, draft] of [...this.drafts]) if (draft.source === gone) this.drafts.delete(key);
    }
  }

  listen() {
    const source = new EventSource("/page/changes");
    source.addEventListener("message", () => this.refresh());
    source.addEventListener("error", () => { this.offline = true; this.changed(); });
    source.addEventListener("open", () => this.refresh());
  }

  // Does something as the viewer; the answer is {ok, notice, errors}.
  async act(kind, details = {}) {
    const body = JSON.stringify({ as: this.viewer, kind, ...details });
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch("/page/actions", { method: "POST", headers, body }).catch(() => null);
    const result = answer ? await answer.json() : { ok: false, notice: "The sandbox doesn't answer. Is it still running?", errors: {} };
    await this.refresh();
    return result;
  }

  async go(place) {
    this.place = place;
    const opening = this.act("open", { place });
    await this.refresh();
    await opening;
  }

  async become(viewer) {
    this.viewer = viewer;
    await this.act("become", { place: this.place });
  }
}

// Who and what the ids in texts and selects mean.
class Names {
  constructor(data) {
    this.data = data;
    this.byId = new Map(data.people.map((person) => [person.id, person.name]));
    this.channels = new Map(data.known_channels.map((channel) => [channel.id, channel]));
  }

  person(id) { return this.byId.get(id); }

  channel(id) { return this.channels.get(id)?.name; }

  people() {
    return this.data.people.filter((one) => !one.is_app).map((one) => ({ value: one.id, text: one.name, description: one.real_name }));
  }

  // A conversations_select's filter: https://docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object
  conversations(filter) {
    const kinds = filter?.include || ["public", "private", "im"];
    const channels = [...this.channels.values()].filter((one) => kinds.includes(one.private ? "private" : "public"));
    const listed = channels.map((one) => ({ value: one.id, text: `#${one.name}`, description: one.private ? "private" : null }));
    return kinds.includes("im") ? [...listed, ...this.people()] : listed;
  }
}

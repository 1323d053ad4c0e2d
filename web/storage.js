// Keeps the learner's progress in the browser: one versioned JSON document in localStorage, key by key.
// Never throws away what it cannot read: an unreadable copy is moved to a backup key first.
// Must not know what the saved values mean.

export const kProgressKey = 'inflight.progress';
export const kBackupKey = 'inflight.progress.backup';
export const kUndoKey = 'inflight.progress.before-load';
const kVersion = 1;
const kFormat = 'inflight-progress';
const kMaxBackups = 8;
/** Largest document, in UTF-16 units. Browsers give a site about five million. */
export const kMaxLength = 2 * 1024 * 1024;

export class ProgressStore {
  /** `area` is a Storage, or null when the browser gives none; then progress lasts as long as the page. */
  constructor(area, now = () => Date.now()) {
    this.area_ = works(area) ? area : null;
    this.now_ = now;
    this.memory_ = {};
    this.problem_ = this.area_ ? '' : 'This browser keeps nothing for this page: progress ends with it.';
  }

  /** Words for the learner when progress is not being kept; empty when all is well. */
  get problem() { return this.problem_; }

  /** All saved values as an object key -> value. */
  load() {
    if (!this.area_) return { ...this.memory_ };
    const raw = this.area_.getItem(kProgressKey);
    if (raw === null) return {};
    const items = read_document(raw);
    if (items) return items;
    this.keep_backup_(raw);
    return {};
  }

  /** Saves one value, given as JSON. False when it could not be kept; what was there stays. */
  save(key, json) {
    let value;
    try {
      value = JSON.parse(json);
    } catch {
      return false;
    }
    // Read again each time: another tab may have saved other keys meanwhile.
    const items = { ...this.load(), [key]: value };
    if (!this.area_) this.memory_ = items;
    return this.write_(items);
  }

  /** The document as a file's text. */
  export_text() {
    return JSON.stringify(envelope(this.load(), this.now_()), null, 1);
  }

  /**
   * The items of a file's text, to be merged by who knows what they mean: `{items}`, or `{problem}` in words.
   * What is here now is kept for undo_import().
   */
  read_import(text) {
    if (text.length > kMaxLength) return { problem: 'The file is too large.' };
    const items = read_document(text);
    if (!items) return { problem: 'This is not a progress file of Inflight.' };
    if (!this.area_) return { problem: this.problem_ };
    const before = this.area_.getItem(kProgressKey) ?? JSON.stringify(envelope({}, this.now_()));
    if (!this.put_(kUndoKey, before)) return { problem: 'The browser has no room for it.' };
    return { items };
  }

  get can_undo() { return Boolean(this.area_ && this.area_.getItem(kUndoKey) !== null); }

  /** Puts back what was there before the last import. */
  undo_import() {
    if (!this.can_undo) return false;
    const before = this.area_.getItem(kUndoKey);
    if (!this.put_(kProgressKey, before)) return false;
    this.area_.removeItem(kUndoKey);
    return true;
  }

  write_(items) {
    const text = JSON.stringify(envelope(items, this.now_()));
    if (text.length > kMaxLength) {
      this.problem_ = 'Progress has grown too large to keep; the last saved state stays.';
      return false;
    }
    return this.put_(kProgressKey, text);
  }

  put_(key, text) {
    if (!this.area_) return false;
    try {
      this.area_.setItem(key, text);
      return true;
    } catch {
      this.problem_ = 'The browser has no room left: progress ends with this page.';
      return false;
    }
  }

  /** Moves an unreadable document aside. Without a place for it, it stays and nothing is written over it. */
  keep_backup_(raw) {
    for (let n = 1; n <= kMaxBackups; ++n) {
      const key = `${kBackupKey}-${n}`;
      const there = this.area_.getItem(key);
      if (there !== null && there !== raw) continue;
      if (there === null && !this.put_(key, raw)) break;
      this.area_.removeItem(kProgressKey);
      this.problem_ = 'The saved progress could not be read. A copy of it was kept; you start afresh.';
      return;
    }
    this.area_ = null;
    this.problem_ = 'The saved progress could not be read and was left as it is: new progress ends with this page.';
  }
}

/** The items of a document, or null when it is not one of ours or of a version we know. */
export function read_document(text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return null;
  }
  const ours = data && data.format === kFormat && data.v === kVersion;
  if (!ours || typeof data.items !== 'object' || data.items === null || Array.isArray(data.items)) return null;
  return data.items;
}

/** The browser's store, or null where even touching it throws. */
export function browser_area() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function envelope(items, now) {
  return { format: kFormat, v: kVersion, saved_at: new Date(now).toISOString(), items };
}

function works(area) {
  if (!area) return false;
  try {
    area.setItem('inflight.try', '1');
    area.removeItem('inflight.try');
    return true;
  } catch {
    return false;
  }
}

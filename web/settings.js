// The page's own settings: theme, reduced motion, reader view. Applied to the document element, kept in
// localStorage, and told to whoever listens. Must not know the engine.

const kKey = 'inflight.settings';
const kThemes = ['dark', 'light'];

export class Settings {
  constructor(area, root) {
    this.area_ = area;
    this.root_ = root;
    this.listeners_ = [];
    this.saved_ = this.read_();
    this.dark_ = window.matchMedia('(prefers-color-scheme: dark)');
    this.calm_ = window.matchMedia('(prefers-reduced-motion: reduce)');
    this.dark_.addEventListener('change', () => { if (!this.saved_.theme) this.changed_('theme'); });
    this.calm_.addEventListener('change', () => this.changed_('reduced_motion'));
    this.apply_();
  }

  /** "dark" or "light": the learner's choice, else the system's. */
  get theme() { return this.saved_.theme ?? (this.dark_.matches ? 'dark' : 'light'); }
  get reduced_motion() { return this.saved_.reduced_motion ?? this.calm_.matches; }
  get reader() { return this.saved_.reader === true; }

  /** `listener(key, value)` for every change. */
  on_change(listener) { this.listeners_.push(listener); }

  /** Sets a value given as text ("light", "true", "toggle"). Unknown keys and values are ignored. */
  set(key, value) {
    if (key === 'theme') {
      const theme = value === 'toggle' ? (this.theme === 'dark' ? 'light' : 'dark') : value;
      if (!kThemes.includes(theme) || theme === this.saved_.theme) return;
      this.saved_.theme = theme;
    } else if (key === 'reader' || key === 'reduced_motion') {
      const on = value === 'toggle' ? !this[key] : value === 'true' || value === '1' || value === true;
      if (on === this.saved_[key]) return;
      this.saved_[key] = on;
    } else {
      return;
    }
    this.write_();
    this.changed_(key);
  }

  changed_(key) {
    this.apply_();
    for (const listener of this.listeners_) listener(key, String(this[key]));
  }

  apply_() {
    this.root_.dataset.theme = this.theme;
    this.root_.dataset.motion = this.reduced_motion ? 'reduced' : 'full';
    this.root_.dataset.reader = this.reader ? 'on' : 'off';
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.content = this.theme === 'dark' ? '#141920' : '#FBFAF7';
    }
  }

  read_() {
    try {
      const data = JSON.parse(this.area_?.getItem(kKey) ?? '{}') ?? {};
      const saved = {};
      if (kThemes.includes(data.theme)) saved.theme = data.theme;
      if (typeof data.reader === 'boolean') saved.reader = data.reader;
      if (typeof data.reduced_motion === 'boolean') saved.reduced_motion = data.reduced_motion;
      return saved;
    } catch {
      return {};
    }
  }

  write_() {
    try {
      this.area_?.setItem(kKey, JSON.stringify(this.saved_));
    } catch {
      // A full store loses only a preference; it holds for this visit.
    }
  }
}

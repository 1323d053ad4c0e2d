// "This page" at the end of the text version: reader view, theme, progress as a file.
// Must not know the engine.

import { kMaxLength } from './storage.js';

const by_id = (id) => document.getElementById(id);

/** `merge(items)` adds a file's saved values to the running application's; false when it cannot now. */
export function connect_tools(settings, store, merge) {
  const status = by_id('tool-status');
  const file = by_id('tool-file');
  const say = (text) => { status.textContent = text; };

  const refresh = () => {
    by_id('tool-reader').setAttribute('aria-pressed', String(settings.reader));
    by_id('tool-theme').textContent = settings.theme === 'dark' ? 'Light theme' : 'Dark theme';
    by_id('tool-undo').hidden = !store.can_undo;
    if (store.problem) say(store.problem);
  };
  settings.on_change(refresh);
  refresh();

  by_id('tool-reader').addEventListener('click', () => settings.set('reader', 'toggle'));
  by_id('tool-theme').addEventListener('click', () => settings.set('theme', 'toggle'));
  by_id('tool-export').addEventListener('click', () => {
    save_file('inflight-progress.json', store.export_text());
    say('Progress saved to a file.');
  });
  by_id('tool-import').addEventListener('click', () => file.click());
  by_id('tool-undo').addEventListener('click', () => { if (store.undo_import()) location.reload(); });
  file.addEventListener('change', async () => {
    const [chosen] = file.files;
    file.value = '';
    if (!chosen) return;
    if (chosen.size > 2 * kMaxLength) return say('The file is too large.');
    const { items, problem } = store.read_import(await chosen.text());
    if (problem) say(problem);
    else if (merge(items)) say('The file was added to your progress.');
    else say('The application is not running, so nothing was changed.');
    refresh();
  });
  return { refresh };
}

function save_file(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

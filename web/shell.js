// The start-up card with its progress bar, and the cards for problems and crashes.
// Must not know the loader or the engine.

import { write_clipboard } from './clipboard.js';

const by_id = (id) => document.getElementById(id);

/** Moves the page through loading, running, failed and crashed; CSS follows the attribute. */
export function set_phase(phase) {
  document.documentElement.dataset.phase = phase;
}

/** Shows how many bytes have arrived. */
export function show_progress(loaded, total) {
  const bar = by_id('boot-bar');
  bar.max = Math.max(1, total);
  bar.value = loaded;
  by_id('boot-message').textContent = loaded < total ? 'Loading' : 'Starting';
  by_id('boot-bytes').textContent = `${megabytes(loaded)} of ${megabytes(total)} MB`;
}

/** Takes the start-up card away. */
export function hide_boot() {
  by_id('boot').hidden = true;
}

/** Shows a problem card. `retry` is a function, or null for a reload. */
export function show_problem({ title, text, detail = '', retry = null, retry_label = 'Try again' }) {
  const card = by_id('problem');
  const report = by_id('problem-detail');
  const copy = by_id('problem-copy');
  const again = by_id('problem-retry');
  by_id('problem-title').textContent = title;
  by_id('problem-text').textContent = text;
  report.textContent = detail;
  report.hidden = detail === '';
  copy.hidden = detail === '';
  copy.textContent = 'Copy the report';
  again.textContent = retry_label;
  again.onclick = () => {
    if (!retry) {
      location.reload();
      return;
    }
    card.hidden = true;
    cover(false);
    by_id('boot').hidden = false;
    retry();
  };
  copy.onclick = async () => {
    copy.textContent = (await write_clipboard(detail)) ? 'Copied' : 'Select the text and copy it';
  };
  by_id('boot').hidden = true;
  cover(true);
  card.hidden = false;
  again.focus();
}

/** Behind a card nothing can be reached. */
function cover(on) {
  for (const id of ['skip', 'stage', 'outline']) by_id(id).inert = on;
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(2);
}

/** Says a sentence to screen readers, politely. The same sentence twice is said twice. */
export function announce(text) {
  const region = by_id('announcer');
  const line = document.createElement('p');
  line.textContent = String(text).slice(0, 500);
  region.replaceChildren(line);
}

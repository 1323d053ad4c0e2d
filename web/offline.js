// Registers the service worker once the page runs, so that the second visit works without a network.
// Must not compete with the first download: called after the first frame.

/** Quietly does nothing where service workers are missing (old browsers, plain http). */
export async function keep_for_offline(base) {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(new URL('sw.js', base), { scope: base.pathname, updateViaCache: 'none' });
  } catch {
    // Offline use is an extra: the page works without it.
  }
}

// The address bar: #/learn/<lesson>/<beat> and its like, both ways, with back and forward.
// Must not know what the routes mean.

const kMaxHash = 64 * 1024;

/** A hash that is a route of ours, else null. */
export function as_route(hash) {
  return typeof hash === 'string' && hash.startsWith('#/') && hash.length <= kMaxHash ? hash : null;
}

export class Router {
  /** `on_route(hash)` is called when the learner changes the address, not when the application does. */
  constructor(on_route) {
    this.on_route_ = on_route;
    this.current_ = as_route(location.hash) ?? '#/';
    // Both: traversal between pushed entries is a popstate, an edited address a hashchange.
    window.addEventListener('hashchange', () => this.from_address_());
    window.addEventListener('popstate', () => this.from_address_());
  }

  get current() { return this.current_; }

  /** A link inside the page. */
  follow(href) {
    const hash = as_route(href);
    if (!hash) return;
    if (hash !== location.hash) history.pushState(null, '', hash);
    this.current_ = hash;
    this.on_route_(hash);
  }

  /** The application says where it is. `replace` adds no history entry. */
  show(hash, replace) {
    const route = as_route(hash);
    if (!route || route === this.current_ && route === location.hash) return;
    this.current_ = route;
    if (replace || route === location.hash) history.replaceState(null, '', route);
    else history.pushState(null, '', route);
  }

  from_address_() {
    const route = location.hash === '' ? '#/' : as_route(location.hash);
    if (!route || route === this.current_) return;
    this.current_ = route;
    this.on_route_(route);
  }
}

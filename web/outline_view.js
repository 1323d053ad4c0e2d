// Shows the outline as DOM, changing only what differs: elements are kept by node id, so that focus,
// caret and scroll position stay where they are while the application talks.
// Must not know what the nodes mean.

import { create_view, place_at } from './outline_kinds.js';

/** Id of a node's element. Spaces would split aria-describedby, so they are encoded. */
export function dom_id(id) {
  return `o:${encodeURIComponent(id)}`;
}

/** Top-level sections with these ids belong to the page's banner, everything else to its main part. */
const kBannerIds = new Set(['banner', 'title']);

export class OutlineView {
  /** `parts` = {root, title, banner, main}; `actions` = {activate(id, value), follow(href), announce(text)}. */
  constructor(parts, actions) {
    this.parts_ = parts;
    this.ctx_ = { ...actions, dom_id };
    this.views_ = new Map();
  }

  /** Shows a checked outline (see outline_model.js). */
  render(outline) {
    const focus = this.remember_focus_();
    document.documentElement.lang = outline.lang;
    if (this.parts_.title.textContent !== outline.title) this.parts_.title.textContent = outline.title;
    const seen = new Set();
    const banner = outline.nodes.filter((node) => kBannerIds.has(node.id));
    const main = outline.nodes.filter((node) => !kBannerIds.has(node.id));
    this.place_children_(this.parts_.banner, banner, { depth: 0, parent: null, in_list: false }, seen);
    this.place_children_(this.parts_.main, main, { depth: 0, parent: null, in_list: false }, seen);
    for (const id of this.views_.keys()) if (!seen.has(id)) this.views_.delete(id);
    this.restore_focus_(focus);
  }

  /** Moves the focus to the element of a control or node; false when there is none. */
  focus(id) {
    const target = this.focus_target_(id);
    if (!target) return false;
    target.focus();
    target.scrollIntoView({ block: 'nearest' });
    return document.activeElement === target;
  }

  place_children_(body, nodes, place, seen) {
    const wanted = nodes.map((node) => this.view_for_(node, place, seen));
    const keep = new Set(wanted.map((view) => view.outer));
    for (const child of [...body.children]) if (!keep.has(child)) child.remove();
    wanted.forEach((view, index) => {
      const here = body.children[index] ?? null;
      if (here !== view.outer) place_at(body, view.outer, here);
    });
  }

  view_for_(node, place, seen) {
    seen.add(node.id);
    const wrap = place.in_list && node.kind !== 'item';
    const shape = `${node.kind} ${node.level ?? ''} ${place.depth} ${place.in_list}`;
    let view = this.views_.get(node.id);
    if (!view || view.shape !== shape || view.parent !== place.parent) {
      view = create_view(node, this.ctx_, place);
      view.shape = shape;
      view.parent = place.parent;
      view.outer = view.el;
      if (wrap) {
        view.outer = document.createElement('li');
        view.outer.append(view.el);
      }
      this.views_.set(node.id, view);
    }
    view.node = node;
    view.update(node);
    if (view.body && !view.own_children) {
      const inner = { depth: place.depth + (node.kind === 'section' ? 1 : 0), parent: view, in_list: Boolean(view.list) };
      this.place_children_(view.body, node.items ?? [], inner, seen);
    }
    return view;
  }

  focus_target_(id) {
    const view = this.views_.get(id);
    if (view) {
      const target = view.control ?? view.landing ?? view.el;
      if (target.tabIndex < 0 && !target.hasAttribute('tabindex')) target.tabIndex = -1;
      return target;
    }
    return [...this.parts_.root.querySelectorAll('[data-action]')].find((el) => el.dataset.action === id) ?? null;
  }

  /** Where the focus is, and the nodes around it, innermost first: one of them may outlive the change. */
  remember_focus_() {
    const active = document.activeElement;
    if (!active || active === this.parts_.root || !this.parts_.root.contains(active)) return null;
    const ids = [];
    for (let el = active; el && el !== this.parts_.root; el = el.parentElement) {
      if (el.dataset.id !== undefined) ids.push(el.dataset.id);
    }
    return { active, ids };
  }

  restore_focus_(focus) {
    if (!focus || document.activeElement === focus.active) return;
    if (focus.active.isConnected) {
      focus.active.focus({ preventScroll: true });
      return;
    }
    for (const id of focus.ids) if (this.focus(id)) return;
    this.parts_.root.focus({ preventScroll: true });
  }
}

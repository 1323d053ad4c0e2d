// A stand-in for the compiled application, for tests of the page alone: the same exports and host calls,
// a small question instead of a simulation. Tests reach it as globalThis.fake.

export default async function create(options) {
  const { host, canvas } = options;
  const instance = await new Promise((resolve) => options.instantiateWasm({}, resolve));
  const memory = instance.exports.memory;
  const heap = () => new Uint8Array(memory.buffer);
  let top = 1024;

  function alloc(size) {
    const at = top;
    top += (size + 15) & ~15;
    const missing = top - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / 65536));
    return at;
  }

  function read(at) {
    const bytes = heap();
    return new TextDecoder().decode(bytes.slice(at, bytes.indexOf(0, at)));
  }

  function write(text) {
    const bytes = new TextEncoder().encode(`${text}\0`);
    const at = alloc(bytes.length);
    heap().set(bytes, at);
    return at;
  }

  const state = { choice: '', sure: '', committed: false, playing: false, speed: '1', lens: 'truth', timeout: '30', order: ['a', 'b', 'c'],
    selected: '', log: ['00:01.0 producer sent f31', '00:02.0 orders stored f31'], extra: null };
  const fake = {
    calls: [], provided: {}, options: null, state, host, selection: 'arn:aws:sqs:eu-west-1:111122223333:orders', wants_escape: 0,
    emit() { host.outline(JSON.stringify(state.extra ?? outline(state))); },
    raw(json) { host.outline(json); },
    trap() { setTimeout(() => { throw new WebAssembly.RuntimeError('unreachable'); }); },
    throw_next: '',
  };
  globalThis.fake = fake;

  function record(name, ...values) {
    fake.calls.push([name, ...values]);
    if (fake.throw_next === name) {
      fake.throw_next = '';
      throw new WebAssembly.RuntimeError('memory access out of bounds');
    }
  }

  function draw() {
    const gl = canvas.getContext('webgl2', { antialias: false });
    gl.clearColor(0.06, 0.07, 0.1, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }

  return {
    get HEAPU8() { return heap(); },
    _free: () => {},
    _inflight_alloc: alloc,
    _inflight_provide(name, at, size) { fake.provided[read(name)] = heap().slice(at, at + size); },
    _inflight_start(json) {
      fake.options = JSON.parse(read(json));
      record('start');
      if (globalThis.fake_start_code) return globalThis.fake_start_code;
      if (fake.options.webgl) requestAnimationFrame(() => { draw(); host.first_frame(); });
      host.title('Visibility timeout · Inflight');
      fake.emit();
      return 0;
    },
    _inflight_resize: (...size) => record('resize', ...size),
    _inflight_activate(id, value) {
      const [control, chosen] = [read(id), read(value)];
      record('activate', control, chosen);
      react(state, control, chosen, host);
      fake.emit();
    },
    _inflight_route: (hash) => record('route', read(hash)),
    _inflight_visible: (on) => record('visible', on),
    _inflight_set_option: (key, value) => record('option', read(key), read(value)),
    _inflight_paste: (text) => record('paste', read(text)),
    _inflight_copy_selection: () => write(fake.selection),
    _inflight_stats: () => write(JSON.stringify({ frames: 1, commands: fake.calls.length })),
    _inflight_context_lost: (lost) => record('context_lost', lost),
    _inflight_wants_escape: () => fake.wants_escape,
  };
}

function react(state, control, value, host) {
  if (control.startsWith('option.')) state.choice = value;
  else if (control.startsWith('sure.')) state.sure = value;
  else if (control === 'commit') {
    state.committed = true;
    state.log.push('00:42.0 7c1 became visible again');
    host.save('lessons', JSON.stringify({ first: { beat: 3, choice: state.choice } }));
    host.route('#/learn/first/4', false);
  } else if (control === 'play') state.playing = value === 'true';
  else if (control === 'speed') state.speed = value;
  else if (control === 'lens') state.lens = value;
  else if (control === 'timeout') state.timeout = value;
  else if (control === 'order') state.order = value.split(',');
  else if (control.startsWith('pick.')) state.selected = control.slice(5);
  else if (control === 'reader') host.option('reader', 'toggle');
  else if (control === 'copy') host.copy('aws sqs receive-message');
  else if (control === 'crash') host.crash('seed 7\ncommands 12');
}

const kOptions = [['A', 'It stays hidden until deleted'], ['B', 'Another worker can receive it'], ['C', 'It moves to orders-dlq']];

function outline(state) {
  const radio = (prefix, chosen) => ([key, label]) => ({ id: `${prefix}.${key}`, kind: 'radio', value: key, label, checked: chosen === key, shortcut: key });
  const lesson = [
    { id: 'say', kind: 'text', text: 'worker-2 received 7c1 at 00:12.0, so orders hides it for 30 s.' },
    { id: 'ask', kind: 'radiogroup', label: 'What happens to 7c1 at 00:42.0?', disabled: state.committed, items: kOptions.map(radio('option', state.choice)) },
    { id: 'sure', kind: 'radiogroup', label: 'How sure are you?', items: [['1', 'Guess'], ['2', 'Fairly sure'], ['3', 'Sure']].map(radio('sure', state.sure)) },
    { id: 'steps', kind: 'order', label: 'Put these in order', items: state.order.map((id) => ({ id: `steps.${id}`, kind: 'item', text: `Step ${id}` })) },
  ];
  // The ids of an order are its items' ids.
  lesson[3].id = 'order';
  lesson[3].items.forEach((item, index) => { item.id = state.order[index]; });
  if (state.committed) lesson.push({ id: 'verdict', kind: 'status', text: `You said ${state.choice}. It came back.` });
  else lesson.push({ id: 'commit', kind: 'button', label: 'Commit', shortcut: 'Enter', primary: true, disabled: state.choice === '', describedby: 'why-commit' },
    { id: 'why-commit', kind: 'text', text: 'A commitment cannot be taken back.' });
  return { v: 1, lang: 'en', title: 'Visibility timeout', nodes: [
    { id: 'banner', kind: 'section', label: 'Where you are', items: [
      { id: 'home', kind: 'link', label: 'All lessons', href: '#/' }, { id: 'reader', kind: 'button', label: 'Reader view' }] },
    { id: 'summary', kind: 'section', label: 'Scene', items: [{ id: 'summary.text', kind: 'text', text: 'orders: 5 waiting, 2 in flight, 1 delayed.' }] },
    { id: 'lesson', kind: 'section', label: 'Lesson', items: [{ id: 'beats', kind: 'progress', label: 'Beat', value: 3, max: 7, text: '3 of 7' },
      { id: 'sub', kind: 'section', label: 'Predict', items: lesson }] },
    { id: 'controls', kind: 'section', label: 'Controls', items: [
      { id: 'play', kind: 'toggle', label: 'Play', checked: state.playing, shortcut: 'Space' },
      { id: 'speed', kind: 'slider', label: 'Speed', min: 0, max: 10, step: 1, value: state.speed, unit: '×' },
      { id: 'lens', kind: 'select', label: 'Lens', value: state.lens, options: [{ value: 'truth', label: 'Truth' }, { value: 'api', label: 'API view' }] },
      { id: 'timeout', kind: 'number', label: 'Visibility timeout', min: 0, max: 43200, step: 1, value: state.timeout, unit: 's' },
      { id: 'copy', kind: 'button', label: 'Copy as CLI' }, { id: 'crash', kind: 'button', label: 'Crash' }] },
    { id: 'resources', kind: 'section', label: 'Resources', items: [
      { id: 'table', kind: 'table', label: 'Queues', columns: ['Name', 'Waiting', 'In flight'], rows: [
        { id: 'orders', cells: ['orders', '5', '2'], action: 'pick.orders', selected: state.selected === 'orders' },
        { id: 'orders-dlq', cells: ['orders-dlq', '0', '0'], action: 'pick.orders-dlq', selected: state.selected === 'orders-dlq' },
        { id: 'total', cells: ['all', '5', '2'] }] },
      { id: 'hints', kind: 'list', label: 'Hints', items: [{ id: 'hint.1', kind: 'item', text: 'Depth counts waiting messages.' },
        { id: 'hint.2', kind: 'link', label: 'Read about depth', href: '#/learn/depth' }] }] },
    { id: 'inspector', kind: 'section', label: 'Inspector', items: [{ id: 'inspector.name', kind: 'heading', text: state.selected || 'Nothing selected' },
      { id: 'inspector.cli', kind: 'code', label: 'As CLI', text: 'aws sqs get-queue-attributes --queue-url orders' }] },
    { id: 'log', kind: 'section', label: 'Event log', items: [{ id: 'log.lines', kind: 'log', label: 'Events', live: 'polite',
      items: state.log.map((text, index) => ({ id: `log.${index}`, kind: 'text', text })) }] },
  ] };
}

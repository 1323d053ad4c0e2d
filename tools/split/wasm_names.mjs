// Reads the functions of a WebAssembly module: their names and the sizes of their code.
// Knows the binary format (sections import, code and "name"); nothing else of the module.

const kImport = 2;
const kCode = 10;
const kCustom = 0;
const kFunctionNames = 1;

class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  byte() { return this.bytes[this.at++]; }
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const next = this.byte();
      value += (next & 127) * 2 ** shift;
      if (!(next & 128)) return value;
    }
  }
  text() {
    const length = this.number();
    this.at += length;
    return this.bytes.toString('utf8', this.at - length, this.at);
  }
  skip_limits() {
    const flags = this.byte();
    this.number();
    if (flags & 1) this.number();
  }
}

function imported_functions(reader) {
  let found = 0;
  for (let left = reader.number(); left > 0; --left) {
    reader.text();
    reader.text();
    const kind = reader.byte();
    if (kind === 0) { reader.number(); ++found; }
    else if (kind === 1) { reader.byte(); reader.skip_limits(); }
    else if (kind === 2) reader.skip_limits();
    else if (kind === 3) { reader.byte(); reader.byte(); }
    else throw new Error(`an import of kind ${kind}`);
  }
  return found;
}

function body_sizes(reader) {
  const sizes = [];
  for (let left = reader.number(); left > 0; --left) {
    const size = reader.number();
    sizes.push(size);
    reader.at += size;
  }
  return sizes;
}

function function_names(reader, end) {
  const names = new Map();
  while (reader.at < end) {
    const kind = reader.byte();
    const size = reader.number();
    const next = reader.at + size;
    if (kind === kFunctionNames) {
      for (let left = reader.number(); left > 0; --left) {
        const index = reader.number();
        names.set(index, reader.text());
      }
    }
    reader.at = next;
  }
  return names;
}

/** [{name, bytes}] of every function with code, in order; `name` as it stands in the module. */
export function functions_of(bytes) {
  const reader = new Reader(bytes, 8);
  let imports = 0;
  let sizes = [];
  let names = new Map();
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const size = reader.number();
    const end = reader.at + size;
    if (id === kImport) imports = imported_functions(reader);
    else if (id === kCode) sizes = body_sizes(reader);
    else if (id === kCustom && reader.text() === 'name') names = function_names(reader, end);
    reader.at = end;
  }
  return sizes.map((size, index) => ({ name: names.get(index + imports) ?? '', bytes: size }));
}

/** A name as Binaryen's programs write it: whatever may not stand in an identifier becomes "\\28". */
export function escaped(name) {
  return [...Buffer.from(name)].map((byte) => {
    const c = String.fromCharCode(byte);
    return /[A-Za-z0-9!#$%&'*+\-./:<=>?@\\^_`|~]/.test(c) ? c : `\\${byte.toString(16).padStart(2, '0')}`;
  }).join('');
}

// The split of the page's module: which functions the rules name, and how a C++ name is read.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/parts.mjs';
import { is_later, parse_rules, plain_name } from '../../tools/split/rules.mjs';
import { escaped } from '../../tools/split/wasm_names.mjs';
import { assert, test } from './harness.mjs';

test('split: the plain name has neither types nor parameters', () => {
  for (const [name, plain] of [
    ['base::Result<api::Line> api::parse(std::string_view, int (*)(char))', 'api::parse'],
    ['services::sqs::(anonymous namespace)::policy_of(Queue const&)', 'services::sqs::policy_of'],
    ['std::map<int, model::sns::Topic>::find(int const&) const', 'std::map::find'],
    ['SDL_ConvertSurface', 'SDL_ConvertSurface'],
    ['bool base::operator<(base::SimTime, base::SimTime)', 'base::operator<'],
  ]) assert.equal(plain_name(name), plain);
});

test('split: the last rule that matches decides', () => {
  const rules = parse_rules('# words\n\nname ^services::sns::\nkeep name ::find$\nfull <model::Key>');
  assert.equal(is_later('services::sns::publish(int)', rules), true);
  assert.equal(is_later('services::sns::State::find(int)', rules), false);
  assert.equal(is_later('std::vector<model::Key>::find(int)', rules), true);
  assert.equal(is_later('services::sqs::send(services::sns::Topic)', rules), false);
});

test('split: a line that is no rule is named', () => {
  assert.throws(() => parse_rules('name a\nlater b'), /later\.txt:2/);
});

test('split: the rules of the page can be read, and leave the queues of the first lesson alone', () => {
  const rules = parse_rules(readFileSync(join(root, 'tools/split/later.txt'), 'utf8'));
  for (const name of ['services::sqs::receive(State&)', 'view::add_queue(view::Stage&)', 'app::Application::frame(platform::Frame const&)']) {
    assert.equal(is_later(name, rules), false, name);
  }
  assert.equal(is_later('services::sns::publish(State&)', rules), true);
});

test('split: names are written as Binaryen writes them', () => {
  assert.equal(escaped('f(int, char)'), 'f\\28int\\2c\\20char\\29');
});

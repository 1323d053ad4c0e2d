// The rules of later.txt: which functions of the page's module are loaded later.

/**
 * The qualified name alone: without template arguments, parameters and return type, so that
 * "base::Result<api::Line> api::parse(std::string_view)" is "api::parse". "(anonymous namespace)" goes too.
 */
export function plain_name(name) {
  const bare = name.replaceAll('(anonymous namespace)::', '').replaceAll("'lambda'", 'lambda');
  let depth = 0;
  let out = '';
  for (let at = 0; at < bare.length; ++at) {
    const c = bare[at];
    const operator = /operator[<>=!-]*$/.test(out) && depth === 0 && '<>'.includes(c);
    if (!operator && (c === '<' || c === '(' || c === '[')) ++depth;
    else if (!operator && (c === '>' || c === ')' || c === ']') && depth > 0) --depth;
    else if (depth === 0) out += c;
  }
  const words = out.replace(/ const$| const&?$/, '').trim().split(' ');
  return words.findLast((word) => word.includes('::')) ?? words.at(-1) ?? '';
}

/** Reads later.txt: "name REGEX", "full REGEX", each with "keep " before it when it takes back. */
export function parse_rules(text) {
  return text.split('\n').flatMap((line, index) => {
    const rule = /^(keep )?(name|full) (.+)$/.exec(line.trim());
    if (!line.trim() || line.startsWith('#')) return [];
    if (!rule) throw new Error(`later.txt:${index + 1}: neither a comment nor "[keep] name|full REGEX"`);
    return [{ later: !rule[1], full: rule[2] === 'full', pattern: new RegExp(rule[3]) }];
  });
}

/** True when the last rule that matches says so; a function that no rule names is in the first part. */
export function is_later(name, rules) {
  const plain = plain_name(name);
  return rules.findLast((rule) => rule.pattern.test(rule.full ? name : plain))?.later ?? false;
}

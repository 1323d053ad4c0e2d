// JSON from outside: limits, places of errors, pointers, typed reading, hostile texts.
#include "base/json.h"

#include <gtest/gtest.h>

#include "base/rng.h"

namespace {

using base::JsonError;
using base::JsonLimits;
using base::JsonReader;
using base::parse_json;

JsonError error_of(std::string_view text, const JsonLimits& limits = {}) {
  const auto parsed = parse_json(text, limits);
  if (parsed) {
    ADD_FAILURE() << "accepted: " << text.substr(0, 60);
    return {};
  }
  return parsed.error();
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(ParseJson, KeepsTheOrderOfMembersAndTheirPlaces) {
  const auto parsed = parse_json("{\n  \"b\": [1,\n    {\"c\": null}],\n  \"a\": \"x\"\n}");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(base::dump(parsed->root), R"({"b":[1,{"c":null}],"a":"x"})");
  const auto place = [&](const char* pointer) { return parsed->places.at(pointer); };
  EXPECT_EQ(place(""), (std::pair{1, 1}));
  EXPECT_EQ(place("/b"), (std::pair{2, 8}));
  EXPECT_EQ(place("/b/0"), (std::pair{2, 9}));
  EXPECT_EQ(place("/b/1"), (std::pair{3, 5}));
  EXPECT_EQ(place("/b/1/c"), (std::pair{3, 11}));
  EXPECT_EQ(place("/a"), (std::pair{4, 8}));
}

TEST(ParseJson, SyntaxErrorsHaveLineAndColumn) {
  const JsonError comma = error_of("{\n  \"a\": 1,\n}");
  EXPECT_EQ(comma.line, 3);
  EXPECT_EQ(comma.column, 1);
  EXPECT_TRUE(comma.message.starts_with("not JSON: ")) << comma.message;
  const JsonError word = error_of("{\"a\": tru}");
  EXPECT_EQ(word.line, 1);
  EXPECT_EQ(word.column, 10);
  EXPECT_EQ(error_of("[1, 2").line, 1);
  EXPECT_EQ(error_of("").line, 1);
}

TEST(ParseJson, OnlyPlainJson) {
  for (const char* text :
       {"",          " ",   "nul",    "{'a': 1}", "{a: 1}",      "[1,]",     "// c\n1",
        "/* c */ 1", "1 2", "{} {}",  "[1] x",    "NaN",         "01",       "+1",
        ".5",        "1.",  "\"\t\"", "\"\\x\"",  "\"\\ud800\"", "\"\xff\"", "\"\xc0\x80\"",
        "1e999",     "\"a"}) {
    error_of(text);
  }
}

TEST(ParseJson, RepeatedKeysAreErrorsAtTheFirst) {
  const JsonError error = error_of("{\"x\": {\"a\": 1,\n  \"a\": 2}}");
  EXPECT_EQ(error.pointer, "/x/a");
  EXPECT_EQ(error.message, "the same key stands here twice");
  EXPECT_EQ(error.line, 1);
  EXPECT_TRUE(parse_json(R"([{"a": 1}, {"a": 2}])"));
  EXPECT_EQ(error_of(R"({"\u0061": 1, "a": 2})").pointer, "/a") << "escapes do not hide them";
}

TEST(ParseJson, AByteOrderMarkHidesNothing) {
  EXPECT_EQ(error_of("\xEF\xBB\xBF{\"a\": 1, \"a\": 2}").pointer, "/a");
  EXPECT_TRUE(parse_json("\xEF\xBB\xBF{}")->places.contains(""));
  error_of("\xEF\xBB\xBF");
}

TEST(ParseJson, DepthIsBounded) {
  EXPECT_TRUE(parse_json(nested(32)));
  const JsonError error = error_of("\n" + nested(33));
  EXPECT_EQ(error.message, "nested deeper than 32 levels");
  EXPECT_EQ(error.line, 2);
  EXPECT_EQ(error.column, 33);
  error_of(std::string(1'000'000, '['));
  EXPECT_TRUE(parse_json("\"" + std::string(100, '[') + "\"")) << "brackets in texts do not count";
  EXPECT_TRUE(parse_json(R"(["\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["])"));
}

TEST(ParseJson, BytesAndValuesAreBounded) {
  EXPECT_TRUE(parse_json("[1,2,3]", {.max_bytes = 7}));
  EXPECT_EQ(error_of("[1,2,3]", {.max_bytes = 6}).message,
            "the text has 7 bytes, at most 6 are read");
  EXPECT_TRUE(parse_json("[1,2,3]", {.max_values = 4}));
  EXPECT_EQ(error_of("[1,2,3]", {.max_values = 3}).message, "more than 3 values");
}

TEST(ParseJson, LongKeysAroundManyValuesAreRefusedQuickly) {
  std::string text = "{\"" + std::string(1'000'000, 'k') + "\": [1";
  for (int i = 0; i < 100'000; ++i) text += ",1";
  text += "]}";
  EXPECT_EQ(error_of(text).message, "the keys are too long");
}

TEST(ParseJson, SurvivesMutilatedTexts) {
  const std::string good = R"({"a": [1, -2.5e3, "t\"\u00e9", {"b~/c": [true, null]}], "d": {}})";
  ASSERT_TRUE(parse_json(good));
  base::Rng rng(4, "mutilate");
  int accepted = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = good;
    for (std::uint64_t cuts = 1 + rng.below(3); cuts > 0; --cuts) {
      const auto at = static_cast<std::size_t>(rng.below(text.size()));
      switch (rng.below(4)) {
        case 0: text[at] = static_cast<char>(rng.below(256)); break;
        case 1: text.erase(at, 1); break;
        case 2: text.insert(at, 1, "{}[]\",:\\"[rng.below(8)]); break;
        default: text.resize(at + 1); break;
      }
    }
    const auto parsed = parse_json(text);
    accepted += parsed ? 1 : 0;
    if (parsed) {
      ASSERT_TRUE(parsed->places.contains(""));
    } else {
      ASSERT_FALSE(parsed.error().message.empty());
      ASSERT_GE(parsed.error().line, 1) << text;
    }
  }
  EXPECT_GT(accepted, 100);
  EXPECT_LT(accepted, 15'000);
}

TEST(JsonDocument, ErrorsTakeTheLineOfTheNearestKnownParent) {
  const auto parsed = parse_json("{\n\"a\": [\n 5]}");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->error("/a/0", "x").line, 3);
  EXPECT_EQ(parsed->error("/a/7/deep", "x").line, 2);
  EXPECT_EQ(parsed->error("/nothing", "x").line, 1);
  EXPECT_EQ(parsed->error("/a/0", "x").pointer, "/a/0");
}

TEST(JsonPointer, EscapesItsTwoSpecialCharacters) {
  EXPECT_EQ(base::pointer_child("", "a"), "/a");
  EXPECT_EQ(base::pointer_child("/a", "b~c/d"), "/a/b~0c~1d");
  EXPECT_EQ(base::pointer_child("/a", ""), "/a/");
  EXPECT_EQ(base::pointer_child("/a", std::size_t{3}), "/a/3");
  EXPECT_TRUE(parse_json(R"({"b~c/d": 1})")->places.contains("/b~0c~1d"));
}

// A reader over a text, with the errors it reported.
struct Read {
  explicit Read(std::string_view text)
      : document(*parse_json(text)), reader(document.root, "", errors) {}
  base::JsonDocument document;
  std::vector<JsonError> errors;
  JsonReader reader;

  std::string said() const {
    std::string out;
    for (const JsonError& e : errors) out += e.pointer + ": " + e.message + "\n";
    return out;
  }
};

TEST(JsonReader, ReadsWhatIsThere) {
  Read r(R"({"n": -5, "t": "x", "b": true, "l": [1, 2], "o": {"k": "v"}})");
  EXPECT_EQ(r.reader.member("n")->integer(-5, 5), -5);
  EXPECT_EQ(r.reader.member("t")->text(), "x");
  EXPECT_TRUE(r.reader.member("b")->boolean());
  EXPECT_EQ(r.reader.member("l")->elements().at(1).integer(0, 9), 2);
  EXPECT_EQ(r.reader.member("o")->members().at(0).first, "k");
  EXPECT_EQ(r.reader.member("o")->members().at(0).second.pointer(), "/o/k");
  EXPECT_FALSE(r.reader.member("absent"));
  EXPECT_TRUE(r.reader.has("n"));
  r.reader.only({"n", "t", "b", "l", "o"});
  EXPECT_EQ(r.said(), "");
}

TEST(JsonReader, ReportsEachFaultWithItsPointerAndGoesOn) {
  Read r(R"({"n": 6, "f": 1.5, "t": 1, "l": {}, "o": [], "b": 0, "extra": 1})");
  EXPECT_EQ(r.reader.member("n")->integer(-5, 5, 4), 4);
  EXPECT_EQ(r.reader.member("f")->integer(-5, 5, 4), 4);
  EXPECT_EQ(r.reader.member("t")->text("fallback"), "fallback");
  EXPECT_TRUE(r.reader.member("l")->elements().empty());
  EXPECT_TRUE(r.reader.member("o")->members().empty());
  EXPECT_TRUE(r.reader.member("b")->boolean(true));
  EXPECT_FALSE(r.reader.member("absent", true));
  EXPECT_FALSE(r.reader.member("n")->member("deeper", true));
  r.reader.only({"n", "f", "t", "l", "o", "b"});
  EXPECT_EQ(r.said(),
            "/n: must be between -5 and 5\n"
            "/f: must be a whole number\n"
            "/t: must be a string\n"
            "/l: must be an array\n"
            "/o: must be an object\n"
            "/b: must be true or false\n"
            ": \"absent\" is missing\n"
            "/n: must be an object\n"
            "/extra: is not a known property\n");
}

TEST(JsonReader, HugeNumbersAreOutOfRangeNotWrappedRound) {
  Read r("[18446744073709551615, 9223372036854775808, -9223372036854775808, 1e3]");
  const auto items = r.reader.elements();
  EXPECT_EQ(items[0].integer(-10, 10, 1), 1);
  EXPECT_EQ(items[1].integer(-10, 10, 1), 1);
  EXPECT_EQ(items[2].integer(INT64_MIN, 0, 1), INT64_MIN);
  EXPECT_EQ(items[3].integer(0, 5'000, 1), 1) << "a number with an exponent is no whole number";
  EXPECT_EQ(r.errors.size(), 3u);
}

TEST(DumpJson, ReplacesInvalidUtf8) {
  base::Json json = std::string(
      "a\xff"
      "b");
  EXPECT_EQ(base::dump(json),
            "\"a\xEF\xBF\xBD"
            "b\"");
}

}  // namespace

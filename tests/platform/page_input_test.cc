// What the page hands over: start options and keys.
#include <gtest/gtest.h>

#include "platform/input_web.h"
#include "platform/native_keys.h"
#include "platform/start_options.h"

namespace platform {
namespace {

TEST(StartOptions, ReadsThePagesObject) {
  const auto o = read_start_options(R"({"theme":"light","reduced_motion":true,"reader":true,
    "webgl":false,"route":"#/learn/sqs/2","progress":{"cards":{"a":1}},"width":390,"height":844,"dpr":2.625})");
  ASSERT_TRUE(o);
  EXPECT_EQ(o->theme, "light");
  EXPECT_TRUE(o->reduced_motion);
  EXPECT_TRUE(o->reader);
  EXPECT_FALSE(o->drawing);
  EXPECT_EQ(o->route, "#/learn/sqs/2");
  EXPECT_EQ(o->progress_json, R"({"cards":{"a":1}})");
  EXPECT_EQ(o->surface.width, 390);
  EXPECT_DOUBLE_EQ(o->surface.dpr, 2.625);
}

TEST(StartOptions, WrongMembersKeepTheirDefaults) {
  const auto o = read_start_options(
      R"({"theme":7,"progress":null,"width":"wide","height":-3,"dpr":1e9,"new":[]})");
  ASSERT_TRUE(o);
  EXPECT_EQ(o->theme, "dark");
  EXPECT_EQ(o->progress_json, "{}");
  EXPECT_EQ(o->surface.width, 1280);
  EXPECT_EQ(o->surface.height, 1);
  EXPECT_DOUBLE_EQ(o->surface.dpr, 8);
  EXPECT_TRUE(o->drawing);
}

TEST(StartOptions, OnlyObjectsCount) {
  for (const char* bad : {"", "[]", "7", "{", "nonsense"})
    EXPECT_FALSE(read_start_options(bad)) << bad;
}

TEST(SaneSurface, IsNeverEmpty) {
  const Surface s = sane_surface(0, -5, 0. / 1.);
  EXPECT_EQ(s.width, 1);
  EXPECT_EQ(s.height, 1);
  EXPECT_DOUBLE_EQ(s.dpr, .5);
  EXPECT_DOUBLE_EQ(sane_surface(1, 1, std::numeric_limits<double>::quiet_NaN()).dpr, 1);
}

TEST(BrowserKeys, WhatAltGrWritesIsText) {
  const Mods alt_graph{.ctrl = true, .alt = true, .command = true};
  EXPECT_FALSE(belongs_to_browser({.name = "{", .mods = alt_graph}));
  EXPECT_TRUE(is_text({.name = "{", .mods = alt_graph}));
  EXPECT_FALSE(is_text({.name = "s", .mods = alt_graph}));
}

TEST(BrowserKeys, StayTheBrowsers) {
  const auto browser = [](const char* name, Mods m = {}) {
    return belongs_to_browser({.name = name, .mods = m});
  };
  const Mods ctrl{.ctrl = true, .command = true}, meta{.meta = true, .command = true};
  for (const char* name : {"F1", "F5", "F12"}) EXPECT_TRUE(browser(name)) << name;
  for (const char* name : {"s", "r", "f", "p", "c", "x", "v", "t", "w", "+", "-", "0"}) {
    EXPECT_TRUE(browser(name, ctrl)) << name;
    EXPECT_TRUE(browser(name, meta)) << name;
  }
  EXPECT_TRUE(browser("ArrowLeft", {.alt = true}));  // back
  for (const char* name : {"F", "a", "?", " ", "Enter", "ArrowLeft", "Escape"})
    EXPECT_FALSE(browser(name)) << name;
  for (const char* name : {"z", "y", "a", "Enter", "ArrowRight"})
    EXPECT_FALSE(browser(name, ctrl)) << name;
}

TEST(BrowserKeys, CharactersAreText) {
  const auto text = [](const char* name, Mods m = {}) {
    return is_text({.name = name, .mods = m});
  };
  for (const char* name : {"a", "Z", "?", " ", "é", "€", "\U0001F600"})
    EXPECT_TRUE(text(name)) << name;
  for (const char* name : {"", "Enter", "Tab", "Dead", "F5", "ArrowUp"})
    EXPECT_FALSE(text(name)) << name;
  EXPECT_FALSE(text("a", {.ctrl = true}));
}

#ifndef __EMSCRIPTEN__
TEST(NativeKeys, HaveTheNamesOfTheDom) {
  EXPECT_EQ(dom_key_name('a', false), "a");
  EXPECT_EQ(dom_key_name('a', true), "A");
  EXPECT_EQ(dom_key_name('/', true), "?");
  EXPECT_EQ(dom_key_name(' ', false), " ");
  EXPECT_EQ(dom_key_name('\r', false), "Enter");
  EXPECT_EQ(dom_key_name(27, false), "Escape");
  EXPECT_EQ(dom_key_name(0x40000000 | 80, false), "ArrowLeft");
  EXPECT_EQ(dom_key_name(0x40000000 | 224, false), "");  // Ctrl alone
}
#endif

}  // namespace
}  // namespace platform

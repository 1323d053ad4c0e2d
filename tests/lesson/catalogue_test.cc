// The course list.
#include "lesson/catalogue.h"

#include "lesson/support.h"

namespace lesson {
namespace {

TEST(Catalogue, ListsWhatExists) {
  const auto c = parse_catalogue(test::read_file("lessons/index.json"));
  ASSERT_TRUE(c) << c.error()[0].pointer << c.error()[0].message;
  const CatalogueLesson* first = c->find("sqs/visibility-timeout");
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(c->track_of(first->id)->name, "SQS");
  EXPECT_EQ(c->find("sqs/nothing"), nullptr);
  EXPECT_EQ(c->track_of("sqs/nothing"), nullptr);
  for (const CatalogueTrack& track : c->tracks) {
    for (const CatalogueLesson& lesson : track.lessons) {
      test::parse(test::read_file("lessons/" + lesson.folder + "/lesson.json"));
    }
  }
}

TEST(Catalogue, KnowsWhatComesNext) {
  const auto lesson = [](const char* id) {
    return std::string(R"({"id": ")") + id +
           R"(", "folder": "a/b", "title": "T", "minutes": 1, "beats": ["x"]})";
  };
  const auto c = parse_catalogue(R"({"tracks": [
    {"id": "a", "name": "A", "icon": "i", "lessons": [)" +
                                 lesson("a/1") + "," + lesson("a/2") +
                                 R"(]}, {"id": "b", "name": "B", "icon": "i", "lessons": []},
    {"id": "c", "name": "C", "icon": "i", "lessons": [)" +
                                 lesson("c/1") + "]}]}");
  ASSERT_TRUE(c) << c.error()[0].pointer << c.error()[0].message;
  EXPECT_EQ(c->next("a/1")->id, "a/2");
  EXPECT_EQ(c->next("a/2")->id, "c/1");
  EXPECT_EQ(c->next("c/1"), nullptr);
}

TEST(Catalogue, RefusesWrongLists) {
  const char* bad[] = {
      "",
      "{}",
      R"({"tracks": []})",
      R"({"tracks": [{"id": "a"}]})",
      R"({"tracks": [{"id": "a", "name": "A", "icon": "i", "lessons": [
          {"id": "x", "folder": "../etc", "title": "T", "minutes": 1, "beats": ["b"]}]}]})",
      R"({"tracks": [{"id": "a", "name": "A", "icon": "i", "lessons": [
          {"id": "x", "folder": "/etc", "title": "T", "minutes": 1, "beats": ["b"]}]}]})",
      R"({"tracks": [{"id": "a", "name": "A", "icon": "i", "lessons": [
          {"id": "x", "folder": "f", "title": "T", "minutes": 1, "beats": ["b"]},
          {"id": "x", "folder": "g", "title": "T", "minutes": 1, "beats": ["b"]}]}]})",
  };
  for (const char* text : bad) EXPECT_FALSE(parse_catalogue(text)) << text;
}

}  // namespace
}  // namespace lesson

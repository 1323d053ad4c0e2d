// HTTP values: headers, escapes, forms, paths.
#include "api/http.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace api {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(Http, HeaderNamesHaveNoCase) {
  const HttpRequest request{.headers = {{"X-Amz-Target", "a"}, {"host", "h"}}};
  EXPECT_EQ(header_of(request, "x-amz-target"), "a");
  EXPECT_EQ(header_of(request, "Host"), "h");
  EXPECT_EQ(header_of(request, "x-amz-targe"), "");
}

TEST(Http, EscapesAreUndoneAndBrokenOnesRefused) {
  EXPECT_EQ(percent_decode("a%20b+c%2B%e2%82%AC", true), "a b c+\xE2\x82\xAC");
  EXPECT_EQ(percent_decode("a+b", false), "a+b");
  EXPECT_EQ(percent_decode("%", true), std::nullopt);
  EXPECT_EQ(percent_decode("%4", true), std::nullopt);
  EXPECT_EQ(percent_decode("%4g", true), std::nullopt);
}

TEST(Http, FormsKeepTheirOrderAndEmptyValues) {
  EXPECT_THAT(*parse_form("A=1&&B=&C&A=x%3Dy=z"),
              ElementsAre(Pair("A", "1"), Pair("B", ""), Pair("C", ""), Pair("A", "x=y=z")));
  EXPECT_THAT(*parse_form(""), IsEmpty());
  EXPECT_EQ(parse_form("A=%zz"), std::nullopt);
}

TEST(Http, FormsHaveAtMostSoManyFields) {
  std::string text;
  for (std::size_t i = 0; i < kMaxFormFields; ++i) text += "a=1&";
  EXPECT_EQ(parse_form(text)->size(), kMaxFormFields);
  EXPECT_EQ(parse_form(text + "a=1"), std::nullopt);
}

TEST(Http, PathsAreCutAtSlashes) {
  EXPECT_THAT(path_segments("/000000000000/orders/"), ElementsAre("000000000000", "orders"));
  EXPECT_THAT(path_segments("//a"), ElementsAre("a"));
  EXPECT_THAT(path_segments("/"), IsEmpty());
}

}  // namespace
}  // namespace api

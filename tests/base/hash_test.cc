// Digests against published vectors, base64 both ways, and the state hash.
#include "base/hash.h"

#include <map>
#include <optional>
#include <variant>

#include <gtest/gtest.h>

#include "base/hash_fields.h"
#include "base/rng.h"

namespace {

struct DigestVector {
  std::string text;
  std::string md5;
  std::string sha256;
};

// RFC 1321 and FIPS 180-4 vectors, then lengths around the block size (checked with coreutils).
const std::vector<DigestVector>& digest_vectors() {
  static const std::vector<DigestVector> vectors{
      {"", "d41d8cd98f00b204e9800998ecf8427e",
       "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"a", "0cc175b9c0f1b6a831c399e269772661",
       "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"},
      {"abc", "900150983cd24fb0d6963f7d28e17f72",
       "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"message digest", "f96b697d7cb7938d525a2f31aaf161d0",
       "f7846f55cf23e14eebeab5b4e1550cad5b509e3348fbc4efa3a1413d393cb650"},
      {std::string(55, 'a'), "ef1772b6dff9a122358552954ad0df65",
       "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
      {std::string(56, 'a'), "3b0c8ac703f828b04c6c197006d17218",
       "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
      {std::string(63, 'a'), "b06521f39153d618550606be297466d5",
       "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"},
      {std::string(64, 'a'), "014842d480b571495a4a0363793f7367",
       "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
      {std::string(65, 'a'), "c743a45e0d2e6a95cb859adae0248435",
       "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"},
      {std::string(119, 'a'), "8a7bd0732ed6a28ce75f6dabc90e1613",
       "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"},
      {std::string(120, 'a'), "5f61c0ccad4cac44c75ff505e1f1e537",
       "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"},
      {std::string(1000, 'a'), "cabe45dcc9ae5b66ba86600cca6b8ba8",
       "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"}};
  return vectors;
}

TEST(Digests, PublishedVectors) {
  for (const DigestVector& v : digest_vectors()) {
    EXPECT_EQ(base::md5_hex(v.text), v.md5) << v.text.size();
    EXPECT_EQ(base::sha256_hex(v.text), v.sha256) << v.text.size();
    EXPECT_EQ(base::to_hex(base::md5(v.text)), v.md5);
  }
}

TEST(Digests, HexOfEveryByteIsTwoLowerCaseDigits) {
  EXPECT_EQ(base::to_hex(std::string_view("\x00\x0f\xf0\xff\x7f", 5)), "000ff0ff7f");
}

TEST(Base64, Rfc4648Vectors) {
  const std::map<std::string, std::string> vectors{{"", ""},
                                                   {"f", "Zg=="},
                                                   {"fo", "Zm8="},
                                                   {"foo", "Zm9v"},
                                                   {"foob", "Zm9vYg=="},
                                                   {"fooba", "Zm9vYmE="},
                                                   {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(base::to_base64(bytes), text);
    std::string back;
    EXPECT_TRUE(base::from_base64(text, back));
    EXPECT_EQ(back, bytes);
  }
}

TEST(Base64, RoundTripOfAllBytesAtAllLengths) {
  base::Rng rng(3, "bytes");
  for (std::size_t size = 0; size < 70; ++size) {
    std::string bytes;
    while (bytes.size() < size) bytes.push_back(static_cast<char>(rng.below(256)));
    std::string back = "something else";
    ASSERT_TRUE(base::from_base64(base::to_base64(bytes), back));
    EXPECT_EQ(back, bytes);
  }
}

TEST(Base64, AnythingNotCanonicalIsRefused) {
  std::string out;
  for (const std::string_view text :
       {"Z", "Zg", "Zg=", "Zg===", "=", "==", "===", "====", "Zm9vYg==Zm9v", "Zh==", "Zm9=", "Zm8 ",
        "Zm 8", "Zm8\n", "Z-8=", "Z_8=", "Zg==\n", "Z===", "\xff\xff\xff\xff"}) {
    EXPECT_FALSE(base::from_base64(text, out)) << text;
  }
}

TEST(Hasher, FixedVectors) {
  // Reference values from an implementation in another language: equal on every platform.
  base::Hasher empty;
  EXPECT_EQ(empty.value(), 0xf2ee2134306ff565u);
  base::Hasher mixed;
  mixed.add(1);
  mixed.add(-1);
  mixed.add("visibility");
  EXPECT_EQ(mixed.value(), 0xd9bc4c57e9051948u);
  base::Hasher eight;
  eight.add("12345678");
  EXPECT_EQ(eight.value(), 0x30b2a0afe3f7ff76u);
}

std::uint64_t hash_of(auto... values) {
  base::Hasher h;
  base::hash_fields(h, values...);
  return h.value();
}

TEST(Hasher, WidthOfAnIntegerDoesNotMatterItsSignDoes) {
  EXPECT_EQ(hash_of(std::int8_t{-3}), hash_of(std::int64_t{-3}));
  EXPECT_EQ(hash_of(std::uint8_t{7}), hash_of(std::int64_t{7}));
  EXPECT_NE(hash_of(3), hash_of(-3));
}

TEST(Hasher, OrderAndBordersMatter) {
  const auto text = [](std::string s) { return s; };
  EXPECT_NE(hash_of(1, 2), hash_of(2, 1));
  EXPECT_NE(hash_of(text("ab"), text("c")), hash_of(text("a"), text("bc")));
  EXPECT_NE(hash_of(text("")), hash_of(text(std::string(1, '\0'))));
  EXPECT_NE(hash_of(std::vector{1}, std::vector<int>{}),
            hash_of(std::vector<int>{}, std::vector{1}));
}

TEST(Hasher, OptionalsVariantsAndMapsSayWhatTheyHold) {
  using Either = std::variant<int, std::int64_t>;
  EXPECT_NE(hash_of(std::optional<int>()), hash_of(std::optional<int>(0)));
  EXPECT_NE(hash_of(Either(1)), hash_of(Either(std::int64_t{1})));
  EXPECT_NE(hash_of(std::map<int, int>{{1, 2}}), hash_of(std::map<int, int>{{2, 1}}));
  EXPECT_NE(hash_of(std::expected<int, int>(1)),
            hash_of(std::expected<int, int>(std::unexpect, 1)));
}

TEST(Hasher, NoCollisionInManySmallTexts) {
  std::map<std::uint64_t, std::string> seen;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = "message-" + std::to_string(i);
    const auto [it, fresh] = seen.emplace(hash_of(text), text);
    ASSERT_TRUE(fresh) << it->second << " and " << text;
  }
}

}  // namespace

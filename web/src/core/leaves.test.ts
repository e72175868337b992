import { expect, test } from "vitest";
import { pagesOf } from "./leaves";

test("a document is as many pictures as it has pages, an image is one", () => {
  expect(pagesOf({ media: "document", media_url: "/m", pages: 2 })).toEqual(["/m?page=0", "/m?page=1"]);
  expect(pagesOf({ media: "image", media_url: "/m", pages: 1 })).toEqual(["/m"]);
});

test("what is heard or read has none", () => {
  expect(pagesOf({ media: "audio", media_url: "/m" })).toEqual([]);
  expect(pagesOf({ media: "text", media_url: null })).toEqual([]);
});

/** The pages of an item that is seen: each is a picture. */

export interface Seen {
  media: string;
  media_url?: string | null;
  pages?: number | null;
}

/** Their addresses; none where there is nothing to be seen. */
export function pagesOf({ media, media_url: url, pages }: Seen): string[] {
  if (!url) return [];
  if (media === "document") return Array.from({ length: pages ?? 1 }, (_, page) => `${url}?page=${page}`);
  return media === "image" ? [url] : [];
}

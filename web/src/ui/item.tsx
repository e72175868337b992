/** An item in small, and who labelled it. */

import { mediaPath } from "../api/calls";
import type { Item } from "../api/types";
import { Icon } from "./icons";

export function Thumb({ item }: { item: Item }) {
  if (item.media === "image")
    return (
      <img
        class="thumb"
        src={mediaPath(item.id, "thumb")}
        alt={`Item ${item.key}`}
        loading="lazy"
        width={56}
        height={56}
      />
    );
  return item.text ? (
    <span class="item-text" dir="auto">
      {item.text}
    </span>
  ) : (
    <span class="row">
      <Icon name="file" /> {item.media}
      <span class="visually-hidden">{item.key}</span>
    </span>
  );
}

const BY: Record<string, string> = {
  human: "person",
  imported: "imported",
  review: "reviewer",
  machine: "machine",
};

export function LabelTag({ item }: { item: Pick<Item, "label" | "duplicate_of"> }) {
  const { label, duplicate_of } = item;
  return (
    <span class="row tags">
      {label ? (
        <span class={`tag ${label.provenance === "machine" ? "machine" : "human"}`}>
          <Icon name={label.provenance === "machine" ? "machine" : "person"} size={14} /> {BY[label.provenance]}
        </span>
      ) : (
        <span class="tag none">open</span>
      )}
      {duplicate_of !== null && <span class="tag">copy</span>}
    </span>
  );
}

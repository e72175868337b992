/** A task as the server hands it out, for tests. */

import { oneOf } from "./questions";
import type { Task } from "./session";

export const task = (id: number, more: Partial<Task> = {}): Task => ({
  id,
  lease: 1,
  item: { id: id + 100, media: "text", text: `text ${id}` },
  schema: oneOf(["cat", "dog"]),
  schema_version: 1,
  guideline_version: 1,
  suggestion: null,
  expires_at: "2030-01-01T00:00:00Z",
  ...more,
});

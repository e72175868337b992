/** Classes that stand below others. */

export type Parents = Readonly<Record<string, string>>;

export interface Branch {
  name: string;
  depth: number;
  path: string; // the names above it, the highest first
}

/** Every class after the one above it, otherwise in the order in which they were named. */
export function outline(classes: readonly string[], parents: Parents = {}): Branch[] {
  const below = (parent: string | undefined, way: readonly string[]): Branch[] =>
    classes
      .filter((name) => parents[name] === parent)
      .flatMap((name) => [{ name, depth: way.length, path: way.join(" › ") }, ...below(name, [...way, name])]);
  return below(undefined, []);
}

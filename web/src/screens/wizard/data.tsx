import { useEffect, useState } from "preact/hooks";
import { count, counted } from "../../core/format";
import { oneOf, plainClasses } from "../../core/questions";
import { preview, type Preview } from "../../core/records";
import { Drop, isEmpty, textsOf, type Brought } from "../../ui/drop";
import { TextField } from "../../ui/parts";
import type { StepProps } from "./wizard";

/** The first step: a name, and the data, looked into before anything is sent. */
export function DataStep({ draft, change, brought, filesKept, bring, to }: StepProps) {
  const seen = usePreviews(brought.files);
  const next = (event: Event) => {
    event.preventDefault();
    const classes = [...new Set(seen.flatMap((one) => one.classes))];
    if (classes.length > 1 && plainClasses(draft.schema)?.classes.length === 0) change({ schema: oneOf(classes) });
    to(2);
  };
  return (
    <form class="stack wide wizard" onSubmit={next}>
      <TextField
        label="Name of the project"
        hint="What these items are, for example “Shop photos, autumn”."
        required
        maxLength={200}
        autofocus
        value={draft.name}
        change={(name) => change({ name })}
      />
      <section class="stack">
        <h2>Bring data</h2>
        <Drop brought={brought} change={bring} kept={filesKept} />
        <Look brought={brought} seen={seen} />
      </section>
      <div class="buttons wizard-foot">
        <button class="button primary" disabled={!draft.name.trim()}>
          Next: questions <kbd>Enter</kbd>
        </button>
        {isEmpty(brought) && <span class="small quiet">You can also bring data later.</span>}
      </div>
    </form>
  );
}

const ENOUGH = 300_000; // bytes that are read for a look

function usePreviews(files: File[]): (Preview & { name: string })[] {
  const [seen, setSeen] = useState<(Preview & { name: string })[]>([]);
  useEffect(() => {
    let current = true;
    const tables = files.filter(({ name }) => /\.(csv|json|ndjson|jsonl)$/i.test(name)).slice(0, 10);
    const look = async (file: File) => ({
      name: file.name,
      ...preview(file.name, await file.slice(0, ENOUGH).text(), file.size <= ENOUGH),
    });
    void Promise.all(tables.map(look)).then((found) => current && setSeen(found));
    return () => void (current = false);
  }, [files]);
  return seen;
}

/** What was brought, as Vermeil reads it: counts, the first few, and faults before they cost an upload. */
function Look({ brought, seen }: { brought: Brought; seen: (Preview & { name: string })[] }) {
  const images = brought.files.filter(
    ({ name, type }) => type.startsWith("image/") || /\.(jpe?g|png|gif|webp|bmp|tiff?)$/i.test(name),
  );
  const texts = textsOf(brought);
  const zips = brought.files.filter(({ name }) => /\.zip$/i.test(name));
  if (!images.length && !seen.length && !texts.length && !zips.length) return null;
  return (
    <div class="stack tight look">
      {images.length > 0 && <Pictures images={images} />}
      {seen.map((one) => (
        <div class={one.problem ? "notice bad" : "notice"}>
          <p>
            <strong>{one.name}</strong>:{" "}
            {one.problem ?? (one.records === null ? "a long table" : counted(one.records, "record"))}
            {one.classes.length > 0 &&
              `, labels found: ${one.classes.slice(0, 8).join(", ")}${one.classes.length > 8 ? " …" : ""}`}
          </p>
          <Samples texts={one.first} />
        </div>
      ))}
      {zips.length > 0 && (
        <p class="small second">What is inside of a zip is read when it has arrived; the third step shows what came.</p>
      )}
      {texts.length > 0 && (
        <div class="notice">
          <p>
            <strong>Pasted</strong>: {counted(texts.length, "text")}
          </p>
          <Samples texts={texts.slice(0, 3)} />
        </div>
      )}
    </div>
  );
}

const Samples = ({ texts }: { texts: string[] }) => (
  <ul class="plain samples small second">
    {texts.map((text) => (
      <li dir="auto">{text}</li>
    ))}
  </ul>
);

const SHOWN = 10;

function Pictures({ images }: { images: File[] }) {
  const [urls, setUrls] = useState<string[]>([]);
  useEffect(() => {
    const shown = images.filter(({ name }) => !/\.tiff?$/i.test(name)).slice(0, SHOWN); // no browser shows TIFF
    const made = shown.map((file) => URL.createObjectURL(file));
    setUrls(made);
    return () => made.forEach((url) => URL.revokeObjectURL(url));
  }, [images.length, images[0]]);
  return (
    <div class="stack tight">
      <p>
        <strong>{count(images.length)}</strong> {images.length === 1 ? "image" : "images"}
      </p>
      <div class="thumbs">
        {urls.map((url) => (
          <img src={url} alt="" />
        ))}
      </div>
    </div>
  );
}

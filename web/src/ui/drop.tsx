/** Where data comes in: files dropped or chosen, a folder, or texts pasted. */

import { useRef, useState } from "preact/hooks";
import { counted, bytes } from "../core/format";
import { pasted } from "../core/records";
import { Icon } from "./icons";
import { Field, Segments } from "./parts";

export interface Brought {
  files: File[];
  text: string;
  by: "line" | "paragraph";
}

export const NOTHING_YET: Brought = { files: [], text: "", by: "line" };

export const textsOf = ({ text, by }: Brought): string[] => pasted(text, by);
export const isEmpty = (brought: Brought): boolean => !brought.files.length && !textsOf(brought).length;

const KINDS = [
  "image/*,.jpg,.jpeg,.png,.gif,.webp,.bmp,.tif,.tiff",
  "audio/*,.wav,.flac,.mp3,.ogg,.m4a,.pdf",
  ".zip,.csv,.json,.ndjson,.jsonl",
  ".parquet,.manifest,.conll,.spacy,.txt,.xml", // as other tools write labels
].join();

/** As people count: 2 comes before 10. */
const IN_ORDER = new Intl.Collator("en", { numeric: true });

interface DropProps {
  brought: Brought;
  change: (next: Brought) => void;
  disabled?: boolean;
  kept?: boolean; // a reload would not lose the files
}

export function Drop({ brought, change, disabled = false, kept = false }: DropProps) {
  const add = (list: FileList | File[] | null) => {
    const known = new Set(brought.files.map(nameOf));
    const fresh = [...(list ?? [])].filter((file) => !known.has(nameOf(file)) && !file.name.startsWith("."));
    const files = [...brought.files, ...fresh].sort((a, b) => IN_ORDER.compare(nameOf(a), nameOf(b)));
    change({ ...brought, files });
  };
  return (
    <div class="stack">
      <Zone add={add} disabled={disabled} />
      {brought.files.length > 0 && (
        <Chosen files={brought.files} kept={kept} clear={() => change({ ...brought, files: [] })} />
      )}
      <details open={brought.text !== ""}>
        <summary>Or paste texts</summary>
        <div class="stack paste">
          <Segments
            label="One text is"
            value={brought.by}
            options={[
              ["line", "one line"],
              ["paragraph", "one paragraph"],
            ]}
            choose={(by) => change({ ...brought, by })}
          />
          <Field
            label="Texts"
            hint={brought.text ? `${counted(textsOf(brought).length, "text")}` : "Each becomes one item."}
          >
            {(ids) => (
              <textarea
                {...ids}
                class="input"
                rows={8}
                dir="auto"
                value={brought.text}
                onInput={(event) => change({ ...brought, text: event.currentTarget.value })}
              />
            )}
          </Field>
        </div>
      </details>
    </div>
  );
}

export const nameOf = (file: File): string => file.webkitRelativePath || file.name;

function Zone({ add, disabled }: { add: (files: FileList | File[] | null) => void; disabled: boolean }) {
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const entries = [...(event.dataTransfer?.items ?? [])]
      .map((item) => item.webkitGetAsEntry())
      .filter((entry) => entry !== null);
    void Promise.all(entries.map(within)).then((found) => add(found.flat()));
  };
  return (
    <div
      class={`zone ${over ? "over" : ""}`}
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="file" size={30} />
      <p>
        <strong>Drop images, recordings, PDFs, a zip or a table here</strong>
      </p>
      <div class="buttons">
        <button type="button" class="button" disabled={disabled} onClick={() => files.current?.click()}>
          Choose files
        </button>
        <button type="button" class="button" disabled={disabled} onClick={() => folder.current?.click()}>
          Choose a folder
        </button>
      </div>
      <p class="small quiet">
        Images, sounds, .pdf, .zip, .csv, .json, .ndjson, .jsonl. A table needs a column “text”, “image”, “audio” or
        “document”; a column “label” becomes a suggestion.
      </p>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        accept={KINDS}
        aria-label="Files"
        onChange={(event) => (add(event.currentTarget.files), (event.currentTarget.value = ""))}
      />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        aria-label="Folder"
        {...{ webkitdirectory: true }}
        onChange={(event) => (add(event.currentTarget.files), (event.currentTarget.value = ""))}
      />
    </div>
  );
}

/** The files of a dropped folder, however deep. */
async function within(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile)
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const one of some) found.push(...(await within(one)));
  }
}

function Chosen({ files, kept, clear }: { files: File[]; kept: boolean; clear: () => void }) {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return (
    <div class="row between chosen">
      <p>
        <strong>{counted(files.length, "file")}</strong>, {bytes(size)}{" "}
        <span class="quiet small">
          {files
            .slice(0, 3)
            .map((file) => file.name)
            .join(", ")}
          {files.length > 3 && " …"}
        </span>
        {kept && <span class="small quiet"> · kept in this browser until sent</span>}
      </p>
      <button type="button" class="button small" onClick={clear}>
        Take out
      </button>
    </div>
  );
}

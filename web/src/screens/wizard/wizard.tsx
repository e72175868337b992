/** Three steps to a new project: bring data, say what may be answered, set target and prices. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { address, go } from "../../router";
import { NOTHING_YET, type Brought } from "../../ui/drop";
import { Heading } from "../../ui/parts";
import { Plain } from "../../ui/shell";
import { newUpload, send } from "../../ui/upload";
import { forgetDraft, FRESH, keepDraft, keepFiles, readDraft, readFiles, type WizardDraft } from "./draft";
import { DataStep } from "./data";
import { SchemaStep } from "./schema";
import { TargetStep } from "./target";
import "./wizard.css";

const STEPS = ["Data", "Questions", "Target and prices"] as const;

export type Change = (change: Partial<WizardDraft>) => void;

export default function Wizard() {
  const [draft, setDraft] = useState(readDraft);
  const [files, setFiles] = useState<File[]>([]);
  const [kept, setKept] = useState(true);
  const [filesKept, setFilesKept] = useState(false);
  const upload = useMemo(newUpload, []);
  const asked = Number(address.value.searchParams.get("step") ?? "1");
  const step = Math.min(Math.max(asked, 1), draft.project ? 3 : 2);
  const touched = useRef(false); // what somebody brings before the browser has found the files is not overwritten
  useEffect(() => {
    void readFiles().then((found) => touched.current || (setFiles(found), setFilesKept(found.length > 0)));
  }, []);

  const change: Change = (some) => {
    const next = { ...readDraft(), ...some };
    setKept(keepDraft(next) && kept);
    setDraft(next);
  };
  const brought: Brought = { ...NOTHING_YET, files, text: draft.text, by: draft.by };
  const bring = ({ files: now, text, by }: Brought) => {
    if (now !== files) {
      touched.current = true;
      setFiles(now);
      setFilesKept(false);
      void keepFiles(now).then((done) => (setFilesKept(done), done || setKept(false)));
    }
    change({ text, by, uploaded: false });
  };
  const afresh = () => {
    touched.current = true;
    void forgetDraft();
    setDraft(FRESH);
    setFiles([]);
    upload.value = newUpload().value;
    to(1);
  };
  const deliver = async (project: number) => {
    await send(project, brought, upload);
    if (upload.peek().state === "done") change({ uploaded: true });
  };
  const to = (next: number) => go(`/new?step=${next}`);
  const given = { filesKept, draft, change, brought, bring, upload, deliver, to };
  return (
    <Plain narrow>
      <div class="row between">
        <Heading title="New project" />
        {(draft.name || draft.project) && (
          <button class="link small" onClick={afresh}>
            Start afresh
          </button>
        )}
      </div>
      <Steps step={step} reached={draft.project ? 3 : step} />
      {!kept && (
        <p class="notice bad small">
          This browser has no room to keep all of this: a reload would lose the files. Go on without reloading.
        </p>
      )}
      {step === 1 && <DataStep {...given} />}
      {step === 2 && <SchemaStep {...given} />}
      {step === 3 && <TargetStep {...given} />}
    </Plain>
  );
}

export interface StepProps {
  draft: WizardDraft;
  change: Change;
  brought: Brought;
  filesKept: boolean;
  bring: (brought: Brought) => void;
  upload: ReturnType<typeof newUpload>;
  deliver: (project: number) => Promise<void>;
  to: (step: number) => void;
}

function Steps({ step, reached }: { step: number; reached: number }) {
  return (
    <ol class="plain steps" aria-label="Steps">
      {STEPS.map((words, i) => {
        const open = i + 1 <= reached && i + 1 !== step;
        const inside = (
          <>
            <span class="step-number">{i + 1}</span> {words}
          </>
        );
        return (
          <li aria-current={step === i + 1 ? "step" : undefined}>
            {open ? <a href={`/new?step=${i + 1}`}>{inside}</a> : <span>{inside}</span>}
          </li>
        );
      })}
    </ol>
  );
}

/** A field for one number with its unit; emptied, it is null. */

import { Field } from "./parts";

interface AmountProps {
  label: string;
  unit: string;
  value: number | null;
  hint?: string;
  change: (value: number | null) => void;
}

export function Amount({ label, unit, value, hint, change }: AmountProps) {
  const read = (text: string) => change(text === "" ? null : Number(text));
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <div class="with-unit">
          <input
            {...ids}
            class="input number"
            type="number"
            inputMode="decimal"
            min={0}
            step="any"
            value={value ?? ""}
            onInput={(event) => read(event.currentTarget.value)}
          />
          <span class="second small">{unit}</span>
        </div>
      )}
    </Field>
  );
}

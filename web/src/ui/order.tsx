/** Target and prices: fields that read as a sentence. */

import type { Goal, OrderForm } from "../core/order";
import { Field, Segments } from "./parts";

export function OrderFields({
  form,
  change,
  more = true,
}: {
  form: OrderForm;
  change: (some: Partial<OrderForm>) => void;
  more?: boolean;
}) {
  return (
    <div class="stack">
      {more && (
        <Segments
          label="Goal"
          value={form.goal}
          options={[
            ["labels", "Label this data set"],
            ["model", "The best model for this budget"],
          ]}
          choose={(goal) => change({ goal: goal as Goal })}
        />
      )}
      <fieldset>
        <legend class="visually-hidden">Target</legend>
        <div class="grid order-grid">
          {form.goal === "labels" ? (
            <Amount
              label="At most this much wrong"
              unit="%"
              value={form.error}
              change={(error) => change({ error: error ?? 0 })}
              hint="of all delivered labels"
            />
          ) : (
            <>
              <Amount
                label="Never spend more than"
                unit={form.currency}
                value={form.budget}
                change={(budget) => change({ budget })}
                hint="the budget; empty: no cap"
              />
              <Amount
                label="A point of accuracy is worth"
                unit={form.currency}
                value={form.worth}
                change={(worth) => change({ worth })}
                hint="one percentage point; it ends when a round brings less. Empty: when a cap binds"
              />
            </>
          )}
          <Amount
            label="How sure"
            unit="%"
            value={form.confidence}
            change={(confidence) => change({ confidence: confidence ?? 0 })}
            hint="the chance that the promise holds"
          />
        </div>
      </fieldset>
      <fieldset>
        <legend class="visually-hidden">Prices</legend>
        <div class="grid order-grid">
          <Amount
            label="One label by a person"
            unit={form.currency}
            value={form.label}
            change={(label) => change({ label: label ?? 0 })}
            hint="wage and fees for one answer"
          />
          <Field label="Currency" hint="such as USD or EUR">
            {(ids) => (
              <input
                {...ids}
                class="input"
                maxLength={3}
                value={form.currency}
                onInput={(event) => change({ currency: event.currentTarget.value.toUpperCase() })}
              />
            )}
          </Field>
        </div>
      </fieldset>
      {more && (
        <details>
          <summary>More prices, caps and the team</summary>
          <div class="grid order-grid more-prices">
            <Amount
              label="Confirming one suggestion"
              unit={form.currency}
              value={form.verify}
              change={(verify) => change({ verify })}
              hint="less than a label: people see what the machine thinks where that saves money, and it is audited; empty: they never do"
            />
            <Amount
              label="One hour of computing"
              unit={form.currency}
              value={form.deviceHour}
              change={(deviceHour) => change({ deviceHour: deviceHour ?? 0 })}
              hint="only the seconds used are counted"
            />
            {form.goal === "labels" && (
              <Amount
                label="Never spend more than"
                unit={form.currency}
                value={form.budget}
                change={(budget) => change({ budget })}
                hint="empty: no cap"
              />
            )}
            <Amount
              label="People answer for at most"
              unit="hours"
              value={form.peopleHours}
              change={(peopleHours) => change({ peopleHours })}
              hint="all of them together; empty: no cap"
            />
            <Amount
              label="Machines compute for at most"
              unit="hours"
              value={form.deviceHours}
              change={(deviceHours) => change({ deviceHours })}
              hint="empty: no cap"
            />
            <Amount
              label="Done within"
              unit="days"
              value={form.days}
              change={(days) => change({ days })}
              hint="at the pace of the team; empty: no cap"
            />
            <Amount
              label="Who answer"
              unit="people"
              value={form.people}
              change={(people) => change({ people: people ?? 0 })}
              hint="at the same time"
            />
            <Amount
              label="Each works on it"
              unit="hours a day"
              value={form.hoursADay}
              change={(hoursADay) => change({ hoursADay: hoursADay ?? 0 })}
              hint="how long an answer takes is measured"
            />
            <Amount
              label="And on"
              unit="days a week"
              value={form.daysAWeek}
              change={(daysAWeek) => change({ daysAWeek: daysAWeek ?? 0 })}
              hint="from these, hours become days"
            />
          </div>
        </details>
      )}
    </div>
  );
}

interface AmountProps {
  label: string;
  unit: string;
  value: number | null;
  hint: string;
  change: (value: number | null) => void;
}

function Amount({ label, unit, value, hint, change }: AmountProps) {
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

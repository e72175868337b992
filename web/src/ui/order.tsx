/** Target and prices: fields that read as a sentence. */

import type { Problem } from "../api/problem";
import type { Goal, OrderForm } from "../core/order";
import { Amount } from "./amount";
import { Field, Segments } from "./parts";
import { PromiseFields } from "./promises";

type Amounts = { [K in keyof OrderForm]: OrderForm[K] extends number | null ? K : never }[keyof OrderForm];

interface OrderProps {
  form: OrderForm;
  change: (some: Partial<OrderForm>) => void;
  project: number;
  classes: readonly string[];
  refused?: Problem | undefined; // what the server said of it
}

export function OrderFields({ form, change, project, classes, refused }: OrderProps) {
  const { currency } = form;
  const open = classes.length === 0; // no question whose answer is one of some classes
  /** A field for one number of the form; emptied, it becomes `empty`. */
  const amount = (name: Amounts, label: string, unit: string, hint: string, empty: 0 | null = null) => (
    <Amount
      key={name}
      label={label}
      unit={unit}
      value={form[name]}
      change={(value) => change({ [name]: value ?? empty })}
      hint={hint}
    />
  );
  return (
    <div class="stack">
      {!open && (
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
          {form.goal === "labels"
            ? amount("error", "At most this much wrong", "%", "of all delivered labels", 0)
            : [
                amount("budget", "Never spend more than", currency, "the budget; empty: no cap"),
                amount(
                  "worth",
                  "A point of accuracy is worth",
                  currency,
                  "one percentage point; it ends when a round brings less. Empty: when a cap binds",
                ),
              ]}
          {amount("confidence", "How sure", "%", "the chance that the promise holds", 0)}
          {open &&
            amount(
              "tolerance",
              "A label may be off by",
              "%",
              "of the loss of its type of question: boxes overlap, texts differ by words; 0: every difference is wrong",
              0,
            )}
        </div>
      </fieldset>
      {form.goal === "labels" && (
        <PromiseFields
          promises={form.promises}
          change={(promises) => change({ promises })}
          project={project}
          classes={classes}
          refused={refused}
        />
      )}
      <fieldset>
        <legend class="visually-hidden">Prices</legend>
        <div class="grid order-grid">
          {amount("label", "One label by a person", currency, "wage and fees for one answer", 0)}
          <Field label="Currency" hint="such as USD or EUR">
            {(ids) => (
              <input
                {...ids}
                class="input"
                maxLength={3}
                value={currency}
                onInput={(event) => change({ currency: event.currentTarget.value.toUpperCase() })}
              />
            )}
          </Field>
        </div>
      </fieldset>
      <details>
        <summary>More prices, caps and the team</summary>
        <div class="grid order-grid more-prices">
          {amount(
            "verify",
            "Confirming one suggestion",
            currency,
            open
              ? "less than a label: people see what the machine says where that saves money, and it is audited; who changes it is paid a label on top; empty: they never do"
              : "less than a label: people see what the machine thinks where that saves money, and it is audited; empty: they never do",
          )}
          {!open &&
            amount(
              "grid",
              "Confirming one on a page",
              currency,
              "up to 60 look-alikes at once, all taken for one class: people click the odd ones out; empty: one by one",
            )}
          {form.goal === "labels" &&
            !open &&
            amount(
              "expert",
              "One answer of an expert",
              currency,
              "experts say what is wrong: they check what others and the machine say; you name them under Members; empty: what people say is the truth",
            )}
          {amount("deviceHour", "One hour of computing", currency, "only the seconds used are counted", 0)}
          {form.goal === "labels" && amount("budget", "Never spend more than", currency, "empty: no cap")}
          {amount("peopleHours", "People answer for at most", "hours", "all of them together; empty: no cap")}
          {amount("deviceHours", "Machines compute for at most", "hours", "empty: no cap")}
          {amount("days", "Done within", "days", "at the pace of the team; empty: no cap")}
          {amount("people", "Who answer", "people", "at the same time", 0)}
          {amount("hoursADay", "Each works on it", "hours a day", "how long an answer takes is measured", 0)}
          {amount("daysAWeek", "And on", "days a week", "from these, hours become days", 0)}
        </div>
      </details>
    </div>
  );
}

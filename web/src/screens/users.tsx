/** Everybody who may sign in; for admins. */

import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import { me, type Role } from "../api/me";
import { words } from "../api/problem";
import { useResource } from "../api/resource";
import type { User } from "../api/types";
import { Dialog, Field, Heading, Trouble } from "../ui/parts";
import { Plain } from "../ui/shell";
import { say } from "../ui/toast";

const ROLES = [
  ["annotator", "Annotator: labels in the projects they are invited to"],
  ["reviewer", "Reviewer: reads and labels in their projects"],
  ["manager", "Manager: makes projects, runs their own"],
  ["admin", "Admin: everything"],
] as const;

export default function Users() {
  const { data, problem, reload } = useResource("users", calls.users);
  const [fault, setFault] = useState("");
  const act = async (what: () => Promise<unknown>, done: string) => {
    try {
      await what();
      setFault("");
      say(done);
      reload();
    } catch (error) {
      setFault(words(error));
    }
  };
  return (
    <Plain>
      <Heading title="People">
        <p>Accounts on this server. Which project somebody sees is set on its Members page.</p>
      </Heading>
      <div class="stack">
        <Trouble problem={problem} retry={reload} />
        <Trouble problem={fault} />
        <Add add={(body) => act(() => calls.addUser(body), `${body.name} can sign in now.`)} />
        {data && (
          <div class="table-wrap" tabIndex={0} role="region" aria-label="People">
            <table>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Role</th>
                  <th scope="col">State</th>
                  <th scope="col">
                    <span class="visually-hidden">Change</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.map((one) => (
                  <Row key={one.id} one={one} act={act} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Plain>
  );
}

function Add({ add }: { add: (body: { name: string; password: string; role: Role }) => Promise<void> }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<Role>("annotator");
  const submit = async (event: Event) => {
    event.preventDefault();
    await add({ name: name.trim(), password, role });
    setName("");
    setPassword("");
  };
  return (
    <form class="card stack" onSubmit={(event) => void submit(event)}>
      <h2>Add a person</h2>
      <div class="grid">
        <Field label="Name">
          {(ids) => (
            <input
              {...ids}
              class="input"
              required
              maxLength={200}
              autocomplete="off"
              value={name}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label="First password" hint="At least 8 characters; tell it to them.">
          {(ids) => (
            <input
              {...ids}
              class="input"
              type="password"
              required
              minLength={8}
              autocomplete="new-password"
              value={password}
              onInput={(event) => setPassword(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label="Role">
          {(ids) => (
            <select
              {...ids}
              class="input"
              value={role}
              onChange={(event) => setRole(event.currentTarget.value as Role)}
            >
              {ROLES.map(([value, text]) => (
                <option value={value}>{text}</option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <div class="buttons">
        <button class="button primary" disabled={!name.trim() || password.length < 8}>
          Add
        </button>
      </div>
    </form>
  );
}

/** Somebody forgot their password: an admin sets a new one and tells it to them. */
function NewPassword({ one, set }: { one: User; set: (password: string) => Promise<void> }) {
  const [open, show] = useState(false);
  const [password, setPassword] = useState("");
  const submit = async (event: Event) => {
    event.preventDefault();
    await set(password);
    setPassword("");
    show(false);
  };
  return (
    <>
      <button class="button small" onClick={() => show(true)}>
        New password<span class="visually-hidden"> for {one.name}</span>
      </button>
      <Dialog title={`New password for ${one.name}`} open={open} close={() => show(false)}>
        <form class="stack" onSubmit={(event) => void submit(event)}>
          <Field label="Password" hint="At least 8 characters; tell it to them.">
            {(ids) => (
              <input
                {...ids}
                class="input"
                type="password"
                required
                minLength={8}
                autocomplete="new-password"
                value={password}
                onInput={(event) => setPassword(event.currentTarget.value)}
              />
            )}
          </Field>
          <div class="buttons">
            <button class="button primary" disabled={password.length < 8}>
              Set it
            </button>
          </div>
        </form>
      </Dialog>
    </>
  );
}

function Row({ one, act }: { one: User; act: (what: () => Promise<unknown>, done: string) => Promise<void> }) {
  const own = one.id === me.value?.user.id;
  return (
    <tr>
      <th scope="row">
        {one.name}
        {own && <span class="quiet"> (you)</span>}
      </th>
      <td>
        <select
          class="input"
          aria-label={`Role of ${one.name}`}
          disabled={own}
          value={one.role}
          onChange={(event) =>
            void act(
              () => calls.changeUser(one.id, { role: event.currentTarget.value as Role }),
              `${one.name} has another role now.`,
            )
          }
        >
          {ROLES.map(([value]) => (
            <option value={value}>{value}</option>
          ))}
        </select>
      </td>
      <td>{one.disabled ? <span class="tag bad">locked out</span> : <span class="tag">may sign in</span>}</td>
      <td class="buttons row-actions">
        <NewPassword
          one={one}
          set={(password) => act(() => calls.changeUser(one.id, { password }), `${one.name} has a new password.`)}
        />
        {!own && (
          <button
            class="button small"
            onClick={() =>
              void act(
                () => calls.changeUser(one.id, { disabled: !one.disabled }),
                one.disabled ? `${one.name} may sign in again.` : `${one.name} is locked out.`,
              )
            }
          >
            {one.disabled ? "Let in" : "Lock out"}
            <span class="visually-hidden"> {one.name}</span>
          </button>
        )}
      </td>
    </tr>
  );
}

/** Everybody who may sign in; for admins. */

import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import { me, type Role } from "../api/me";
import { useResource } from "../api/resource";
import type { User } from "../api/types";
import { useAct, type Act } from "../ui/act";
import { ChoiceField, Dialog, Heading, TextField, Trouble } from "../ui/parts";
import { Plain } from "../ui/shell";
import { Table } from "../ui/table";

const ROLES = {
  annotator: "labels in the projects they are invited to",
  reviewer: "reads and labels in their projects",
  manager: "makes projects, runs their own",
  admin: "may do everything",
} as const satisfies Record<Role, string>;

const NAMES = Object.keys(ROLES) as Role[];
const SHORTEST = 8;

export default function Users() {
  const { data, problem, reload } = useResource("users", calls.users);
  const [act, fault] = useAct(reload);
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
          <Table label="People" heads={["Name", "Role", "State", { spoken: "Change" }]}>
            {data.map((one) => (
              <Row key={one.id} one={one} act={act} />
            ))}
          </Table>
        )}
      </div>
    </Plain>
  );
}

function Password({ label, value, change }: { label: string; value: string; change: (text: string) => void }) {
  return (
    <TextField
      label={label}
      hint={`At least ${SHORTEST} characters; tell it to them.`}
      secret
      required
      minLength={SHORTEST}
      autocomplete="new-password"
      value={value}
      change={change}
    />
  );
}

function Add({ add }: { add: (body: { name: string; password: string; role: Role }) => Promise<User | undefined> }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<Role>("annotator");
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!(await add({ name: name.trim(), password, role }))) return; // what was typed stays, to be mended
    setName("");
    setPassword("");
  };
  return (
    <form class="card stack" onSubmit={(event) => void submit(event)}>
      <h2>Add a person</h2>
      <div class="grid">
        <TextField label="Name" required maxLength={200} autocomplete="off" value={name} change={setName} />
        <Password label="First password" value={password} change={setPassword} />
        <ChoiceField
          label="Role"
          hint={`${ROLES[role][0]?.toUpperCase()}${ROLES[role].slice(1)}.`}
          value={role}
          options={NAMES.map((one) => [one, one] as const)}
          change={setRole}
        />
      </div>
      <div class="buttons">
        <button class="button primary" disabled={!name.trim() || password.length < SHORTEST}>
          Add
        </button>
      </div>
    </form>
  );
}

/** Somebody forgot their password: an admin sets a new one and tells it to them. */
function NewPassword({ one, set }: { one: User; set: (password: string) => Promise<unknown> }) {
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
          <Password label="Password" value={password} change={setPassword} />
          <div class="buttons">
            <button class="button primary" disabled={password.length < SHORTEST}>
              Set it
            </button>
          </div>
        </form>
      </Dialog>
    </>
  );
}

function Row({ one, act }: { one: User; act: Act }) {
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
          {NAMES.map((value) => (
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

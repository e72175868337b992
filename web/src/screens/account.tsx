/** Your own account: its password, and tokens for scripts, shown once and revoked at will. */

import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import { me } from "../api/me";
import { Problem, words } from "../api/problem";
import { useResource } from "../api/resource";
import type { Token } from "../api/types";
import { ago, moment } from "../core/format";
import { useAct } from "../ui/act";
import { copyText } from "../ui/copy";
import { Icon } from "../ui/icons";
import { ChoiceField, Heading, TextField, Trouble } from "../ui/parts";
import { Plain } from "../ui/shell";
import { Table } from "../ui/table";
import { say } from "../ui/toast";

export default function Account() {
  const { data, problem, reload } = useResource("tokens", calls.tokens);
  const [fresh, setFresh] = useState<Token>();
  const [act, fault] = useAct(reload);
  const user = me.value?.user;
  return (
    <Plain>
      <Heading title="Account">
        <p>
          Signed in as <strong>{user?.name}</strong>, {user?.role}.
        </p>
      </Heading>
      <div class="stack">
        <Password name={user?.name ?? ""} />
        <Trouble problem={problem} retry={reload} />
        <Trouble problem={fault} />
        <Make make={async (body) => setFresh(await act(() => calls.addToken(body)))} />
        {fresh?.token && <Once token={fresh.token} />}
        {data?.length === 0 && <p class="second">You have no token.</p>}
        {data && data.length > 0 && (
          <Table label="Tokens" heads={["Token", "Begins with", "Made", "Ends", "Last used", { spoken: "Revoke" }]}>
            {data.map((one) => (
              <Row
                key={one.id}
                one={one}
                revoke={() => void act(() => calls.revokeToken(one.id), `${one.name} opens nothing any more.`)}
              />
            ))}
          </Table>
        )}
      </div>
    </Plain>
  );
}

const SHORTEST = 8;

/** Another password for oneself. */
function Password({ name }: { name: string }) {
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const [shown, show] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await calls.changePassword({ old, new: fresh });
      (setOld(""), setFresh(""), show(false), setProblem(undefined));
      say("You have a new password.");
    } catch (error) {
      setProblem(error);
    }
  };
  const wrong = problem instanceof Problem && problem.about("old") ? problem.message : undefined;
  return (
    <form class="card stack" onSubmit={(event) => void submit(event)}>
      <div>
        <h2>Password</h2>
        <p class="second">A new one signs you out everywhere but here. Your tokens go on working.</p>
      </div>
      <input type="text" name="username" autocomplete="username" value={name} readOnly hidden />
      <div class="grid">
        <TextField
          label="Old password"
          error={wrong}
          secret={!shown}
          required
          autocomplete="current-password"
          value={old}
          change={setOld}
        />
        <TextField
          label="New password"
          hint={`At least ${SHORTEST} characters. A few words in a row are easy to keep.`}
          secret={!shown}
          required
          minLength={SHORTEST}
          autocomplete="new-password"
          value={fresh}
          change={setFresh}
        />
      </div>
      <label class="check">
        <input type="checkbox" checked={shown} onChange={(event) => show(event.currentTarget.checked)} />
        Show what I type
      </label>
      {problem !== undefined && !wrong && <Trouble problem={words(problem)} />}
      <div class="buttons">
        <button class="button primary" disabled={!old || fresh.length < SHORTEST}>
          Change the password
        </button>
      </div>
    </form>
  );
}

const TERMS = [
  ["30", "30 days"],
  ["365", "one year"],
  ["", "never"],
] as const;

type Days = (typeof TERMS)[number][0];

function Make({ make }: { make: (body: { name: string; expires_in_days?: number }) => Promise<void> }) {
  const [name, setName] = useState("");
  const [days, setDays] = useState<Days>("365");
  const submit = async (event: Event) => {
    event.preventDefault();
    await make({ name: name.trim(), ...(days && { expires_in_days: Number(days) }) });
    setName("");
  };
  return (
    <form class="card stack" onSubmit={(event) => void submit(event)}>
      <div>
        <h2>API tokens</h2>
        <p class="second">
          A token lets a script do what you may do. Give each script its own, so that you can revoke one alone.
        </p>
      </div>
      <div class="inline">
        <div class="grow">
          <TextField
            label="What is it for?"
            required
            maxLength={200}
            placeholder="nightly import"
            value={name}
            change={setName}
          />
        </div>
        <ChoiceField label="It ends after" value={days} options={TERMS} change={setDays} />
        <button class="button primary" disabled={!name.trim()}>
          Make a token
        </button>
      </div>
    </form>
  );
}

function Once({ token }: { token: string }) {
  return (
    <div class="notice gold stack" role="status">
      <p>
        <strong>Copy it now: it is not shown again.</strong> Vermeil keeps only its fingerprint.
      </p>
      <div class="row">
        <code class="once">{token}</code>
        <button class="button small" onClick={() => void copyText(token, "Token copied.")}>
          <Icon name="copy" size={15} /> Copy
        </button>
      </div>
      <p class="small">
        Use it as <code>VERMEIL_TOKEN</code>, or in the header <code>Authorization: Bearer …</code>
      </p>
    </div>
  );
}

function Row({ one, revoke }: { one: Token; revoke: () => void }) {
  return (
    <tr>
      <th scope="row">{one.name}</th>
      <td class="mono small">{one.prefix}…</td>
      <td class="nowrap">{ago(one.created_at, Date.now())}</td>
      <td class="nowrap">{one.expires_at ? moment(one.expires_at) : "never"}</td>
      <td class="nowrap">{one.last_used_at ? ago(one.last_used_at, Date.now()) : "not yet"}</td>
      <td class="right">
        {one.revoked_at ? (
          <span class="tag bad">revoked</span>
        ) : (
          <button class="button small" onClick={revoke}>
            Revoke<span class="visually-hidden"> {one.name}</span>
          </button>
        )}
      </td>
    </tr>
  );
}

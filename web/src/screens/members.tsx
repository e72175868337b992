/** Who works in this project, and as what. */

import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import { words } from "../api/problem";
import { useResource } from "../api/resource";
import type { Member } from "../api/types";
import type { Params } from "../core/route";
import { Field, Heading, Trouble } from "../ui/parts";
import { ProjectScreen, type InProject } from "../ui/shell";

export default function Members({ params }: { params: Params }) {
  return <ProjectScreen id={params["id"] as string}>{(given) => <People {...given} />}</ProjectScreen>;
}

type MemberRole = Member["role"];

const ROLES = [
  ["annotator", "Annotator: labels, and sees nothing else"],
  ["reviewer", "Reviewer: reads everything, labels"],
  ["manager", "Manager: everything in this project"],
] as const;

function People({ project, version, changed }: InProject) {
  const {
    data: members,
    problem,
    reload,
  } = useResource(`members ${project.id}`, () => calls.members(project.id), version);
  const { data: users } = useResource("users", calls.users, version);
  const [fault, setFault] = useState("");
  const act = async (what: () => Promise<unknown>) => {
    try {
      await what();
      setFault("");
      reload();
      changed();
    } catch (error) {
      setFault(words(error));
    }
  };
  const outside = (users ?? []).filter(
    (user) => !user.disabled && !members?.some((member) => member.user_id === user.id),
  );
  return (
    <>
      <Heading title="Members">
        <p>Only members see this project; admins see every project.</p>
      </Heading>
      <div class="stack">
        <Trouble problem={problem} retry={reload} />
        <Trouble problem={fault} />
        <Invite outside={outside} invite={(user, role) => void act(() => calls.setMember(project.id, user, role))} />
        {members && members.length > 0 && (
          <div class="table-wrap" tabIndex={0} role="region" aria-label="Members">
            <table>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Role here</th>
                  <th scope="col">
                    <span class="visually-hidden">Take out</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {members.map((one) => (
                  <Row
                    key={one.user_id}
                    one={one}
                    set={(role) => void act(() => calls.setMember(project.id, one.user_id, role))}
                    remove={() => void act(() => calls.removeMember(project.id, one.user_id))}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </>
  );
}

function Invite({
  outside,
  invite,
}: {
  outside: { id: number; name: string }[];
  invite: (user: number, role: MemberRole) => void;
}) {
  const [user, setUser] = useState("");
  const [role, setMemberRole] = useState<MemberRole>("annotator");
  if (!outside.length)
    return (
      <p class="card second">
        Everybody with an account is a member. An admin adds new people under the account menu, People.
      </p>
    );
  const submit = (event: Event) => {
    event.preventDefault();
    invite(Number(user), role);
    setUser("");
  };
  return (
    <form class="card inline" onSubmit={submit}>
      <div class="grow">
        <Field label="Invite">
          {(ids) => (
            <select
              {...ids}
              class="input"
              required
              value={user}
              onChange={(event) => setUser(event.currentTarget.value)}
            >
              <option value="">Choose a person</option>
              {outside.map((one) => (
                <option value={String(one.id)}>{one.name}</option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <div class="grow">
        <Field label="as">
          {(ids) => (
            <select
              {...ids}
              class="input"
              value={role}
              onChange={(event) => setMemberRole(event.currentTarget.value as MemberRole)}
            >
              {ROLES.map(([name, text]) => (
                <option value={name}>{text}</option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <button class="button primary" disabled={!user}>
        Invite
      </button>
    </form>
  );
}

function Row({ one, set, remove }: { one: Member; set: (role: MemberRole) => void; remove: () => void }) {
  return (
    <tr>
      <th scope="row">{one.name}</th>
      <td>
        <select
          class="input"
          aria-label={`Role of ${one.name}`}
          value={one.role}
          onChange={(event) => set(event.currentTarget.value as MemberRole)}
        >
          {ROLES.map(([name]) => (
            <option value={name}>{name}</option>
          ))}
        </select>
      </td>
      <td class="right">
        <button class="button small" onClick={remove}>
          Take out<span class="visually-hidden"> {one.name}</span>
        </button>
      </td>
    </tr>
  );
}

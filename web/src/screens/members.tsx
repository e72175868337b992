/** Who works in this project, and as what. */

import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import { me } from "../api/me";
import { useResource } from "../api/resource";
import type { Member } from "../api/types";
import type { Params } from "../core/route";
import { useAct } from "../ui/act";
import { ChoiceField, Heading, Trouble } from "../ui/parts";
import { ProjectScreen, type InProject } from "../ui/shell";
import { Table } from "../ui/table";

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
  const [act, fault] = useAct(() => (reload(), changed()));
  const outside = (users ?? []).filter(
    (user) => !user.disabled && !members?.some((member) => member.user_id === user.id),
  );
  return (
    <>
      <Heading title="Members">
        <p>
          Only members see this project; admins see every project. Where a campaign pays experts, what experts say is
          the truth, and the audit is theirs.
        </p>
      </Heading>
      <div class="stack">
        <Trouble problem={problem} retry={reload} />
        <Trouble problem={fault} />
        <Invite
          outside={outside}
          invite={(user, role) =>
            void act(() => calls.setMember(project.id, user, role, false), "They see the project now.")
          }
        />
        {members && members.length > 0 && (
          <Table label="Members" heads={["Name", "Role here", "Expert", { spoken: "Take out" }]}>
            {members.map((one) => (
              <Row
                key={one.user_id}
                one={one}
                set={(role, expert) =>
                  void act(
                    () => calls.setMember(project.id, one.user_id, role, expert),
                    `${one.name} is ${role}${expert ? " and expert" : ""} here now.`,
                  )
                }
                remove={() =>
                  void act(() => calls.removeMember(project.id, one.user_id), `${one.name} is no member any more.`)
                }
              />
            ))}
          </Table>
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
        Everybody with an account is a member.{" "}
        {me.value?.user.role === "admin" ? (
          <>
            New people are added under <a href="/users">People</a>.
          </>
        ) : (
          "An admin adds new people."
        )}
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
        <ChoiceField
          label="Invite"
          value={user}
          options={[["", "Choose a person"], ...outside.map(({ id, name }) => [String(id), name] as const)]}
          change={setUser}
        />
      </div>
      <div class="grow">
        <ChoiceField label="as" value={role} options={ROLES} change={setMemberRole} />
      </div>
      <button class="button primary" disabled={!user}>
        Invite
      </button>
    </form>
  );
}

function Row({
  one,
  set,
  remove,
}: {
  one: Member;
  set: (role: MemberRole, expert: boolean) => void;
  remove: () => void;
}) {
  return (
    <tr>
      <th scope="row">{one.name}</th>
      <td>
        <select
          class="input"
          aria-label={`Role of ${one.name}`}
          value={one.role}
          onChange={(event) => set(event.currentTarget.value as MemberRole, one.expert)}
        >
          {ROLES.map(([name]) => (
            <option value={name}>{name}</option>
          ))}
        </select>
      </td>
      <td>
        <input
          type="checkbox"
          aria-label={`${one.name} is an expert`}
          checked={one.expert}
          onChange={(event) => set(one.role, event.currentTarget.checked)}
        />
      </td>
      <td class="right">
        <button class="button small" onClick={remove}>
          Take out<span class="visually-hidden"> {one.name}</span>
        </button>
      </td>
    </tr>
  );
}

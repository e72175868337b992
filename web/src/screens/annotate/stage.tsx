/** The item, as large as the screen allows: drawn on by the tool of a question, else as it is. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type { Task } from "../../core/session";
import { Content } from "../../ui/content";
import { drawing, drawnOf, toolFor, type Keys } from "./asked";
import type { Desk } from "./desk";
import type { Media, Picture } from "./media";

/** A picture that would be scaled up more than this is shown smaller: the eye reads it better from afar. */
const ENLARGED = 3;

export function Stage({ desk, task, keys }: { desk: Desk; task: Task; keys: Keys }) {
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (ref.current) ref.current.scrollTop = 0;
  }, [task.id]);
  const { media, media_url: url } = task.item;
  return (
    <section class="stage" ref={ref} tabIndex={0} aria-label="The item to label">
      {drawing(desk) ? (
        <Drawn key={task.id} desk={desk} keys={keys} />
      ) : media === "image" && url ? (
        <Shown url={url} media={desk.media} />
      ) : (
        <Content key={task.id} item={task.item} />
      )}
    </section>
  );
}

function Drawn({ desk, keys }: { desk: Desk; keys: Keys }) {
  const question = drawing(desk);
  const Tool = question && toolFor(question).Stage;
  return Tool ? <Tool key={question.name} {...drawnOf(desk, question, keys)} /> : null;
}

function Shown({ url, media }: { url: string; media: Media }) {
  const picture = media.picture(url);
  const state = picture.state.value;
  const retry = () => {
    media.again(url);
    picture.state.value = "coming";
  };
  return (
    <>
      <Canvas key={url} picture={media.picture(url)} />
      {state === "coming" && <p class="quiet stage-note">The picture is on its way</p>}
      {state === "failed" && (
        <div class="stage-note stack" role="alert">
          <p>
            This picture could not be loaded. If it stays so, skip the item with <kbd>s</kbd>.
          </p>
          <p>
            <button class="button" onClick={retry}>
              Load again
            </button>
          </p>
        </div>
      )}
    </>
  );
}

/** The very image that was decoded ahead is put into the page: no second decoding. */
function Canvas({ picture }: { picture: Picture }) {
  const ref = useRef<HTMLDivElement>(null);
  const state = picture.state.value;
  useLayoutEffect(() => {
    const frame = ref.current;
    if (!frame || state === "failed") return;
    const { image } = picture;
    frame.replaceChildren(image);
    image.classList.toggle("small", frame.clientWidth / image.naturalWidth >= ENLARGED);
  }, [picture, state]);
  return <div class="canvas" ref={ref} />;
}
